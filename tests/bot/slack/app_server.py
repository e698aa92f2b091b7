"""A small app that hears Slack, in a server of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.connect.http import Socket, mount
from tests.bot.slack.small_slack.slack import Slack


class Heard(list[str]):
    """What the app was told."""

    def app(self, slack: Slack, **words: Any) -> AsyncApp:
        """A small app that notes what it hears; its token is the small Slack's, unless it is installed by OAuth."""
        client = AsyncWebClient(None if words else slack.token, base_url=slack.url)
        app = AsyncApp(signing_secret=slack.secret, client=client, **words)
        app.command("/dpa")(self.command)
        app.event("message")(self.event)
        if app.installation_store:
            app.enable_token_revocation_listeners()
        return app

    async def command(self, ack: Any, body: Any, context: Any) -> None:
        self.append(f"{context.team_id} {body['text']}")
        await ack()

    async def event(self, event: Any) -> None:
        self.append(event["text"])


@asynccontextmanager
async def served(app: AsyncApp, secret: str = "", socket: Socket | None = None) -> AsyncIterator[str]:
    """The app in a server of its own; inside, the server's address."""
    here = web.Application(client_max_size=1024)
    mount(here, app, secret, socket)
    runner = web.AppRunner(here, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
