"""Does the bot hear Slack over the websocket, and mend it?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.slack.reaching.socket import Socket
from tests.bot.slack.local import SOCKET, Slack, until
from tests.bot.slack.served import Heard, served


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
        await until(lambda: slack.connected > 1 and len(slack.sockets) == 1)
        assert not socket.trouble
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
