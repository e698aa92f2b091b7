"""Let people sign in to the page by a link that they were given, and sign out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass

from aiohttp import hdrs, web

from bot.runtime.district_service import DistrictService
from bot.settings.addresses import ENTER
from bot.web.bodies.forms import read_form
from bot.web.bodies.multipart import TOKEN
from bot.web.entry.access import KEY, check_token
from bot.web.entry.visitor import VISITOR
from bot.web.pages import render
from handlers.board.places import link
from handlers.board.places import link_words as words
from handlers.dialogue import words as wording
from handlers.dialogue.errors import Sorry
from handlers.people.access import Refused

LINK = ENTER + r"{district:[a-z0-9][a-z0-9-]*}/{secret:[\w-]{43}}"
FRAGMENT_PATHS = {"/say", "/posts"}
"""What the page's script asks for: it shows an error's text as it is."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """The page's address (nobody can sign in while it is empty), and the districts that it serves."""

    address: str
    districts: Callable[[], Collection[str]]
    service: Callable[[str], DistrictService]
    at_machine: bool = False
    """Whether a browser on the bot's own machine needs its local token alone, as no chat gives out links."""

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


def service_of(page: SignIn, district: str) -> DistrictService | None:
    """A district's service, None where it is not served. Raises Sorry where the records cannot be read."""
    with link.store_trouble_as_sorry():
        return page.service_for(district)


async def show_link(request: web.Request) -> web.Response:
    """The page of a link, with a button. Slack and Teams fetch every link that they show, which must not spend it."""
    secret = request.match_info["secret"]
    try:
        service = await asyncio.to_thread(_service_of_link, request)
        lasts = await asyncio.to_thread(link.opens_for, secret, service.desk()) if service else None
        if lasts is None:
            gone = words.gone(at_machine=request.app[SIGN_IN].at_machine)
            return _page(request, words.GONE_TITLE, gone, 403)
    except Sorry as sorry:
        return refusal(request, sorry)
    request[KEY] = secret.encode()
    return _page(request, words.ENTER_TITLE, words.enter(lasts), button=words.OPEN)


async def sign_in(request: web.Request) -> web.Response:
    """Spend the link, begin the visit, and redirect to the board."""
    page, district, secret = request.app[SIGN_IN], request.match_info["district"], request.match_info["secret"]
    request[KEY] = secret.encode()
    check_token(request, await _token(request))
    try:
        service = await asyncio.to_thread(_service_of_link, request)
        if service is None:
            raise Refused(words.gone(at_machine=page.at_machine))
        desk = service.desk()
        visit = await asyncio.to_thread(link.spend_link, secret, desk)
        visitor = await asyncio.to_thread(link.current_visitor, visit, desk)
    except Sorry as sorry:
        return refusal(request, sorry, words.GONE_TITLE)
    response = web.Response(status=303, headers={hdrs.LOCATION: "/board"})
    # Lax: a link to a record that somebody shows in a chat opens; reading changes nothing, and writing asks for more.
    lasts = int(link.visit_lasts(visitor.who).total_seconds())
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
        return refusal(request, sorry)
    response = _page(request, words.LEFT_TITLE, words.left(at_machine=page.at_machine))
    forget_visit(response, page)
    return response


def forget_visit(response: web.StreamResponse, page: SignIn) -> None:
    """Have the browser forget whose visit it was."""
    response.del_cookie(page.cookie, path="/", httponly=True, secure=page.secure, samesite="Lax")


async def _token(request: web.Request) -> str:
    """The token of a form without files; empty where there is none."""
    return (await read_form(request)).one(TOKEN)


def _service_of_link(request: web.Request) -> DistrictService | None:
    """The service of the district that a link names. Raises Sorry."""
    page = request.app[SIGN_IN]
    return service_of(page, request.match_info["district"]) if page.address else None


def refusal(request: web.Request, sorry: Sorry, title: str = words.ASK_TITLE) -> web.Response:
    """403 where a link is needed, 503 where the records cannot be read just now."""
    refused = isinstance(sorry, Refused)
    status = 403 if refused else 503
    if request.path in FRAGMENT_PATHS:
        return web.Response(text=str(sorry), status=status)
    return _page(request, title if refused else wording.SORRY_TITLE, str(sorry), status)


def _page(request: web.Request, title: str, says: str, status: int = 200, button: str = "") -> web.Response:
    return render(request, "sign_in.html", status, title=title, says=says, button=button)
