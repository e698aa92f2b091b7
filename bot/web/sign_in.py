"""Let people sign in to the page by a link from a chat, and refuse everybody else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from aiohttp import hdrs, web
from yarl import URL

from bot.runtime.district_service import DistrictService
from bot.settings.addresses import is_loopback
from bot.web.access import KEY, SAFE_METHODS, Handler, check_local, check_token, host_of, is_open
from bot.web.forms import read_form
from bot.web.multipart import TOKEN
from bot.web.pages import render
from bot.web.visitor import VISITOR, Visitor
from handlers.board import link
from handlers.board import link_words as words
from handlers.dialogue import words as wording
from handlers.dialogue.errors import Sorry
from handlers.people.access import Refused

ENTER = "/enter/"
LINK = ENTER + r"{district:[a-z0-9][a-z0-9-]*}/{secret:[\w-]{43}}"
LOCAL_PATHS = {"/api/ask", "/api/messages", "/metrics"}
FRAGMENT_PATHS = {"/say", "/posts"}
"""What the page's script asks for: it shows an error's text as it is."""
_COOKIE = re.compile(r"([a-z0-9][a-z0-9-]*)\.([\w-]{43})", re.ASCII)


@dataclass(frozen=True, slots=True)
class SignIn:
    """The page's address (nobody can sign in while it is empty), and the districts that it serves."""

    address: str
    districts: Callable[[], Collection[str]]
    service: Callable[[str], DistrictService]

    @property
    def secure(self) -> bool:
        """Whether the connection is encrypted."""
        return self.address.startswith("https:")

    @property
    def cookie(self) -> str:
        """The name of the visit's cookie; browsers take one with the prefix __Host- from this very host only."""
        return "__Host-dpa-visit" if self.secure else "dpa-visit"

    def service_for(self, district: str) -> DistrictService | None:
        """A district's service, None where it is not served, so that no address makes a new store."""
        return self.service(district) if district in self.districts() else None


SIGN_IN: web.AppKey[SignIn] = web.AppKey("sign_in")


def link_prefix(address: str, district: str) -> str | None:
    """What a link to the page begins with, before its secret. None where the page has no address."""
    return f"{address}{ENTER}{district}" if address else None


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
        return _refusal(request, sorry)
    return await handler(request)


def _check_address(request: web.Request, page: SignIn) -> None:
    """Raise HTTPForbidden where the page is called by another name than its own, or another page writes."""
    own = URL(page.address) if page.address else None
    host = host_of(request, own.scheme if own else "http")
    if not is_loopback(host.host or "") and (own is None or (host.host, host.port) != (own.host, own.port)):
        raise web.HTTPForbidden(text=words.OTHER_ADDRESS if own else words.NO_PAGE)
    if request.method not in SAFE_METHODS and request.headers.get(hdrs.ORIGIN) != page.address:
        raise web.HTTPForbidden(text=wording.FOREIGN_PAGE)


def _visitor(request: web.Request) -> tuple[Visitor, bytes]:
    """Who the cookie names, and what their pages' tokens are made with. Raises Refused, or Sorry for failed records."""
    page = request.app[SIGN_IN]
    if not page.address:
        raise Refused(words.NO_PAGE)
    found = _COOKIE.fullmatch(request.cookies.get(page.cookie, ""))
    service = _service(page, found[1]) if found else None
    if found is None or service is None:
        raise Refused(words.NO_VISIT)
    visitor = link.current_visitor(found[2], service.desk())
    return Visitor(service, visitor.who, visitor.name), found[2].encode()


def _service(page: SignIn, district: str) -> DistrictService | None:
    with link.store_trouble_as_sorry():
        return page.service_for(district)


async def show_link(request: web.Request) -> web.Response:
    """The page of a link, with a button. Slack and Teams fetch every link that they show, which must not spend it."""
    secret = request.match_info["secret"]
    try:
        service = await asyncio.to_thread(_service_of_link, request)
        if service is None or not await asyncio.to_thread(link.is_link_open, secret, service.desk()):
            return _page(request, words.GONE_TITLE, words.GONE, 403)
    except Sorry as sorry:
        return _refusal(request, sorry)
    request[KEY] = secret.encode()
    return _page(request, words.ENTER_TITLE, words.enter(link.VISIT_LASTS), button=words.OPEN)


async def sign_in(request: web.Request) -> web.Response:
    """Spend the link, begin the visit, and redirect to the board."""
    page, district, secret = request.app[SIGN_IN], request.match_info["district"], request.match_info["secret"]
    request[KEY] = secret.encode()
    check_token(request, await _token(request))
    try:
        service = await asyncio.to_thread(_service_of_link, request)
        if service is None:
            raise Refused(words.GONE)
        visit = await asyncio.to_thread(link.spend_link, secret, service.desk())
    except Sorry as sorry:
        return _refusal(request, sorry, words.GONE_TITLE)
    response = web.Response(status=303, headers={hdrs.LOCATION: "/board"})
    # Lax: a link to a record that somebody shows in a chat opens; reading changes nothing, and writing asks for more.
    lasts = int(link.VISIT_LASTS.total_seconds())
    value = f"{district}.{visit}"
    response.set_cookie(page.cookie, value, max_age=lasts, path="/", httponly=True, secure=page.secure, samesite="Lax")
    return response


async def sign_out(request: web.Request) -> web.Response:
    """End the visit."""
    check_token(request, await _token(request))
    visitor, page = request[VISITOR], request.app[SIGN_IN]
    try:
        await asyncio.to_thread(link.end_visit, request[KEY].decode(), visitor.service.desk())
    except Sorry as sorry:
        return _refusal(request, sorry)
    response = _page(request, words.LEFT_TITLE, words.LEFT)
    response.del_cookie(page.cookie, path="/", httponly=True, secure=page.secure, samesite="Lax")
    return response


async def _token(request: web.Request) -> str:
    """The token of a form without files; empty where there is none."""
    return (await read_form(request)).one(TOKEN)


def _service_of_link(request: web.Request) -> DistrictService | None:
    """The service of the district that a link names. Raises Sorry."""
    page = request.app[SIGN_IN]
    return _service(page, request.match_info["district"]) if page.address else None


def _refusal(request: web.Request, sorry: Sorry, title: str = words.ASK_TITLE) -> web.Response:
    """403 where a link is needed, 503 where the records cannot be read just now."""
    refused = isinstance(sorry, Refused)
    status = 403 if refused else 503
    if request.path in FRAGMENT_PATHS:
        return web.Response(text=str(sorry), status=status)
    return _page(request, title if refused else wording.SORRY_TITLE, str(sorry), status)


def _page(request: web.Request, title: str, says: str, status: int = 200, button: str = "") -> web.Response:
    return render(request, "sign_in.html", status, title=title, says=says, button=button)
