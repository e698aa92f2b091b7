"""Is Slack let in over HTTP, and nobody else?"""

import io
import logging
from pathlib import Path

import aiohttp
import pytest

from tests.bot.slack.app_server import Heard, served
from tests.bot.slack.small_slack.slack import Slack, until

ROOT = Path(__file__).parents[4]
SAID = "a question of Ana Ruiz"


async def test_what_slack_signed_is_heard(slack: Slack) -> None:
    heard = Heard()
    async with served(heard.app(slack), slack.secret) as address:
        slack.to = f"{address}/slack/events"
        assert (await slack.command("/dpa", SAID)).status == 200
        assert (await slack.command("/dpa", "x" * 300_000)).status == 200, "larger than a form of the page"
        await slack.direct("hello")
        await until(lambda: len(heard) == 3)
        assert [heard[0], len(heard[1]), heard[2]] == [f"T1 {SAID}", 300_003, "hello"]
        challenge = await slack.send("events_api", {"type": "url_verification", "challenge": "abc"})
        assert challenge.json == {"challenge": "abc"}


async def test_a_browser_sees_there_what_the_guide_says(slack: Slack) -> None:
    async with (
        served(Heard().app(slack), slack.secret) as address,
        aiohttp.ClientSession() as browser,
        browser.get(f"{address}/slack/events") as seen,
    ):
        answer = await seen.text()
    guide = (ROOT / "docs/slack.md").read_text()
    steps = ("*404: Not Found*", "dpa manifest slack --url", "`SLACK_BOT_TOKEN`.", f"*{answer}*", "press *Retry*")
    places = [guide.find(one, guide.find("## Nine steps")) for one in steps]
    assert seen.status == 405 and -1 not in places and places == sorted(places), (
        "verified once the bot runs with its keys"
    )


async def test_what_slack_did_not_sign_is_refused_and_not_logged(
    slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    caplog.set_level(logging.DEBUG)
    async with served(heard.app(slack), slack.secret) as address:
        slack.to = f"{address}/slack/events"
        caplog.clear()
        answers = [
            await slack.command("/dpa", SAID, secret="guessed"),
            await slack.command("/dpa", SAID, skew=-301),
            await slack.command("/dpa", SAID, skew=301),
            await slack.command("/dpa", SAID, **{"X-Slack-Signature": ""}),
            await slack.command("/dpa", SAID, **{"X-Slack-Request-Timestamp": "soon"}),
            await slack.command("/dpa", SAID, **{"X-Slack-Request-Timestamp": "²"}),
            await slack.command("/dpa", SAID, **{"X-Slack-Request-Timestamp": "9" * 400}),
            await slack.command("/dpa", SAID, **{"X-Slack-Request-Timestamp": "9" * 5000}),
            await slack.command("/dpa", SAID, **{"X-Slack-Signature": "v0=é"}),
        ]
    assert [answer.status for answer in answers] == [401] * len(answers)
    assert not heard
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert logged.count("not signed by Slack") == len(answers)
    assert "Ana" not in logged and "question" not in logged


async def test_what_cannot_be_read_is_told_so(slack: Slack) -> None:
    heard = Heard()
    async with served(heard.app(slack), slack.secret) as address, aiohttp.ClientSession() as session:

        async def post(raw: bytes, media: str) -> int:
            signed = slack.signed(raw.decode("latin-1"), slack.secret) | {"Content-Type": media}
            async with session.post(f"{address}/slack/events", data=io.BytesIO(raw), headers=signed) as answer:
                await answer.read()
                return answer.status

        assert await post(b'{"half', "application/json") == 400
        assert await post(b"[1]", "application/json") == 400
        assert await post(b"payload={oops", "application/x-www-form-urlencoded") == 400
        assert await post(b"\xff\xfe", "application/json") == 401
        assert await post(b"", "application/json") in {400, 404}
        assert await post(b"x" * 1_100_000, "application/json") == 413
        look, media = b"ssl_check=1&token=gone", {"Content-Type": "application/x-www-form-urlencoded"}
        for asked, expected in ((look, 200), (look.replace(b"1", b"0"), 401), (look + b"&x=" + b"y" * 1024, 401)):
            async with session.post(f"{address}/slack/events", data=asked, headers=media) as answer:
                assert answer.status == expected, "Slack looks at the certificate without a signature"
        slack.to = f"{address}/slack/events"
        assert (await slack.command("/dpa", "still here")).status == 200


async def test_without_a_secret_there_is_no_such_address(slack: Slack) -> None:
    async with served(Heard().app(slack)) as address:
        slack.to = f"{address}/slack/events"
        assert (await slack.command("/dpa")).status == 404
        async with aiohttp.ClientSession() as session, session.get(f"{address}/slack/install") as answer:
            assert answer.status == 404
