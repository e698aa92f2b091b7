"""How does somebody come in from elsewhere, and who else is turned away?"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from aiohttp import hdrs, web
from yarl import URL

from bot.runtime.district_service import DistrictService
from bot.settings import is_loopback
from bot.web.access import KEY, READ, Handler, check_here, check_token, host_of, is_open
from bot.web.pages import show
from bot.web.visitor import VISIT, Visit
from handlers.board import link
from handlers.board import link_words as words
from handlers.dialogue import words as wording
from handlers.dialogue.errors import Sorry
from handlers.people.access import Refused

ENTER = "/enter/"
LINK = ENTER + r"{district:[a-z0-9][a-z0-9-]*}/{secret:[\w-]{43}}"
HERE_ONLY = {"/api/ask", "/api/messages", "/metrics"}
PIECES = {"/say", "/posts"}
"""What the page's script asks for: it shows what it gets as words."""
_VISIT = re.compile(r"([a-z0-9][a-z0-9-]*)\.([\w-]{43})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Door:
    """Where browsers reach the page (nowhere while that is empty), and the districts that it leads to."""

    address: str
    districts: Callable[[], Collection[str]]
    office: Callable[[str], DistrictService]

    @property
    def secure(self) -> bool:
        """Whether all that passes is encrypted."""
        return self.address.startswith("https:")

    @property
    def cookie(self) -> str:
        """The name of the visit's cookie; with this beginning a browser takes it from this very host only."""
        return "__Host-dpa-visit" if self.secure else "dpa-visit"

    def leads_to(self, district: str) -> DistrictService | None:
        """A district. Asked first whether there is one, so that no address makes a new drawer."""
        return self.office(district) if district in self.districts() else None


DOOR: web.AppKey[Door] = web.AppKey("door")


def entrance(address: str, district: str) -> str | None:
    """What a link to the page begins with; a secret comes after it. None where the page has no address."""
    return f"{address}{ENTER}{district}" if address else None


@web.middleware
async def only_visitors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve those who came in by a link, wherever they are; scripts and counters serve this machine only."""
    if is_open(request):
        return await handler(request)
    if request.path in HERE_ONLY:
        check_here(request)
        return await handler(request)
    _check_address(request, request.app[DOOR])
    if request.path.startswith(("/static/", ENTER)):
        return await handler(request)
    try:
        request[VISIT], request[KEY] = await asyncio.to_thread(_visit, request)
    except Sorry as sorry:
        return _turned_away(request, sorry)
    return await handler(request)


def _check_address(request: web.Request, door: Door) -> None:
    """Raise HTTPForbidden where the page is called by another name than its own, or another page writes."""
    own = URL(door.address) if door.address else None
    host = host_of(request, own.scheme if own else "http")
    if not is_loopback(host.host or "") and (own is None or (host.host, host.port) != (own.host, own.port)):
        raise web.HTTPForbidden(text=words.OTHER_ADDRESS if own else words.NO_PAGE)
    if request.method not in READ and request.headers.get(hdrs.ORIGIN) != door.address:
        raise web.HTTPForbidden(text=wording.FOREIGN_PAGE)


def _visit(request: web.Request) -> tuple[Visit, bytes]:
    """Whoever the cookie says, and what their pages' tokens are made with. Raises Refused, and Sorry for trouble."""
    door = request.app[DOOR]
    if not door.address:
        raise Refused(words.NO_PAGE)
    found = _VISIT.fullmatch(request.cookies.get(door.cookie, ""))
    office = _office(door, found[1]) if found else None
    if found is None or office is None:
        raise Refused(words.NO_VISIT)
    visitor = link.current_visitor(found[2], office.desk())
    return Visit(office, visitor.who, visitor.name), found[2].encode()


def _office(door: Door, district: str) -> DistrictService | None:
    with link.store_trouble_as_sorry():
        return door.leads_to(district)


async def look(request: web.Request) -> web.Response:
    """The page of a link, with a button. Slack and Teams look at each link that they show: that spends nothing."""
    secret = request.match_info["secret"]
    try:
        office = await asyncio.to_thread(_named, request)
        if office is None or not await asyncio.to_thread(link.is_link_open, secret, office.desk()):
            return _page(request, words.GONE_TITLE, words.GONE, 403)
    except Sorry as sorry:
        return _turned_away(request, sorry)
    request[KEY] = secret.encode()
    return _page(request, words.ENTER_TITLE, words.enter(link.VISIT_LASTS), button=words.OPEN)


async def come_in(request: web.Request) -> web.Response:
    """Spend the link, begin the visit, and go to the board."""
    door, district, secret = request.app[DOOR], request.match_info["district"], request.match_info["secret"]
    request[KEY] = secret.encode()
    check_token(request, await _token(request))
    try:
        office = await asyncio.to_thread(_named, request)
        if office is None:
            raise Refused(words.GONE)
        visit = await asyncio.to_thread(link.spend_link, secret, office.desk())
    except Sorry as sorry:
        return _turned_away(request, sorry, words.GONE_TITLE)
    response = web.Response(status=303, headers={hdrs.LOCATION: "/board"})
    # Lax: a link to a record that somebody shows in a chat opens; reading changes nothing, and writing asks for more.
    lasts = int(link.VISIT_LASTS.total_seconds())
    value = f"{district}.{visit}"
    response.set_cookie(door.cookie, value, max_age=lasts, path="/", httponly=True, secure=door.secure, samesite="Lax")
    return response


async def go_out(request: web.Request) -> web.Response:
    """End the visit."""
    check_token(request, await _token(request))
    visit, door = request[VISIT], request.app[DOOR]
    try:
        await asyncio.to_thread(link.end_visit, request[KEY].decode(), visit.office.desk())
    except Sorry as sorry:
        return _turned_away(request, sorry)
    response = _page(request, words.LEFT_TITLE, words.LEFT)
    response.del_cookie(door.cookie, path="/", httponly=True, secure=door.secure, samesite="Lax")
    return response


async def _token(request: web.Request) -> str:
    """What a form without files brought; nothing where it cannot be read."""
    if request.content_type != "application/x-www-form-urlencoded":
        return ""
    try:
        return str((await request.post()).get("token", ""))
    except (ValueError, LookupError):
        return ""


def _named(request: web.Request) -> DistrictService | None:
    """The district that a link names. Raises Sorry."""
    door = request.app[DOOR]
    return _office(door, request.match_info["district"]) if door.address else None


def _turned_away(request: web.Request, sorry: Sorry, title: str = words.ASK_TITLE) -> web.Response:
    """403 where a link is needed, 503 where the records cannot be read just now."""
    refused = isinstance(sorry, Refused)
    status = 403 if refused else 503
    if request.path in PIECES:
        return web.Response(text=str(sorry), status=status)
    return _page(request, title if refused else wording.SORRY_TITLE, str(sorry), status)


def _page(request: web.Request, title: str, says: str, status: int = 200, button: str = "") -> web.Response:
    return show(request, "door.html", status, title=title, says=says, button=button)
