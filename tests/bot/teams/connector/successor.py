"""How does the same wire live under botbuilder's successor, the Teams SDK?

It hosts botbuilder's handlers with `BotBuilderAdapter`: its server, its routes, our handler and our `CloudAdapter`.
"""

import asyncio
import socket
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from botbuilder.schema import Activity

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # importing it warns of previews in it
    from microsoft_teams.apps import App
    from microsoft_teams.apps.http import FastAPIAdapter, HttpMethod, HttpRequest, HttpResponse, HttpRouteHandler
    from microsoft_teams.botbuilder import BotBuilderAdapter

from bot.teams.connector.adapter import RAW, BotbuilderWire
from bot.teams.connector.tokens import Forged, Unknown


class Door(FastAPIAdapter):
    """Its server, where the activity is kept as it came and our guard looks first.

    `BotBuilderAdapter` answers 500 and logs a traceback where authentication refuses, and drops fields that
    botbuilder's models do not know.
    """

    def __init__(self, wire: BotbuilderWire) -> None:
        super().__init__()
        self.wire = wire

    def register_route(self, method: HttpMethod, path: str, handler: HttpRouteHandler) -> None:
        async def heard(request: HttpRequest) -> HttpResponse:
            RAW.set(request["body"])
            guard = self.wire.adapter.bot_framework_authentication
            told = Activity(channel_id=request["body"].get("channelId"), service_url=request["body"].get("serviceUrl"))
            try:
                await guard.authenticate_request(told, request["headers"].get("authorization", ""))
            except Forged:
                return HttpResponse(status=401, body={"error": "Unauthorized"})
            except Unknown:
                return HttpResponse(status=503, body={"error": "Not now"})
            return await handler(request)

        super().register_route(method, path, heard)


@asynccontextmanager
async def succeeded(wire: BotbuilderWire) -> AsyncIterator[str]:
    """The wire behind the successor's server; inside, the address to which activities go."""
    door = Door(wire)
    adapter = BotBuilderAdapter(handler=wire, cloud_adapter=wire.adapter, http_server_adapter=door)
    # After our handler its own has its turn, and would look for tokens of Microsoft's own issuer: the door has looked.
    with warnings.catch_warnings(), socket.socket() as line:
        warnings.simplefilter("ignore", DeprecationWarning)  # it uses parts of its own that it calls deprecated
        app = App(http_server_adapter=adapter, dangerously_allow_unauthenticated_requests=True)
        await app.initialize()
        server = uvicorn.Server(uvicorn.Config(door.app, log_config=None, lifespan="off", timeout_graceful_shutdown=1))
        line.bind(("127.0.0.1", 0))
        line.listen()
        running = asyncio.create_task(server.serve(sockets=[line]))
        try:
            yield f"http://127.0.0.1:{line.getsockname()[1]}/api/messages"
        finally:
            server.should_exit = server.force_exit = True
            await running
            await wire.channel.close()
