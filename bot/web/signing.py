"""Sign-in by a link, sign-out, and the middleware that admits visitors and browsers on this machine."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware
from yarl import URL

from bot.runtime.district_service import DistrictService
from bot.settings.addresses import ENTER, is_loopback
from bot.web.bodies import MAX_FORM, TOKEN, read_form, read_submission
from bot.web.entry import (
    COOKIE,
    KEY,
    SAFE_METHODS,
    TOKEN_WORD,
    VISITOR,
    Handler,
    Visitor,
    check_local,
    check_token,
    cookie_of,
    has_local_token,
    host_of,
    is_open,
    on_this_site,
    serve_local,
    token_of,
)
from bot.web.oidc import BEGIN, COOKIE_LASTS, IssuerDown, Member, OwnSignIn
from bot.web.pages import render
from handlers.board import link, words
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.people.access import Refused
from handlers.people.page_people import page_id

LINK = ENTER + r"{district:[a-z0-9][a-z0-9-]*}/{secret:[\w-]{43}}"
BEFORE_A_VISIT = ("/static/", ENTER, BEGIN)
"""Where the paths begin that need no visit yet."""
FORBIDDEN = 403
FRAGMENT_PATHS = {"/say", "/posts"}
"""Paths that the page's script requests; it shows an error's text as it is."""
FORM_PATHS = {"/", "/say"}
"""Paths to which a form is sent that somebody filled in."""
ONCE_MORE = "once-more"
"""In the address of a form that was kept on a page while its person signed in."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """How people sign in: the page's address (while it is empty, nobody can), and the districts that it serves."""

    address: str
    districts: Callable[[], Collection[str]]
    service: Callable[[str], DistrictService]
    at_machine: bool = False
    """Whether browsers on the bot's own machine get in with the local token, as no chat gives out links."""
    own: OwnSignIn | None = None
    """The sign-in of the bot's own district, ``own_district``."""
    own_district: str = ""

    @property
    def secure(self) -> bool:
        """Whether the connection is encrypted."""
        return self.address.startswith("https:")

    @property
    def cookie(self) -> str:
        """The name of the visit's cookie; with the prefix __Host- browsers accept it from this very host only."""
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
    """The page of a link, with a button: Slack and Teams fetch every link that they show, which must not use it up."""
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
    """Use up the link, begin the visit, and redirect to the board."""
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
    _set_visit(response, page, district, visit, link.visit_lasts(visitor.who))
    return response


async def begin_own(request: web.Request) -> web.StreamResponse:
    """Send the browser to where the district's people sign in."""
    page = request.app[SIGN_IN]
    assert page.own
    try:
        address, kept = await page.own.begin()
    except IssuerDown:
        return _page(request, wording.SORRY_TITLE, words.SIGN_IN_DOWN, 503)
    response = web.Response(status=303, headers={hdrs.LOCATION: address})
    # Lax, as the issuer sends the browser back from its own page.
    response.set_cookie(
        page.own.cookie, kept, max_age=COOKIE_LASTS, path="/", httponly=True, secure=page.secure, samesite="Lax"
    )
    return response


async def end_own(request: web.Request) -> web.StreamResponse:
    """Begin the visit of who signed in, and redirect to the board."""
    page = request.app[SIGN_IN]
    assert page.own
    try:
        address = f"{page.address}{request.rel_url}"
        member = await page.own.end(address, request.cookies.get(page.own.cookie, ""))
        visit = await asyncio.to_thread(_visit_of, member, page)
    except IssuerDown:
        return _page(request, wording.SORRY_TITLE, words.SIGN_IN_DOWN, 503)
    except Sorry as sorry:
        return refusal(request, sorry, words.NOT_SIGNED_IN_TITLE)
    response = web.Response(status=303, headers={hdrs.LOCATION: "/board"})
    response.del_cookie(page.own.cookie, path="/", httponly=True, secure=page.secure, samesite="Lax")
    _set_visit(response, page, page.own_district, visit, link.VISIT_LASTS)
    return response


def _visit_of(member: Member, page: SignIn) -> str:
    """The secret of a new visit. Raises Sorry."""
    service = service_of(page, page.own_district)
    if service is None:
        raise Refused(words.NO_PAGE)
    return link.visit_of_member(member.email, member.name, member.role, service.desk())


def _set_visit(response: web.StreamResponse, page: SignIn, district: str, visit: str, lasts: timedelta) -> None:
    """Set the visit's cookie: Lax, so that a link to a record in a chat opens.

    Reading changes nothing, and a write needs its form token.
    """
    value, seconds = f"{district}.{visit}", int(lasts.total_seconds())
    response.set_cookie(
        page.cookie, value, max_age=seconds, path="/", httponly=True, secure=page.secure, samesite="Lax"
    )


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
    """Delete the visit's cookie in the browser."""
    response.del_cookie(page.cookie, path="/", httponly=True, secure=page.secure, samesite="Lax")


async def _token(request: web.Request) -> str:
    """The token of a form without files; empty where there is none."""
    return (await read_form(request)).one(TOKEN)


def _service_of_link(request: web.Request) -> DistrictService | None:
    """The service of the district that a link names. Raises Sorry."""
    page = request.app[SIGN_IN]
    return service_of(page, request.match_info["district"]) if page.address else None


def refusal(request: web.Request, sorry: Sorry, title: str = words.ASK_TITLE) -> web.Response:
    """A page or text with status 403 where a link is needed, or 503 where the records cannot be read."""
    refused = isinstance(sorry, Refused)
    status = 403 if refused else 503
    if request.path in FRAGMENT_PATHS:
        return web.Response(text=_ended(request, sorry), status=status)
    return _page(request, title if refused else wording.SORRY_TITLE, str(sorry), status)


def _ended(request: web.Request, sorry: Sorry) -> str:
    """What somebody reads whose page is still open, or whose form came too late."""
    own, ended = request.app[SIGN_IN].own, isinstance(sorry, link.NoVisit)
    says = words.VISIT_ENDED if ended and own and own.issuer else str(sorry)
    return f"{says} {words.STILL_HERE}" if ended and request.method not in SAFE_METHODS else says


def _page(request: web.Request, title: str, says: str, status: int = 200, button: str = "") -> web.Response:
    own = request.app[SIGN_IN].own
    again = BEGIN if own and own.issuer and not button and status == FORBIDDEN else ""
    if again and title == words.ASK_TITLE:
        title, says = words.SIGN_IN_TITLE, words.SIGN_IN_OR_LINK
    return render(request, "sign_in.html", status, title=title, says=says, button=button, again=again)


LOCAL_PATHS = {"/api/ask", "/api/messages", "/metrics"}
_COOKIE = re.compile(r"([a-z0-9][a-z0-9-]*)\.([\w-]{43})", re.ASCII)


def gate_of(sign_in: SignIn) -> Middleware:
    """The middleware that decides who gets in."""
    return require_visitor_or_local if sign_in.at_machine else require_visitor


@web.middleware
async def require_visitor_or_local(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve people who came by a link as themselves, and a browser on this machine by its local token."""
    if is_open(request) or _is_for_visitors(request):
        return await require_visitor(request, handler)
    try:
        return await serve_local(request, handler)
    except web.HTTPSeeOther as entered:
        forget_visit(entered, request.app[SIGN_IN])
        raise


def _is_for_visitors(request: web.Request) -> bool:
    """Whether a request is for signed-in people: a link, the page's own address or a visit's cookie, no local token."""
    page = request.app[SIGN_IN]
    if request.path.startswith(BEFORE_A_VISIT):
        return True
    if request.path in LOCAL_PATHS or (TOKEN_WORD in request.query and has_local_token(request)):
        return False
    named = not is_loopback(host_of(request).host or "") and _is_own_address(request, page)
    return named or page.cookie in request.cookies


@web.middleware
async def require_visitor(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve people who signed in, wherever they are; the API and the metrics serve this machine only."""
    if is_open(request):
        return await handler(request)
    if request.path in LOCAL_PATHS:
        check_local(request)
        return await handler(request)
    _check_address(request, request.app[SIGN_IN])
    return await (handler(request) if request.path.startswith(BEFORE_A_VISIT) else _visiting(request, handler))


async def _visiting(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve the person of a visit, or whom a proxy names."""
    try:
        if visit := await asyncio.to_thread(_by_proxy, request):
            return await _once_more(request, visit)
        request[VISITOR], request[KEY] = await asyncio.to_thread(_visitor, request)
    except Sorry as sorry:
        if request.app[SIGN_IN].at_machine and has_local_token(request):
            return await serve_local(request, handler)
        if isinstance(sorry, link.NoVisit) and _sends_form(request):
            return await _typed(request, _ended(request, sorry), ended=True)
        return refusal(request, sorry)
    if ONCE_MORE in request.query and _sends_form(request):
        return await _typed(request, words.SIGNED_IN_AGAIN)
    return await handler(request)


def _by_proxy(request: web.Request) -> str:
    """The secret of a new visit, where a proxy names somebody whose visit it is not; else empty. Raises Sorry."""
    page = request.app[SIGN_IN]
    member = page.own.named_by_proxy(request) if page.own else None
    if member is None:
        return ""
    try:
        if _visitor(request)[0].who == page_id(member.email):
            return ""
    except Refused:
        pass
    return _visit_of(member, page)


async def _once_more(request: web.Request, visit: str) -> web.Response:
    """The same page once more with a visit that has just begun; a form is not carried out, but nothing of it is lost.

    Its token is that of no visit, so the person sends it once more: from the page, where it still stands, or without
    scripts from one that holds what was typed.
    """
    page = request.app[SIGN_IN]
    request[KEY] = visit.encode()
    if request.method in SAFE_METHODS or request.path not in FORM_PATHS:
        response = web.Response(status=303, headers={hdrs.LOCATION: on_this_site(request.rel_url)})
    elif request.path in FRAGMENT_PATHS:
        token = token_of(request, cookie_of(request))
        says = f"{words.SIGNED_IN_AGAIN} {words.STILL_HERE}"
        response = web.Response(text=says, status=FORBIDDEN, headers={"X-Token": token})
    else:
        response = await _typed(request, words.SIGNED_IN_AGAIN)
    _set_visit(response, page, page.own_district, visit, link.VISIT_LASTS)
    return response


async def _typed(request: web.Request, says: str, *, ended: bool = False) -> web.Response:
    """A page that holds what was typed and sends it once more; nothing of it is carried out, nor kept by the bot.

    ``ended``: there is no visit yet, so that it comes with the way to sign in, in another tab, and what is sent from it
    is shown once more to the person who signed in.
    """
    sent, own = await read_submission(request, lambda _: None), request.app[SIGN_IN].own
    typed = {name: values for name, values in sent.texts.items() if name != TOKEN}
    says = f"{says} {words.FILES_AGAIN if sent.files else ''}".strip()
    again = BEGIN if ended and own and own.issuer else ""
    return render(
        request,
        "again.html",
        FORBIDDEN,
        title=words.SIGN_IN_TITLE,
        says=says,
        typed=typed,
        button=words.SEND_AGAIN,
        again=again,
        to=str(request.rel_url.with_query({ONCE_MORE: "1"} if ended else {})),
    )


def _sends_form(request: web.Request) -> bool:
    """Whether a browser that had opened our page sends a form without scripts, of texts alone or with small files."""
    filled = request.path in FORM_PATHS - FRAGMENT_PATHS and request.method not in SAFE_METHODS
    return filled and COOKIE in request.cookies and 0 < (request.content_length or 0) <= MAX_FORM


def _is_own_address(request: web.Request, page: SignIn) -> bool:
    own = URL(page.address) if page.address else None
    host = host_of(request, own.scheme if own else "http")
    return own is not None and (host.host, host.port) == (own.host, own.port)


def _check_address(request: web.Request, page: SignIn) -> None:
    """Raise HTTPForbidden where the host is not the page's own, or a write comes from another page."""
    if not is_loopback(host_of(request).host or "") and not _is_own_address(request, page):
        raise web.HTTPForbidden(text=words.other_address(page.address, at_machine=page.at_machine))
    if request.method not in SAFE_METHODS and request.headers.get(hdrs.ORIGIN) != page.address:
        raise web.HTTPForbidden(text=wording.FOREIGN_PAGE)


def _visitor(request: web.Request) -> tuple[Visitor, bytes]:
    """The visitor of the cookie, and the secret of their form tokens. Raises Refused, or Sorry for failed records."""
    page = request.app[SIGN_IN]
    if not page.address:
        raise Refused(words.NO_PAGE)
    match = _COOKIE.fullmatch(request.cookies.get(page.cookie, ""))
    service = service_of(page, match[1]) if match else None
    if match is None or service is None:
        raise link.NoVisit(words.no_visit(at_machine=page.at_machine))
    visitor = link.current_visitor(match[2], service.desk())
    return Visitor(service, visitor.who, visitor.name), match[2].encode()
