"""The MCP server over streamable HTTP at ``/mcp``: each request is answered at once, and no session is kept."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.mcp import words
from bot.web import about_words
from bot.web.bodies import read_whole
from bot.web.entry import AUTHENTICATED_PATHS
from bot.web.health import HEALTH
from bot.web.programs import SIGNED_BY, ProgramRequest, find_reading, is_foreign, refused

PATH = "/mcp"
MAX_BODY = 28 * 1024 * 1024
"""Bytes of a request: room for a paper of 20 MB in Base64."""
CALLER = "dpa.caller"
_SINGLE = {"host", "content-length", "transfer-encoding", "connection"}
Asgi = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


def mount(application: web.Application) -> None:
    """Add the address; the MCP library is loaded with the first request that is allowed."""
    served = Served(application[HEALTH].metrics.count_message)
    application[AUTHENTICATED_PATHS].add(PATH)
    application.router.add_route("*", PATH, served.handle)
    application.cleanup_ctx.append(served.hold)


@dataclass(slots=True)
class Served:
    """The MCP server behind the address; it starts with the first request and ends with the bot."""

    count: Callable[[str, str, float], None]
    _app: asyncio.Future[Asgi] | None = field(init=False, default=None)
    _stopped: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = field(init=False, default=None)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request of a client; without a valid token it gets 401 or 404 with a sentence."""
        if is_foreign(request):
            return refused(403, about_words.FOREIGN)
        if request.method != "POST":
            return web.json_response({"error": words.POST_ONLY}, status=405, headers={"Allow": "POST"})
        signers = request.app[SIGNED_BY]
        signed = bool(signers) and "X-Slack-Signature" in request.headers
        caller = None if signed else await find_reading(request)
        if isinstance(caller, web.Response):
            return caller
        raw = await read_whole(request, MAX_BODY)
        for signer in signers if signed else ():
            caller = caller or await signer(request, raw)
        if caller is None:
            return refused(401, about_words.UNSIGNED)
        return await _asked(await self._started(), request, raw, caller)

    async def hold(self, _: web.Application) -> AsyncIterator[None]:
        """End the server with the application."""
        yield
        self._stopped.set()
        if self._task:
            await self._task

    async def _started(self) -> Asgi:
        if self._app is None:
            self._app = asyncio.get_running_loop().create_future()
            self._task = asyncio.create_task(self._run(self._app))
        return await asyncio.shield(self._app)

    async def _run(self, ready: asyncio.Future[Asgi]) -> None:
        """Run the session manager; its task group must be entered and left in the same task."""
        try:
            manager = await asyncio.to_thread(_manager, self.count)
            async with manager.run():
                ready.set_result(manager.handle_request)
                await self._stopped.wait()
        except Exception as problem:  # noqa: BLE001 - the requests that wait for it are told
            if not ready.done():
                ready.set_exception(problem)


def _manager(count: Callable[[str, str, float], None]) -> Any:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # noqa: PLC0415 - a good second

    from bot.mcp.server import Caller, Context, make_server  # noqa: PLC0415 - the same

    def caller(context: Context) -> Caller:
        assert context.request is not None
        found: ProgramRequest = context.request.scope[CALLER]
        return Caller(found.reader, found.service.desk())

    server = make_server(caller, count)
    return StreamableHTTPSessionManager(server, json_response=True, stateless=True, max_request_body_size=MAX_BODY)


async def _asked(app: Asgi, request: web.Request, raw: bytes, reading: ProgramRequest) -> web.Response:
    """The server's whole answer to one request."""
    done = asyncio.Event()
    bodies = iter([{"type": "http.request", "body": raw, "more_body": False}])
    status, headers, content = 500, list[tuple[str, str]](), bytearray()

    async def receive() -> Mapping[str, Any]:
        if body := next(bodies, None):
            return body
        await done.wait()
        return {"type": "http.disconnect"}

    async def send(message: Mapping[str, Any]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            headers.extend((name.decode("latin-1"), value.decode("latin-1")) for name, value in message["headers"])
        else:
            content.extend(message.get("body", b""))

    try:
        await app(_scope(request, reading), receive, send)
    finally:
        done.set()
    passed_on = [(name, value) for name, value in headers if name.lower() not in _SINGLE]
    return web.Response(status=status, headers=dict(passed_on), body=bytes(content))


def _scope(request: web.Request, reading: ProgramRequest) -> MutableMapping[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": request.query_string.encode(),
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.raw_headers],
        "client": None,
        "server": None,
        CALLER: reading,
    }
