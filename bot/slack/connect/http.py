"""Serves Slack's requests over HTTP, and turns away all others."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.chat.words import BROKEN, TOO_LARGE
from bot.slack import words
from bot.slack.client import ODD, why
from bot.slack.connect.oauth import INSTALL, REDIRECT
from bot.slack.connect.socket import Socket
from bot.web.bodies.body import read_body
from bot.web.programs.rate import MINUTE, Rate, source_of

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
