"""Is Teams heard and nobody who only claims to be Teams?"""

import logging
from collections.abc import AsyncIterator

import pytest

from bot.teams.client import Json, NotTaken
from bot.teams.connector.tokens import Account
from bot.teams.connector.turn import Turn
from tests.bot.teams.adapter_server import account, connected
from tests.bot.teams.small_teams import tokens
from tests.bot.teams.small_teams.teams import ELSEWHERE, TENANT, Teams

SAID = "a question of Ana Ruiz"


class Heard(list[Json]):
    """What was heard; everything is answered."""

    async def __call__(self, turn: Turn) -> Json | None:
        self.append(turn.activity)
        if turn.activity["type"] == "invoke":
            return {"status": 200, "body": {"task": {"type": "message", "value": "Done."}}}
        await turn.send({"type": "message", "text": "Here you are."})
        return None


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        yield teams


async def test_a_good_token_is_heard(teams: Teams) -> None:
    heard = Heard()
    async with connected(teams, heard):
        assert (await teams.says(SAID)).status == 200
        assert [one["text"] for one in heard] == [SAID]
        assert [one["text"] for one in teams.said("ana")] == ["Here you are."]


@pytest.mark.parametrize("kind", tokens.BAD)
async def test_a_bad_one_is_not(kind: str, teams: Teams, caplog: pytest.LogCaptureFixture) -> None:
    heard = Heard()
    caplog.set_level(logging.DEBUG, "dpa")
    async with connected(teams, heard):
        got = await teams.says(SAID, token=kind)
        form = await teams.presses({"type": "Action.Execute", "data": {"say": SAID}}, _message(teams), token=kind)
        assert (got.status, form.status) == (401, 401)
        assert not heard and not teams.said("ana") and not teams.bearers
        ours = [record for record in caplog.records if record.name == "dpa"]
        assert not any(record.exc_info or SAID in record.getMessage() for record in ours)
        assert (await teams.says(SAID)).status == 200, "the next good one is heard"


async def test_a_key_that_may_not_speak_for_teams_is_not_heard(teams: Teams) -> None:
    heard = Heard()
    teams.published = [tokens.published("k1", endorsements=["webchat", "directline"])]
    async with connected(teams, heard):
        assert (await teams.says(SAID)).status == 401
    teams.published = [tokens.published("k1")]
    async with connected(teams, heard):
        assert (await teams.says(SAID)).status == 401, "nor one that is endorsed for nothing"
    assert not heard


@pytest.mark.parametrize("channel", ["directline", "webchat", "emulator", "", None])
async def test_another_channel_is_not_heard_as_anybody_could_be_anybody_there(
    channel: str | None, teams: Teams
) -> None:
    heard = Heard()
    teams.published = [tokens.published("k1", endorsements=["msteams", "webchat", "directline", "emulator"])]
    async with connected(teams, heard):
        found = {**teams.activity("message", "ana", "ana", text=SAID), "channelId": channel}
        assert (await teams.send(found)).status == 401
    assert not heard


async def test_the_home_of_the_app_decides_who_gives_it_its_tokens_and_not_who_is_heard(teams: Teams) -> None:
    """Single-tenant apps differ from multi-tenant ones in nothing else."""
    authorities = {}
    for kind, tenant in {"multi": "", "single": TENANT}.items():
        heard = Heard()
        async with connected(teams, heard, tenant=tenant, login=f"{teams.origin}/{tenant or 'botframework.com'}"):
            assert (await teams.says(SAID)).status == 200 and len(heard) == 1
            assert (await teams.says(SAID, token="issuer")).status == 401 and len(heard) == 1
        authorities[kind] = list(teams.bearers.values())[-1]
    assert authorities == {"multi": "botframework.com", "single": TENANT}
    assert Account("id").authority == "https://login.microsoftonline.com/botframework.com"
    assert Account("id", tenant=ELSEWHERE).authority == f"https://login.microsoftonline.com/{ELSEWHERE}"


async def test_a_wrong_secret_is_told_in_entras_word(teams: Teams) -> None:
    told = list[NotTaken]()

    async def hear(turn: Turn) -> None:
        with pytest.raises(NotTaken) as refused:
            await turn.send({"type": "message", "text": "Here you are."})
        told.append(refused.value)

    teams.secret = "another"
    async with connected(teams, hear) as wire:
        teams.secret = "changed"
        assert (await teams.says(SAID)).status == 200
        assert (told[0].status, told[0].code) == (401, "invalid_client")
        assert await wire.trouble() == "invalid_client"
    assert "changed" not in repr(account(teams)) and "another" not in repr(wire.account)


async def test_without_an_account_only_this_machine_is_spoken_with() -> None:
    heard = Heard()
    async with Teams(app_id="") as teams:
        teams.person("ana")
        async with connected(teams, heard):
            assert (await teams.says(SAID)).status == 200
            assert teams.said("ana"), "without tokens in either direction"
            for service in ("https://smba.trafficmanager.net/amer/", "http://10.0.0.7/amer/", "", "file:///etc/", 7):
                found = {**teams.activity("message", "ana", "ana", text=SAID), "serviceUrl": service}
                assert (await teams.send(found)).status == 401
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("service", "trusted"),
    [
        ("https://smba.trafficmanager.net/amer/", True),
        ("http://smba.trafficmanager.net/amer/", False),
        ("http://127.0.0.1:9/amer/", False),
        ("ftp://smba.trafficmanager.net/", False),
        ("https:///amer/", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_our_token_goes_over_https_only(service: str, trusted: bool) -> None:
    assert Account("id", "secret").trusts(service) is trusted


def test_a_drill_stays_on_this_machine() -> None:
    drill = Account("id", "secret", metadata="http://127.0.0.1:4/.well-known/openidconfiguration")
    assert drill.trusts("http://localhost:9/") and drill.trusts("http://[::1]:9/")
    assert not drill.trusts("https://smba.trafficmanager.net/amer/")


def _message(teams: Teams) -> Json:
    room = teams.rooms["ana"]
    return {"id": "1", "conversation": {"id": room.id}, "attachments": []}
