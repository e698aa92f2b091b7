"""Access to the page: local requests and their token, cookies and form tokens, safe headers, and the visitor."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import ClientPayloadError, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from bot.runtime.district_service import DistrictService
from bot.settings.addresses import is_loopback
from handlers.dialogue import words as wording
from handlers.programs.readers import split_secret

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SECRET: web.AppKey[bytes] = web.AppKey("secret")
"""New in each process: another program on this machine may see the cookie, but cannot make the form token."""
KEY: web.RequestKey[bytes] = web.RequestKey("key", bytes)
"""The secret of a visit or a link, known to its holder only; form tokens made with it are valid in every replica."""
AT_MACHINE: web.RequestKey[bool] = web.RequestKey("at_machine", bool)
"""Whether the local token let the request in: its browser is on this machine and may use plain HTTP."""
COOKIE = "dpa-page"
_COOKIE = re.compile(r"[\w-]{40,64}")
PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
OPEN_PATHS = {"/about", "/api/openapi.json", "/law", "/healthz", "/readyz", "/register"}
LOCAL_TOKEN: web.AppKey[str] = web.AppKey("local_token")
"""A token that browsers and programs on this machine need: other people may have an account or a proxy on it."""
LOCAL_COOKIE, TOKEN_WORD, BEARER = "dpa-local", "token", "Bearer "
LOCAL_LASTS = 400 * 24 * 3600
"""Seconds that a browser keeps the local cookie; browsers allow no more."""
ASK_PATH = "/api/ask"
TOKENLESS_PATHS = (ASK_PATH, "/static/")
"""Paths that this machine gets without the local token, as they have nothing of the records."""
SELF_CHECKED = ("/slack/", "/teams/", "/register/", "/calendar/")
"""Paths whose handlers check by themselves who asks: calls of Slack and Teams, installing the app, its tab, calendars.
The public register is for everybody, where its district shows it."""
AUTHENTICATED_PATHS: web.AppKey[set[str]] = web.AppKey("authenticated_paths")
"""Further paths whose handlers check who asks, such as that of Teams where its tokens are required."""
UNREADABLE = (web.RequestPayloadError, ClientPayloadError, HttpProcessingError)
"""Errors of malformed requests: a body that ends too soon or is packed wrongly, control characters in a header."""
SAFE_METHODS = {hdrs.METH_GET, hdrs.METH_HEAD}
SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer, with which a browser sends Origin: null with a form without scripts.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def safe_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Set headers that forbid foreign scripts, framing and caching; a body that is too large gets a sentence.

    A handler's own policy and cache headers are kept, as for Teams' tab, which is framed, and for a calendar.
    """
    try:
        response = await handler(request)
    except web.HTTPRequestEntityTooLarge as refused:
        # The rest of the body is not read; the connection is closed after the answer.
        refused.text = wording.BODY_TOO_LARGE
        refused.headers.update(SAFE_HEADERS)
        raise
    except web.HTTPException as refused:
        refused.headers.update(SAFE_HEADERS)
        raise
    except UNREADABLE as broken:
        raise web.HTTPBadRequest(text=wording.UNREADABLE, headers=SAFE_HEADERS) from broken
    own = {
        name: response.headers[name]
        for name in ("Content-Security-Policy", "Cache-Control")
        if name in response.headers
    }
    response.headers.update(SAFE_HEADERS | own)
    return response


@web.middleware
async def require_local(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve a browser on this machine only."""
    return await handler(request) if is_open(request) else await serve_local(request, handler)


async def serve_local(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve a browser on this machine; a proxied request is never local, and a write must come from our page.

    A script that calls ``/api/`` may leave out the Origin header; if sent, it must be ours. Raises HTTPForbidden.
    """
    check_local(request)
    _enter(request)
    request[AT_MACHINE] = True
    return await handler(request)


def is_open(request: web.Request) -> bool:
    """Whether a request is for everybody, or its handler checks by itself who asks."""
    path = request.path
    if path == ASK_PATH:
        return bool(program_token(request))
    return path in OPEN_PATHS or path.startswith(SELF_CHECKED) or path in request.app[AUTHENTICATED_PATHS]


def program_token(request: web.Request) -> str:
    """The program's token in a request, valid or not; empty where there is none of that shape."""
    sent = request.headers.get(hdrs.AUTHORIZATION, "")
    token = sent.removeprefix(BEARER).strip() if sent.startswith(BEARER) else ""
    return token if split_secret(token)[1] else ""


def check_local(request: web.Request) -> None:
    """Refuse other machines, proxied requests, requests without the local token, and writes from another page.

    Raises HTTPForbidden.
    """
    local = is_loopback(host_of(request).host or "") and is_loopback(request.remote or "")
    if not local or any(header in request.headers for header in PROXY_HEADERS):
        raise web.HTTPForbidden(text=wording.ONLY_HERE)
    if not (request.path.startswith(TOKENLESS_PATHS) or has_local_token(request)):
        raise web.HTTPForbidden(text=wording.OPEN_THE_LINK)
    if request.method not in SAFE_METHODS:
        own = f"{request.scheme}://{request.host}"
        unnamed = own if request.path.startswith("/api/") else ""
        if request.headers.get(hdrs.ORIGIN, unnamed) != own:
            raise web.HTTPForbidden(text=wording.FOREIGN_PAGE)


def has_local_token(request: web.Request) -> bool:
    """Whether a request has the local token: in its cookie, as a bearer token, or in its query."""
    bearer = request.headers.get(hdrs.AUTHORIZATION, "")
    sent_tokens = (
        request.cookies.get(LOCAL_COOKIE, ""),
        bearer.removeprefix(BEARER) if bearer.startswith(BEARER) else "",
        request.query.get(TOKEN_WORD, ""),
    )
    own = request.app[LOCAL_TOKEN].encode()
    return any(hmac.compare_digest(own, one.encode("utf-8", "replace")) for one in sent_tokens if one)


def _enter(request: web.Request) -> None:
    """Redirect a link with the local token to the same page without it, and set the cookie. Raises HTTPSeeOther."""
    if request.method != hdrs.METH_GET or TOKEN_WORD not in request.query or request.path.startswith(TOKENLESS_PATHS):
        return
    query = request.rel_url.query.copy()
    del query[TOKEN_WORD]
    redirect = web.HTTPSeeOther(on_this_site(request.rel_url.with_query(query)))
    redirect.set_cookie(
        LOCAL_COOKIE, request.app[LOCAL_TOKEN], max_age=LOCAL_LASTS, path="/", httponly=True, samesite="Strict"
    )
    raise redirect


def on_this_site(url: URL) -> str:
    """The path and query of a request, for a redirect; two slashes at its beginning would name another site."""
    return "/" + str(url).lstrip("/\\")


def host_of(request: web.Request, scheme: str = "http") -> URL:
    """The host and port that the request names, with the scheme's usual port where it names none; empty if invalid."""
    try:
        address = URL(f"{scheme}://{request.host}")
        _ = address.host, address.port
    except ValueError:
        return URL()
    return address


def cookie_of(request: web.Request) -> str:
    """The browser's cookie, or a new one where it has none."""
    have = request.cookies.get(COOKIE, "")
    return have if _COOKIE.fullmatch(have) else secrets.token_urlsafe(32)


def token_of(request: web.Request, cookie: str) -> str:
    """The token that a form must send along with the cookie."""
    return hmac.new(request.get(KEY) or request.app[SECRET], cookie.encode(), hashlib.sha256).hexdigest()


def check_cookie(request: web.Request) -> None:
    """Refuse a browser that has not opened our page, before the body is read. Raises HTTPForbidden."""
    if not _COOKIE.fullmatch(request.cookies.get(COOKIE, "")):
        raise web.HTTPForbidden(text=wording.STALE_PAGE)


def check_token(request: web.Request, token: str) -> None:
    """Refuse a form that did not come from our page. Raises HTTPForbidden."""
    check_cookie(request)
    expected = token_of(request, request.cookies.get(COOKIE, ""))
    if not hmac.compare_digest(expected.encode(), token.encode("utf-8", "replace")):
        raise web.HTTPForbidden(text=wording.STALE_PAGE)


def set_cookie(response: web.StreamResponse, cookie: str, *, secure: bool = False) -> None:
    """Set the cookie: sent only by our own pages, and hidden from scripts."""
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="Strict", path="/", secure=secure)


OWN_DISTRICT: web.AppKey[DistrictService] = web.AppKey("own_district")
"""The bot's own district."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody on the page, and their district; a person at the bot's own machine has no name."""

    service: DistrictService
    who: str = ""
    name: str = ""


VISITOR: web.RequestKey[Visitor] = web.RequestKey("visitor", Visitor)


def visitor_of(request: web.Request) -> Visitor:
    """The visitor who sent a request."""
    return request.get(VISITOR) or Visitor(request.app[OWN_DISTRICT])
