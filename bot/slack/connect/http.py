"""Takes Slack's requests over HTTP or a websocket (Socket Mode), and turns away all that Slack did not sign."""

import asyncio
import json
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import WSMessage, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.chat.words import BROKEN, TOO_LARGE
from bot.runtime.district_service import DistrictService
from bot.slack import words
from bot.slack.client import ODD, Client, why
from bot.slack.connect.install import INSTALL, REDIRECT
from bot.slack.incoming import Directory
from bot.web.bodies import read_body
from bot.web.programs import MINUTE, ProgramRequest, Rate, SignedBy, source_of
from handlers.programs.readers import ProgramReader

CONNECTS_WITHIN = 30.0
CLOSES_WITHIN = 5.0


@dataclass(slots=True)
class Socket:
    """Socket Mode: one websocket, kept open by Slack's library, and replaced where that fails.

    The library reconnects when the connection breaks or pings are not answered, but not when pings are answered and
    nothing else comes. So a connection that was quiet for long is replaced: the new one opens before the old one
    closes.
    """

    app: AsyncApp
    token: str
    ping: float = 10.0
    """Seconds between pings; a connection on which four are not answered is broken."""
    look: float = 5.0
    deaf: float = 600.0
    """Seconds without a message after which a connection is replaced, to be safe."""
    gone: float = 60.0
    """Seconds that the library has to reconnect."""
    grace: float = 1.0
    """Seconds that an old connection stays open for what is in flight."""
    trouble: str = words.NOT_CONNECTED
    """Why nothing can be received just now; empty where all is well."""
    _watching: asyncio.Task[None] | None = field(default=None, repr=False)
    _handler: AsyncSocketModeHandler | None = field(default=None, repr=False)
    _heard_at: float = field(default=0.0, repr=False)
    _there_at: float = field(default=0.0, repr=False)

    async def hold(self, _: web.Application) -> AsyncIterator[None]:
        """Stay connected while the server runs, which also starts while Slack cannot be reached."""
        self._watching = asyncio.create_task(self._watch())
        yield
        await self.close()

    async def hush(self) -> None:
        """Receive nothing more; what is not acknowledged, Slack sends elsewhere or again. Acknowledging still works."""
        if self._watching:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        if self._handler:
            self._handler.client.socket_mode_request_listeners.clear()

    async def close(self) -> None:
        """Close the connection."""
        await self.hush()
        if self._handler:
            await _close(self._handler)
            self._handler = None

    async def _watch(self) -> None:
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("Slack connection check failed; retrying in %s s", self.look)
            await asyncio.sleep(self.look)

    async def _look(self) -> None:
        """Replace a connection that the library did not repair in time, or on which nothing came for long."""
        now, handler = time.monotonic(), self._handler
        if handler and await handler.client.is_connected():
            self.trouble, self._there_at = "", now
            if now - self._heard_at <= self.deaf:
                return
        else:
            self.trouble = words.NOT_CONNECTED
            if handler and now - self._there_at <= self.gone:
                return
        log.info("opening a new Socket Mode connection")
        await self._replace()

    async def _replace(self) -> None:
        """Open a new connection, then close the old one; where none can be opened, the old one stays."""
        old, new = self._handler, AsyncSocketModeHandler(self.app, self.token, ping_interval=self.ping)
        new.client.on_message_listeners.append(self._hear)
        try:
            await asyncio.wait_for(new.connect_async(), CONNECTS_WITHIN)  # type: ignore[no-untyped-call]
        except BaseException as trouble:
            await _close(new)
            if not isinstance(trouble, TimeoutError):
                raise
            return
        self._handler, self.trouble = new, ""
        self._heard_at = self._there_at = time.monotonic()
        if old:
            try:
                await asyncio.sleep(self.grace)
            finally:
                await _close(old)

    async def _hear(self, _: WSMessage) -> None:
        self._heard_at = time.monotonic()


async def _close(handler: AsyncSocketModeHandler) -> None:
    """Close a connection, even one whose other end does not answer."""
    with suppress(TimeoutError):
        await asyncio.wait_for(handler.close_async(), CLOSES_WITHIN)  # type: ignore[no-untyped-call]


log = logging.getLogger("dpa")
EVENTS = "/slack/events"
LARGEST_BODY = 1024 * 1024
"""Bytes. A modal may have 250 kB, and three times that when encoded as a form's field."""
LONGEST_LOOK = 1024
MOST_OF_ONE, MOST_OF_ALL = 10, 40
"""Installs a minute, by one address and by all; in ten minutes fewer than the states kept, so none is dropped early."""
STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
OLDEST = 5 * 60
"""Seconds that a signature is valid, as in Slack's own library."""
_STAMP, _SIGNATURE = re.compile(r"\d{1,12}", re.ASCII), re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def mount(application: web.Application, app: AsyncApp, signing_secret: str = "", socket: Socket | None = None) -> None:
    """Add Slack's routes: signed requests where there is a secret, install pages with OAuth, and the websocket."""
    if signing_secret:
        application.router.add_post(EVENTS, _events(app, SignatureVerifier(signing_secret)))
    if app.oauth_flow:
        rate = Rate(MOST_OF_ONE, MOST_OF_ALL)
        application.router.add_get(INSTALL, _pages(app.oauth_flow.handle_installation, rate))
        application.router.add_get(REDIRECT, _pages(app.oauth_flow.handle_callback, rate))
    if socket:
        application.cleanup_ctx.append(socket.hold)


def _events(app: AsyncApp, verifier: SignatureVerifier) -> Handler:
    async def events(request: web.Request) -> web.Response:
        """Commands, events, presses and forms. 401 for what is not from Slack, of which nothing is read or logged."""
        may_be_signed = may_be_slacks(request)
        raw = await read_body(request, LARGEST_BODY if may_be_signed else LONGEST_LOOK)
        if raw is None and may_be_signed:
            return web.Response(status=413, text=TOO_LARGE)
        if raw is not None and _looks_only(raw):
            return web.Response()
        if raw is None or not may_be_signed or not is_slacks(verifier, raw, request):
            log.warning("a request to Slack's address was not signed by Slack, or too old")
            return web.Response(status=401, text=words.NOT_SIGNED)
        try:
            bolt_request = AsyncBoltRequest(body=raw.decode(), query=request.query_string, headers=_headers(request))
            return await to_aiohttp_response(await app.async_dispatch(bolt_request))
        except ODD as problem:  # no JSON, or none that Bolt can look into
            log.warning("a request that Slack signed cannot be read (%s)", why(problem))
            return web.Response(status=400, text=BROKEN)

    return events


def _looks_only(raw: bytes) -> bool:
    """Whether it is Slack's unsigned check of our certificate; it needs no answer but 200."""
    return len(raw) < LONGEST_LOOK and parse_qs(raw.decode("latin-1")).get("ssl_check") == ["1"]


def _pages(show: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]], rate: Rate) -> Handler:
    async def page(request: web.Request) -> web.Response:
        """An install page; each costs a write, and the second one a call to Slack, so the rate is limited."""
        if not rate.allows(source_of(request)):
            return web.Response(status=429, text=words.TOO_MANY_INSTALLS, headers={"Retry-After": f"{MINUTE:.0f}"})
        bolt_request = AsyncBoltRequest(body="", query=request.query_string, headers=_headers(request))
        try:
            return await to_aiohttp_response(await show(bolt_request))
        except Exception:
            log.exception("an installation in Slack could not be ended")
            return web.Response(status=500, text=words.FAILED["storage_error"])

    return page


def may_be_slacks(request: web.Request) -> bool:
    """Whether the headers look as if Slack signed within five minutes; checked before the body is read."""
    stamp, signature = request.headers.get(STAMP, ""), request.headers.get(SIGNATURE, "")
    if not (_STAMP.fullmatch(stamp) and _SIGNATURE.fullmatch(signature)):
        return False
    return abs(time.time() - int(stamp)) <= OLDEST


def is_slacks(verifier: SignatureVerifier, raw: bytes, request: web.Request) -> bool:
    """Whether Slack signed it. Bolt checks that too, but logs the whole request where it is not so."""
    try:
        return bool(verifier.is_valid(raw, request.headers[STAMP], request.headers[SIGNATURE]))
    except UnicodeDecodeError:
        return False


def _headers(request: web.Request) -> dict[str, str | Sequence[str]]:
    return {name: list(request.headers.getall(name)) for name in set(request.headers)}


Json = Mapping[str, Any]


def signed_by_slack(
    signing_secret: str, client: Callable[[str], Client], service: Callable[[str], DistrictService]
) -> SignedBy:
    """What finds the person and the district of a request for tools; ``client`` and ``service`` are a workspace's."""
    verifier, directory = SignatureVerifier(signing_secret), Directory()

    async def found(request: web.Request, raw: bytes) -> ProgramRequest:
        """The person whom Slack names; guests, and people whom Slack does not know, read only the law."""
        if not may_be_slacks(request) or not is_slacks(verifier, raw, request):
            log.warning("a request for the tools was not signed by Slack, or too old")
            raise web.HTTPUnauthorized(text=words.NOT_SIGNED)
        user, team = _named(raw)
        if not user:
            return ProgramRequest(ProgramReader("", outsider=True), service(team))
        who = await directory.who(user, client(team))
        reader = ProgramReader(f"slack:{user}", outsider=who.outsider or not who.sure)
        return ProgramRequest(reader, service(team))

    return found


def _named(raw: bytes) -> tuple[str, str]:
    """The ids of the user and the workspace that a request names; empty where it names none."""
    try:
        slack = json.loads(raw)["params"]["_meta"]["slack"]
        user, team = slack.get("user_id"), slack.get("team_id") or slack.get("enterprise_id")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return "", ""
    return (user if isinstance(user, str) else "", team if isinstance(team, str) else "")
