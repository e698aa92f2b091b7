"""Is what comes from Teams heard whole, and what cannot be read told so? Are its keys at hand?"""

import asyncio
import io
import json
import logging
import subprocess
import sys

import pytest

from bot.teams.client import Json
from bot.teams.connector.tokens import Keys, Unknown
from bot.teams.connector.turn import Turn
from bot.teams.connector.wire import LARGEST_BODY
from tests.bot.conftest import logging_to
from tests.bot.teams.adapter_server import answers, connected
from tests.bot.teams.small_teams import tokens
from tests.bot.teams.small_teams.teams import Teams, until

# What comes in.


@pytest.mark.parametrize(
    ("raw", "media", "status"),
    [
        (b'{"half', "application/json", 400),
        (b"[1]", "application/json", 400),
        (b'"message"', "application/json", 400),
        (b"", "application/json", 400),
        (b"\xff\xfe\xfd", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "application/json", 400),
        (b'{"type": ""}', "application/json", 400),
        (b'{"type": 7}', "application/json", 400),
        (b'{"type": "message", "conversation": "a:ana"}', "application/json", 400),
        (b'{"type": "message", "channelData": [1]}', "application/json", 400),
        (b'{"type": "message", "channelData": {"channel": "c"}}', "application/json", 400),
        (b'{"type": "message", "channelData": {"team": [1]}}', "application/json", 400),
        (b'{"type": "message", "from": {"id": [1]}}', "application/json", 400),
        (b'{"type": "message", "text": {"a": 1}}', "application/json", 400),
        (b'{"type": "conversationUpdate", "membersAdded": [null]}', "application/json", 400),
        (b'{"type": "message"}', "text/plain", 415),
        (b"type=message", "application/x-www-form-urlencoded", 415),
        (b"x" * (LARGEST_BODY + 1), "application/json", 413),
    ],
)
async def test_what_cannot_be_read_is_told_so_in_a_sentence(
    raw: bytes, media: str, status: int, teams: Teams, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(teams, answers):
        got = await teams.post(raw, {"Content-Type": media, "Authorization": teams.token("good", teams.service) or ""})
        assert got.status == status and got.body.endswith(".")
        assert not caplog.records
        assert (await teams.says("still here")).status == 200


async def test_a_body_larger_than_a_form_of_the_page_is_heard(teams: Teams) -> None:
    async with connected(teams, answers):
        assert (await teams.says("x" * 60_000)).status == 200


async def test_fields_that_botbuilder_does_not_know_arrive(teams: Teams) -> None:
    heard = list[Json]()

    async def hear(turn: Turn) -> None:
        heard.append(turn.activity)

    async with connected(teams, hear):
        await teams.says("due", where="c1", targeted=True)
        strange = {
            **teams.activity("message", "ana", "ana", text="hi"),
            "timestamp": "soon",
            "entities": 7,
            "news": [1],
        }
        assert (await teams.send(strange)).status == 200, "nor is a message lost for one that it would refuse"
    assert heard[0]["recipient"]["isTargeted"] is True
    assert heard[0]["channelData"]["channel"]["type"] == "standard"
    assert heard[1] == strange


async def test_an_invoke_that_nobody_answers_says_so_and_one_without_a_body_is_answered(teams: Teams) -> None:
    async def hear(turn: Turn) -> Json | None:
        return {"status": 200} if turn.activity["name"] == "fileConsent/invoke" else None

    async with connected(teams, hear):
        assert (await teams.queries("search")).status == 501
        consent = {**teams.activity("invoke", "ana", "ana"), "name": "fileConsent/invoke"}
        assert tuple(await teams.send(consent))[:2] == (200, "")


async def test_what_breaks_while_hearing_is_answered_and_logged(teams: Teams, caplog: pytest.LogCaptureFixture) -> None:
    async def hear(turn: Turn) -> None:
        raise KeyError("lost")

    async with connected(teams, hear):
        got = await teams.says("due")
        assert (got.status, got.body) == (500, "Something went wrong.")
    assert [record.exc_info is not None for record in caplog.records] == [True]


@pytest.mark.parametrize(("kind", "why"), [("expired", "ExpiredSignatureError"), ("missing", "no token")])
async def test_the_log_tells_what_is_wrong_with_a_token_and_nothing_of_it(kind: str, why: str, teams: Teams) -> None:
    stream = io.StringIO()
    with logging_to(stream):
        async with connected(teams, answers):
            assert (await teams.says("due", token=kind)).status == 401
    event = json.loads(stream.getvalue())["event"]
    assert event == f"a request to Teams' address was not from Teams ({why})"


def test_the_libraries_are_imported_without_a_warning() -> None:
    called = [sys.executable, "-W", "error", "-c", "import bot.teams.connector.adapter"]
    done = subprocess.run(called, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# The keys.


async def test_a_new_key_is_fetched_and_strange_ones_do_not_make_us_ask_again_and_again(teams: Teams) -> None:
    keys = Keys(teams.metadata)
    assert await keys.find("k1") and len(teams.calls) == 2
    teams.published.append(tokens.published("k2", endorsements=["msteams"]))
    for strange in ("k2", "k3", "k4"):
        assert await keys.find(strange) is None, "it was asked just now"
    assert len(teams.calls) == 2
    keys.again = 0.0
    found = await asyncio.gather(*(keys.find("k2") for _ in range(10)))
    assert all(found) and len(teams.calls) == 4, "once for all who wait"


async def test_keys_outlast_their_server(teams: Teams, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    keys = Keys(teams.metadata, lasts=0.0, again=0.0)
    assert await keys.find("k1")
    teams.refuse("keys", 500, times=3)
    assert await keys.find("k1"), "old, and known"
    await until(lambda: caplog.records)
    assert await keys.find("k1")
    await until(lambda: keys._fetching is None)


@pytest.mark.parametrize("answer", ["500", "html", "list", "no_keys"])
async def test_without_keys_nothing_is_said_of_a_token(answer: str, teams: Teams) -> None:
    if answer == "500":
        teams.refuse("keys", 500)
    else:
        teams.published = {"html": "<html>", "list": [7], "no_keys": []}[answer]  # type: ignore[assignment]
    keys = Keys(teams.metadata)
    with pytest.raises(Unknown):
        await keys.find("k1")
    teams.published = [tokens.published("k1")]
    assert await keys.find("k1"), "it is asked again at once"
