"""Serves Slack's requests over HTTP, and turns away all others."""

from __future__ import annotations

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
    """Socket Mode: one websocket that Slack's library keeps, and that is replaced when it does not.

    The library reconnects when the connection breaks or pings are not answered, but not when it answers pings and
    brings nothing. One that was quiet for long is therefore replaced: the new one opens before the old one closes.
    """

    app: AsyncApp
    token: str
    ping: float = 10.0
    """Seconds between pings; a connection on which four are not answered is broken."""
    look: float = 5.0
    deaf: float = 600.0
    """Seconds without a message after which a connection is replaced to be sure."""
    gone: float = 60.0
    """Seconds that the library has to reconnect."""
    grace: float = 1.0
    """Seconds for what is in flight on an old connection."""
    trouble: str = words.NOT_CONNECTED
    """Why nothing can be heard just now; empty where all is well."""
    _watching: asyncio.Task[None] | None = field(default=None, repr=False)
    _handler: AsyncSocketModeHandler | None = field(default=None, repr=False)
    _heard_at: float = field(default=0.0, repr=False)
    _there_at: float = field(default=0.0, repr=False)

    async def hold(self, _: web.Application) -> AsyncIterator[None]:
        """Stay connected while the server runs; it starts also while Slack cannot be reached."""
        self._watching = asyncio.create_task(self._watch())
        yield
        await self.close()

    async def hush(self) -> None:
        """Hear nothing more: what is not acknowledged Slack sends elsewhere, or again. What was heard still is."""
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
        """Replace the connection where the library did not repair it in time, or where nothing came for long."""
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
        """Open a new connection and close the old one; where none can be had, the old one stays."""
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
    """Close a connection, also one whose other end does not answer."""
    with suppress(TimeoutError):
        await asyncio.wait_for(handler.close_async(), CLOSES_WITHIN)  # type: ignore[no-untyped-call]


log = logging.getLogger("dpa")
EVENTS = "/slack/events"
LARGEST_BODY = 1024 * 1024
"""A modal may be 250 kB, and thrice that as a form's field."""
LONGEST_LOOK = 1024
MOST_OF_ONE, MOST_OF_ALL = 10, 40
"""Installs begun in a minute; fewer in ten minutes than the states that are kept, so that nobody's is pushed out."""
STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
OLDEST = 5 * 60
"""Seconds, as Slack's own library takes them."""
_STAMP, _SIGNATURE = re.compile(r"\d{1,12}", re.ASCII), re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def mount(application: web.Application, app: AsyncApp, signing_secret: str = "", socket: Socket | None = None) -> None:
    """Let Slack in: signed requests where there is a secret, a websocket, installing where the app has OAuth."""
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
        """Commands, events, presses and forms. 401 where it is not Slack's: nothing of it is read or logged."""
        may_be = may_be_slacks(request)
        raw = await read_body(request, LARGEST_BODY if may_be else LONGEST_LOOK)
        if raw is None and may_be:
            return web.Response(status=413, text=TOO_LARGE)
        if raw is not None and _looks_only(raw):
            return web.Response()
        if raw is None or not may_be or not is_slacks(verifier, raw, request):
            log.warning("a request to Slack's address was not signed by Slack, or too old")
            return web.Response(status=401, text=words.NOT_SIGNED)
        try:
            heard = AsyncBoltRequest(body=raw.decode(), query=request.query_string, headers=_headers(request))
            return await to_aiohttp_response(await app.async_dispatch(heard))
        except ODD as problem:  # no JSON, or none that Bolt can look into
            log.warning("a request that Slack signed cannot be read (%s)", why(problem))
            return web.Response(status=400, text=BROKEN)

    return events


def _looks_only(raw: bytes) -> bool:
    """Whether Slack looks at our certificate, without a signature; nothing is heard of it."""
    return len(raw) < LONGEST_LOOK and parse_qs(raw.decode("latin-1")).get("ssl_check") == ["1"]


def _pages(show: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]], rate: Rate) -> Handler:
    async def page(request: web.Request) -> web.Response:
        """A page of installing; each costs a write, and the second one a call of Slack, so that there is a bound."""
        if not rate.allows(source_of(request)):
            return web.Response(status=429, text=words.TOO_MANY_INSTALLS, headers={"Retry-After": f"{MINUTE:.0f}"})
        asked = AsyncBoltRequest(body="", query=request.query_string, headers=_headers(request))
        try:
            return await to_aiohttp_response(await show(asked))
        except Exception:
            log.exception("an installation in Slack could not be ended")
            return web.Response(status=500, text=words.FAILED["storage_error"])

    return page


def may_be_slacks(request: web.Request) -> bool:
    """Whether the headers are those of a request that Slack signed within five minutes, before its body is read."""
    stamp, signature = request.headers.get(STAMP, ""), request.headers.get(SIGNATURE, "")
    if not (_STAMP.fullmatch(stamp) and _SIGNATURE.fullmatch(signature)):
        return False
    return abs(time.time() - int(stamp)) <= OLDEST


def is_slacks(verifier: SignatureVerifier, raw: bytes, request: web.Request) -> bool:
    """Whether Slack signed it within five minutes. Bolt asks the same, and logs the whole request where it did not."""
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
    """What finds the person and the district; ``client`` and ``service`` are those of a workspace."""
    verifier, directory = SignatureVerifier(signing_secret), Directory()

    async def found(request: web.Request, raw: bytes) -> ProgramRequest:
        """Whom Slack names; for guests, and for those of whom Slack tells nothing, the law only."""
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
