"""Decide which requests may see the page, and which pages may write."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from yarl import URL

from bot.settings import is_loopback
from handlers.dialogue import words as wording

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SECRET: web.AppKey[bytes] = web.AppKey("secret")
"""New in each process: another program on this machine may see the cookie, and cannot make the token of it."""
KEY: web.RequestKey[bytes] = web.RequestKey("key", bytes)
"""The secret of a visit or a link, known to its holder alone; form tokens made with it hold in every replica."""
COOKIE = "dpa-page"
_COOKIE = re.compile(r"[\w-]{40,64}")
PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
OPEN_PATHS = {"/about", "/healthz", "/readyz"}
SELF_AUTHENTICATED = ("/slack/", "/teams/")
"""Called by Slack, or from anywhere by people who install the app or open its tab; these check who asks."""
AUTHENTICATED_PATHS: web.AppKey[set[str]] = web.AppKey("authenticated_paths")
"""Other paths that check who asks, such as that of Teams where its tokens are required."""
SAFE_METHODS = {hdrs.METH_GET, hdrs.METH_HEAD}
SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: a browser would then say Origin: null of a form without scripts.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def safe_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every answer forbids foreign scripts, framing and caching; a body that is too large gets a sentence.

    A page that is made to be framed, as Teams' tab, says so itself.
    """
    try:
        response = await handler(request)
    except web.HTTPRequestEntityTooLarge as refused:
        # The rest of the body is not read: the connection ends with the answer.
        refused.text = wording.BODY_TOO_LARGE
        refused.headers.update(SAFE_HEADERS)
        raise
    except web.HTTPException as refused:
        refused.headers.update(SAFE_HEADERS)
        raise
    own = {name: response.headers[name] for name in ("Content-Security-Policy",) if name in response.headers}
    response.headers.update(SAFE_HEADERS | own)
    return response


@web.middleware
async def require_local(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve a browser on this machine only; a proxied request is never local, and a write names its own page.

    A script that asks ``/api/`` need not name a page; if it does, it must be ours.
    """
    if not is_open(request):
        check_local(request)
    return await handler(request)


def is_open(request: web.Request) -> bool:
    """Whether a request is for everybody, or its handler checks by itself who asks."""
    path = request.path
    return path in OPEN_PATHS or path.startswith(SELF_AUTHENTICATED) or path in request.app[AUTHENTICATED_PATHS]


def check_local(request: web.Request) -> None:
    """Refuse other machines, a proxied request, and a write from another page. Raises HTTPForbidden."""
    local = is_loopback(host_of(request).host or "") and is_loopback(request.remote or "")
    if not local or any(header in request.headers for header in PROXY_HEADERS):
        raise web.HTTPForbidden(text=wording.ONLY_HERE)
    if request.method not in SAFE_METHODS:
        own = f"{request.scheme}://{request.host}"
        unnamed = own if request.path.startswith("/api/") else ""
        if request.headers.get(hdrs.ORIGIN, unnamed) != own:
            raise web.HTTPForbidden(text=wording.FOREIGN_PAGE)


def host_of(request: web.Request, scheme: str = "http") -> URL:
    """The host and port that the request names, with the scheme's usual port where it names none; empty if invalid."""
    try:
        found = URL(f"{scheme}://{request.host}")
        _ = found.host, found.port
    except ValueError:
        return URL()
    return found


def cookie_of(request: web.Request) -> str:
    """The browser's cookie, or a new one where it has none."""
    have = request.cookies.get(COOKIE, "")
    return have if _COOKIE.fullmatch(have) else secrets.token_urlsafe(32)


def token_of(request: web.Request, cookie: str) -> str:
    """The token that a form must send along with the cookie."""
    return hmac.new(request.get(KEY) or request.app[SECRET], cookie.encode(), hashlib.sha256).hexdigest()


def check_token(request: web.Request, token: str) -> None:
    """Refuse a form that did not come from our page. Raises HTTPForbidden."""
    cookie = request.cookies.get(COOKIE, "")
    if not _COOKIE.fullmatch(cookie) or not hmac.compare_digest(token_of(request, cookie).encode(), token.encode()):
        raise web.HTTPForbidden(text=wording.STALE_PAGE)


def set_cookie(response: web.StreamResponse, cookie: str, *, secure: bool = False) -> None:
    """Set the cookie: sent only by our own pages, and hidden from scripts."""
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="Strict", path="/", secure=secure)
