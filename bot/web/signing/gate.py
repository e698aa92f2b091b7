"""Decide who may see the page by a link or by the local token, and as whom; everybody else is refused."""

from __future__ import annotations

import asyncio
import re

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware
from yarl import URL

from bot.settings.addresses import ENTER, is_loopback
from bot.web.entry.access import (
    KEY,
    SAFE_METHODS,
    TOKEN_WORD,
    Handler,
    check_local,
    has_local_token,
    host_of,
    is_open,
    serve_local,
)
from bot.web.entry.visitor import VISITOR, Visitor
from bot.web.signing.sign_in import SIGN_IN, SignIn, forget_visit, refusal, service_of
from handlers.board.places import link
from handlers.board.places import link_words as words
from handlers.dialogue import words as wording
from handlers.dialogue.errors import Sorry
from handlers.people.access import Refused

LOCAL_PATHS = {"/api/ask", "/api/messages", "/metrics"}
_COOKIE = re.compile(r"([a-z0-9][a-z0-9-]*)\.([\w-]{43})", re.ASCII)


def gate_of(sign_in: SignIn) -> Middleware:
    """The middleware that lets people in."""
    return require_visitor_or_local if sign_in.at_machine else require_visitor


@web.middleware
async def require_visitor_or_local(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve people who came by a link as themselves, and else a browser on this machine, by its local token."""
    if is_open(request) or _is_for_visitors(request):
        return await require_visitor(request, handler)
    try:
        return await serve_local(request, handler)
    except web.HTTPSeeOther as entered:
        forget_visit(entered, request.app[SIGN_IN])
        raise


def _is_for_visitors(request: web.Request) -> bool:
    """Whether it comes by a link, or under the page's own address; the link with the local token leads back."""
    page = request.app[SIGN_IN]
    if request.path.startswith(("/static/", ENTER)):
        return True
    if request.path in LOCAL_PATHS or (TOKEN_WORD in request.query and has_local_token(request)):
        return False
    named = not is_loopback(host_of(request).host or "") and _is_own_address(request, page)
    return named or page.cookie in request.cookies


@web.middleware
async def require_visitor(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve people who signed in by a link, wherever they are; the API and the metrics serve this machine only."""
    if is_open(request):
        return await handler(request)
    if request.path in LOCAL_PATHS:
        check_local(request)
        return await handler(request)
    _check_address(request, request.app[SIGN_IN])
    if request.path.startswith(("/static/", ENTER)):
        return await handler(request)
    try:
        request[VISITOR], request[KEY] = await asyncio.to_thread(_visitor, request)
    except Sorry as sorry:
        if request.app[SIGN_IN].at_machine and has_local_token(request):
            return await serve_local(request, handler)
        return refusal(request, sorry)
    return await handler(request)


def _is_own_address(request: web.Request, page: SignIn) -> bool:
    own = URL(page.address) if page.address else None
    host = host_of(request, own.scheme if own else "http")
    return own is not None and (host.host, host.port) == (own.host, own.port)


def _check_address(request: web.Request, page: SignIn) -> None:
    """Raise HTTPForbidden where the page is called by another name than its own, or another page writes."""
    if not is_loopback(host_of(request).host or "") and not _is_own_address(request, page):
        raise web.HTTPForbidden(text=words.other_address(page.address, at_machine=page.at_machine))
    if request.method not in SAFE_METHODS and request.headers.get(hdrs.ORIGIN) != page.address:
        raise web.HTTPForbidden(text=wording.FOREIGN_PAGE)


def _visitor(request: web.Request) -> tuple[Visitor, bytes]:
    """Who the cookie names, and what their pages' tokens are made with. Raises Refused, or Sorry for failed records."""
    page = request.app[SIGN_IN]
    if not page.address:
        raise Refused(words.NO_PAGE)
    found = _COOKIE.fullmatch(request.cookies.get(page.cookie, ""))
    service = service_of(page, found[1]) if found else None
    if found is None or service is None:
        raise Refused(words.no_visit(at_machine=page.at_machine))
    visitor = link.current_visitor(found[2], service.desk())
    return Visitor(service, visitor.who, visitor.name), found[2].encode()
