"""Are the tokens of installs renewed in time and kept while they hold, and the words of installs good once?"""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet, MultiFernet
from slack_sdk.oauth.installation_store import Installation

from bot.slack.connect.install import MOST_STATES, STATE, Installed, States
from storage.vault.sealed import Write
from storage.vault.vault import FileSecretStore, Vault, open_vault
from tests.bot.slack.small_slack.slack import Slack

# Slack's library sends the client's secret in a way that aiohttp means to drop.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")


def installation(**fields: Any) -> Installation:
    return Installation(
        **{
            "app_id": "A1",
            "team_id": "T2",
            "user_id": "U1",
            "bot_token": "xoxb-T2",
            "bot_id": "B1",
            "bot_scopes": "chat:write",
            **fields,
        }
    )


async def test_a_token_that_ends_is_renewed_once_by_all_replicas(slack: Slack, tmp_path: Path) -> None:
    slack.rotating = True
    slack.teams["xoxb-T2"] = "T2"
    now = 1_800_000_000.0
    replicas = [
        Installed(open_vault(tmp_path), slack.client_id, slack.client_secret, slack.url, lambda: now) for _ in range(4)
    ]
    ends = int(now) + 3600
    replicas[0].save(installation(bot_refresh_token="xoxe-1-T2-1", bot_token_expires_at=ends))
    tokens = await asyncio.gather(*(asyncio.to_thread(one.token, "T2") for one in replicas))
    assert len(slack.asked("oauth.v2.access")) == 1
    assert len(set(tokens)) == 1 and tokens[0] != "xoxb-T2"
    found = await asyncio.to_thread(replicas[1].find, "T2")
    assert found and found.bot_refresh_token != "xoxe-1-T2-1"
    assert found.bot_token_expires_at == int(now) + 43200


async def test_a_token_that_cannot_be_renewed_is_used_to_its_end(slack: Slack, tmp_path: Path) -> None:
    clock = [1_800_000_000.0]
    installed = Installed(open_vault(tmp_path), slack.client_id, "wrong", slack.url, lambda: clock[0])
    installed.save(installation(bot_refresh_token="xoxe-1-T2-1", bot_token_expires_at=int(clock[0]) + 60))
    assert await asyncio.to_thread(installed.token, "T2") == "xoxb-T2"
    clock[0] += 61
    assert await asyncio.to_thread(installed.token, "T2") == ""


def test_the_only_workspace_need_not_be_named(tmp_path: Path) -> None:
    installed = Installed(open_vault(tmp_path), "1", "2")
    assert installed.token("") == ""
    installed.save(installation())
    assert installed.token("") == "xoxb-T2"
    installed.save(installation(team_id="T3", bot_token="xoxb-T3"))
    assert installed.token("") == "" and installed.token("T3") == "xoxb-T3"


async def test_states_are_good_once_for_ten_minutes_and_do_not_pile_up(tmp_path: Path) -> None:
    clock = [1_800_000_000.0]
    vault = open_vault(tmp_path)
    states = States(vault, lambda: clock[0])
    first, second = await states.async_issue(), await states.async_issue()
    assert await states.async_consume(first) and not await states.async_consume(first)
    clock[0] += 601
    assert not await states.async_consume(second)
    await states.async_issue()
    assert len(vault.names(STATE)) == 1
    for k in range(MOST_STATES):
        vault.put(f"{STATE}{int(clock[0]) + 500}.{k}", "1")
    last = await states.async_issue()
    assert len(vault.names(STATE)) == MOST_STATES
    assert await states.async_consume(last)
    assert re.fullmatch(r"\d+\.[\w-]{43}", last)


@pytest.mark.parametrize("trouble", ["nobody answers", "internal_error", "ratelimited", "a page"])
async def test_a_token_is_kept_where_slack_does_not_say_that_it_does_not_hold(
    slack: Slack, tmp_path: Path, trouble: str
) -> None:
    installed = Installed(open_vault(tmp_path), "1", "2", slack.url)
    installed.save(installation())
    slack.teams["xoxb-T2"] = "T2"
    match trouble:
        case "nobody answers":
            slack.drop("auth.test")
        case "a page":
            slack.break_down("auth.test")
        case word:
            slack.fail("auth.test", word)
    await asyncio.to_thread(installed.drop, "T2")
    assert installed.token("T2") == "xoxb-T2"


@pytest.mark.parametrize("word", ["account_inactive", "invalid_auth", "token_revoked"])
async def test_a_token_that_does_not_hold_goes_and_an_install_made_meanwhile_stays(
    slack: Slack, tmp_path: Path, word: str
) -> None:
    meanwhile = list[Installation]()

    class Installs(Vault):
        """A vault into which somebody installs the app anew while Slack is asked of the older token."""

        def change(self, name: str, write: Write) -> None:
            if meanwhile:
                installed.save(meanwhile.pop())
            super().change(name, write)

    vault = Installs(FileSecretStore(tmp_path), MultiFernet([Fernet(Fernet.generate_key())]))
    installed = Installed(vault, "1", "2", slack.url)
    installed.save(installation())
    meanwhile.append(installation(bot_token="xoxb-T2-new"))
    for left in ("xoxb-T2-new", ""):
        slack.fail("auth.test", word)
        await asyncio.to_thread(installed.drop, "T2")
        assert installed.token("T2") == left
