"""Does the bot hear Slack over the websocket, and mend it?"""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.runtime.district_service import DistrictService
from bot.slack.app import Integration
from bot.slack.connect.http import Socket
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from tests.bot.chat.shared import ASK
from tests.bot.slack.app_server import Heard, served
from tests.bot.slack.bot_in_slack import Bot, settings, words
from tests.bot.slack.small_slack.slack import SOCKET, Slack, until


@asynccontextmanager
async def on_the_line(slack: Slack, heard: Heard, **words: float) -> AsyncIterator[Socket]:
    app = heard.app(slack)
    socket = Socket(app, slack.app_token, **{"look": 0.02, "ping": 0.1, "grace": 0.05, **words})
    slack.to = SOCKET
    async with served(app, socket=socket):
        await until(lambda: slack.sockets and not socket.trouble)
        yield socket


async def test_the_websocket_hears_as_http_does(slack: Slack) -> None:
    heard = Heard()
    async with on_the_line(slack, heard):
        answer = await slack.command("/dpa", "due")
        assert (answer.status, heard) == (200, ["T1 due"])
    assert not slack.sockets, "the line is closed with the server"


async def test_a_line_that_breaks_is_laid_again(slack: Slack) -> None:
    heard = Heard()
    async with on_the_line(slack, heard) as socket:
        slack.down = True
        await slack.hang_up()
        await until(lambda: socket.trouble)
        assert "not connected" in socket.trouble
        slack.down = False
        await until(lambda: slack.sockets and not socket.trouble)
        assert (await slack.command("/dpa", "due")).status == 200


async def test_a_line_that_is_silent_is_noticed(slack: Slack) -> None:
    heard = Heard()
    async with on_the_line(slack, heard) as socket:
        slack.quiet = True
        await until(lambda: socket.trouble)
        slack.quiet = False
        await until(lambda: not socket.trouble)
        assert (await slack.command("/dpa", "due")).status == 200
        assert slack.connected > 1


async def test_a_line_that_answers_pings_and_brings_nothing_is_replaced(slack: Slack) -> None:
    heard = Heard()
    async with on_the_line(slack, heard, deaf=0.4) as socket:
        slack.deafen()
        assert slack.connected == 1
        await until(lambda: slack.connected > 1 and len(slack.sockets) == 1 and not socket.trouble)
        assert (await slack.command("/dpa", "due")).status == 200


async def test_the_bot_starts_while_slack_is_down(slack: Slack) -> None:
    heard = Heard()
    app = heard.app(slack)
    slack.down, slack.to = True, SOCKET
    socket = Socket(app, slack.app_token, look=0.02, ping=0.1)
    async with served(app, socket=socket):
        await until(lambda: [call for call in slack.calls if call.method == "apps.connections.open"])
        assert socket.trouble
        slack.down = False
        await until(lambda: not socket.trouble)
        assert (await slack.command("/dpa", "due")).status == 200


async def test_who_stops_ends_what_was_heard_and_hears_nothing_more(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not acknowledged Slack sends to another bot, or again."""
    slack, go_on = bot.slack, threading.Event()

    def hear(message: Message) -> Reply:
        bot.heard.append(message)
        go_on.wait(10)
        return respond(message, bot.desk())

    connected = Integration(settings(slack, slack_app_token=slack.app_token))
    here = web.Application()
    connected.mount(here, lambda _: DistrictService(hear, bot.desk))
    runner = web.AppRunner(here, shutdown_timeout=0.1)
    await runner.setup()
    slack.to = SOCKET
    await until(lambda: slack.sockets)
    assert (await slack.command("/dpa", ASK)).status == 200
    await until(lambda: bot.heard)
    rest = asyncio.create_task(connected.rest())
    await asyncio.sleep(0)
    monkeypatch.setattr("tests.bot.slack.small_slack.delivery.ANSWER_WITHIN", 0.3)  # nobody is going to answer
    assert (await slack.command("/dpa", "due")).status == 0
    go_on.set()
    await rest
    assert len(bot.heard) == 1 and "10-234cc(b)(3)" in words(slack.replies[-1]) and not slack.sockets
    await runner.cleanup()
