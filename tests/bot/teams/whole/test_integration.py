"""Is Teams plugged in as the settings say, each tenant to its own district, and does /readyz tell of it?"""

import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.settings import Settings
from bot.teams import tab_words
from bot.teams import words as teams_words
from bot.teams.app import Integration
from bot.teams.client import NotTaken
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place, Unreachable
from tests.bot.local_tokens import entered
from tests.bot.slack.small_slack.slack import Slack
from tests.bot.slack.whole.test_integration import one as slack_settings
from tests.bot.slack.whole.test_integration import ready, written
from tests.bot.slack.whole.test_integration import text_of as text_in_slack
from tests.bot.teams.bot_process import LOG, PATIENCE, PROXIED, QUICK, Start, given, status, text_of
from tests.bot.teams.small_teams.teams import ELSEWHERE, TENANT, Teams, buttons, until, words


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.person("bo", name="Bo Lee")
        teams.channel("c1", "ana", "bo", name="privacy", kind="private")
        yield teams


async def test_teams_is_heard_and_readyz_tells_of_it(start: Start, teams: Teams, tmp_path: Path) -> None:
    with start(tmp_path, **given(teams)) as address:
        teams.to = f"{address}api/messages"
        body = await ready(address, lambda body: body["status"] == "ok")
        assert body["surfaces"] == {"teams": "ok"}
        assert "10-234cc(b)(3)" in await text_of(teams, "may the vendor sell student data?")
        assert "C-1" in await text_of(teams, LOG)
        assert "C-2" not in await text_of(teams, LOG, by="bo"), "who speaks in Teams is not at the machine"
    assert not teams.wrong


async def test_a_proxy_leads_to_teams_doors_and_to_no_other(start: Start, teams: Teams, tmp_path: Path) -> None:
    with start(tmp_path, **given(teams, DPA_URL="https://dpa.example.org")) as address:
        teams.to = f"{address}api/messages"
        assert (await teams.says("help", **PROXIED)).status == 200
        assert (await teams.says("help", token="key", **PROXIED)).status == 401
        strange = {**PROXIED, "Content-Type": "application/json"}  # as step 8 of docs/teams.md has it
        async with aiohttp.ClientSession(headers=strange) as http, http.post(teams.to, data="{}") as answer:
            assert answer.status == 401
        for path in ("", "board", "posts", "metrics", "api/ask"):
            assert (await status(address, path, **PROXIED))[0] == 403, path
        assert (await status(address, "teams/tab", **PROXIED))[0] == 200
        assert await status(address, "teams/board", **PROXIED) == (401, tab_words.NOT_TAKEN)
        token = {"Authorization": f"Bearer {teams.entra_token()}"}
        code, text = await status(address, "teams/board", **PROXIED, **token)
        assert code == 200 and "0 open deadlines" in text


async def test_without_an_app_only_this_machine_is_heard(start: Start, teams: Teams, tmp_path: Path) -> None:
    teams.app_id = ""
    with start(tmp_path, DPA_ADMINS=f"teams:{teams.people['ana'].aad}") as address:
        teams.to = entered(f"{address}api/messages")
        assert "10-234cc(b)(3)" in await text_of(teams, "may the vendor sell student data?")
        assert "C-1" in await text_of(teams, LOG)
        assert (await teams.says("help", **PROXIED)).status == 403
        assert (await teams.says("help", Origin="https://evil.example.org")).status == 403
        afar = {**teams.written("help", "ana", "ana"), "serviceUrl": "https://smba.example.org/amer/"}
        assert (await teams.send(afar)).status == 401
        assert (await status(address, "teams/tab"))[0] == 404
        assert "surfaces" not in await ready(address, lambda body: body["status"] == "ok")


async def test_where_the_page_needs_a_link_the_playground_is_heard_here_alone(
    start: Start, teams: Teams, tmp_path: Path
) -> None:
    teams.app_id = ""
    async with Slack() as slack:
        with start(tmp_path, **slack_settings(slack)) as address:
            teams.to = entered(f"{address}api/messages")
            assert "10-234cc(b)(3)" in await text_of(teams, "may the vendor sell student data?")
            assert (await teams.says("help", **PROXIED)).status == 403


def test_a_district_s_posts_reach_no_tenant_of_another_district() -> None:
    """As when a tenant was given to another district, and the first one's file still names its channel."""
    named = {"MicrosoftAppId": TENANT, "MicrosoftAppPassword": "b", "teams_tenants": ((TENANT, "hartford"),)}
    connected = Integration(Settings(**named))
    address = {"service": "https://smba.example.org/amer/", "conversation": "19:c1", "tenant": TENANT, "bot": "28:a"}
    channel = Place(id="teams:19:c1", surface="teams", address=address, private=True)
    with pytest.raises(Unreachable, match=TENANT):
        connected.channel_for("danbury").send(channel, Reply(title="Due"), "D-1/safe", again=False)
    with pytest.raises(NotTaken, match="not_running"):
        connected.channel_for("hartford").send(channel, Reply(title="Due"), "D-1/safe", again=False)


async def test_a_secret_that_has_ended_is_told(start: Start, teams: Teams, tmp_path: Path) -> None:
    with start(tmp_path, **given(teams, MicrosoftAppPassword="of-last-year")) as address:
        body = await ready(address, lambda body: body["clock"]["last_beat"] is not None)
        assert body["status"] == "not ready"
        assert body["surfaces"]["teams"] == teams_words.secret_refused(word="invalid_client") in body["reasons"]


async def test_of_an_app_for_one_tenant_others_get_a_sentence_and_no_drawer(
    start: Start, teams: Teams, tmp_path: Path
) -> None:
    with start(tmp_path, **given(teams)) as address:
        teams.to = f"{address}api/messages"
        teams.tenant = ELSEWHERE
        assert teams_words.ELSEWHERE in await text_of(teams, "contracts", by="bo")
        assert (await teams.queries("search_contracts", by="bo")).status == 403
    assert not [path for path in written(tmp_path) if ELSEWHERE in path]


async def test_each_tenant_leads_to_its_own_district(start: Start, teams: Teams, tmp_path: Path) -> None:
    third = "0ff1ce00-0000-4000-8000-000000000003"
    both = ",".join(f"teams:{teams.people[key].aad}" for key in ("ana", "bo"))
    tenants = {"MicrosoftAppType": "MultiTenant", "DPA_TEAMS_TENANTS": f"{ELSEWHERE}=windham", "DPA_ADMINS": both}
    with start(tmp_path, **given(teams, **tenants)) as address:
        teams.to = f"{address}api/messages"
        assert "C-1" in await text_of(teams, LOG)
        stranger = teams.entra_token("bo", tid=third, iss=f"{teams.entra}/{third}/v2.0")
        assert (await status(address, "teams/board", Authorization=f"Bearer {stranger}"))[0] == 401
        assert not [path for path in written(tmp_path) if third in path], "looking at the tab makes no drawer"
        for tenant in (ELSEWHERE, third):
            teams.tenant = tenant
            teams.person("bo", name="Bo Lee")
            assert "Acme" not in await text_of(teams, "contracts", by="bo")
            assert "C-1" in await text_of(teams, LOG.replace("Acme", f"Of {tenant}"), by="bo")
        kept = {path: text for path, text in written(tmp_path).items() if path.endswith("district.json")}
    assert {path.partition("/")[0] for path, text in kept.items() if "Acme" in text} == {"district"}
    assert {path.partition("/")[0] for path, text in kept.items() if "Of 0ff1ce00" in text} == {"windham", third}


async def test_both_chats_share_the_records_and_show_what_was_done_in_the_other(
    start: Start, teams: Teams, tmp_path: Path
) -> None:
    async with Slack() as slack:
        slack.user("UADMIN", name="Ana Ruiz")
        admins = {"DPA_ADMINS": f"slack:UADMIN,teams:{teams.people['ana'].aad}"}
        with start(tmp_path, **(slack_settings(slack) | given(teams) | admins | QUICK)) as address:
            slack.to, teams.to = f"{address}slack/events", f"{address}api/messages"
            assert (await ready(address, lambda b: b["status"] == "ok"))["surfaces"] == {"slack": "ok", "teams": "ok"}
            await text_of(teams, f"setup lead: teams:{teams.people['ana'].aad}")
            assert "C-1" in await text_of(teams, LOG)
            await until(lambda: reminders(teams, "ana"), PATIENCE)
            assert "Acme" in await text_in_slack(slack, "UADMIN", "contract C-1")
            (post,) = reminders(teams, "ana")
            id = deadline(post)
            await text_in_slack(slack, "UADMIN", f"done {id} https://district.example.org/contracts")
            await until(lambda: f"undo {id}" in words(post), PATIENCE)
    assert not teams.wrong


def reminders(teams: Teams, where: str) -> list[dict[str, Any]]:
    return [message for message in teams.said(where) if "Acme" in words(message) and "done D-" in words(message)]


def deadline(message: dict[str, Any]) -> str:
    says = " ".join(str(action.get("data", {}).get("say")) for action in buttons(message))
    found = re.search(r"done (D-\d+)", says)
    assert found
    return found[1]


def test_what_is_missing_is_said_at_the_start(tmp_path: Path) -> None:
    env = {**os.environ, "DPA_DATA": str(tmp_path), "MicrosoftAppId": "11111111-1111-4111-8111-111111111111"}
    done = subprocess.run(
        [sys.executable, "-m", "bot"], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1 and "MicrosoftAppPassword" in done.stderr
    assert not list(tmp_path.iterdir())
