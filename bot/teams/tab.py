"""The personal tab in Teams: checks Entra's token of the person who opens it, and serves the deadlines board."""

import asyncio
import logging
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

import jwt
from aiohttp import hdrs, web

from bot.chat.replies import shown
from bot.runtime.district_service import DistrictService
from bot.settings.chats import ENTRA, GUID
from bot.teams import tab_words
from bot.teams.client import TAB
from bot.teams.connector.tokens import UNREADABLE, Forged, Keys, Unknown, proven
from bot.teams.tab_words import UNMET
from bot.web.bodies import proposal_in, read_form
from bot.web.pages import HERE, TEMPLATES
from handlers.board.link import board_for, replies_for
from handlers.deadlines.states import pressing
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.people.access import Refused
from handlers.people.chats import TAB as TAB_SURFACE
from handlers.people.names import known_people
from handlers.setup.checklist import getting_started

V1 = "https://sts.windows.net"
"""The issuer of Entra's version 1 tokens."""
SCOPE = "access_as_user"
"""The scope of a token that Teams got for a person; an app's own token has none."""
UNREAD: Any = {"verify_signature": False}
_GUID = re.compile(GUID, re.ASCII)


@dataclass(frozen=True, slots=True)
class Opener:
    """The person who opens the tab, as Entra vouches for them."""

    tenant: str
    who: str
    """As the records know them."""
    guest: bool
    """Whether they are certainly a guest."""
    member: bool
    """Whether they are certainly a member; where neither is certain, they have to be on file from Teams."""


@dataclass(slots=True)
class Entra:
    """Checks people's tokens for an app; ``serves`` says which tenants are served, may block, and may raise Sorry."""

    app_id: str
    url: str
    serves: Callable[[str], bool]
    page: str = ""
    """The tab's address, which is part of some names of the app."""
    _keys: dict[str, Keys] = field(default_factory=dict)

    async def opener(self, header: str) -> Opener:
        """The person of an Authorization header's token. Raises Forged, Sorry, and Unknown where keys are lacking."""
        tenant = _claimed(header)
        if not await asyncio.to_thread(self.serves, tenant):  # so that nobody makes us fetch the keys of many others
            raise Forged("a tenant that is not served")
        document = f"{self.url}/{tenant}/v2.0/.well-known/openid-configuration"
        keys = self._keys.setdefault(tenant, Keys(document))
        issuers = (f"{self.url}/{tenant}/v2.0", f"{V1 if self.url == ENTRA else self.url}/{tenant}/")
        claims = (await proven(header, keys, issuers=issuers, audiences=self._audiences())).claims
        person = str(claims.get("oid", "")).lower()
        if claims.get("tid") != tenant or not _GUID.fullmatch(person):
            raise Forged("nobody of that tenant")
        if SCOPE not in str(claims.get("scp", "")).split():
            raise Forged("not given out for a person in Teams")
        return Opener(tenant, f"teams:{person}", _is_guest(claims, tenant), str(claims.get("acct")) == "0")

    def _audiences(self) -> Collection[str]:
        """The app's names as a token's audience: its id and its resource names, never any text that ends in its id."""
        at = urlsplit(self.page).netloc
        named = (f"api://{at}/{self.app_id}", f"api://{at}/botid-{self.app_id}") if at else ()
        return (self.app_id, f"api://{self.app_id}", f"api://botid-{self.app_id}", *named)


def _claimed(header: str) -> str:
    """The tenant that a token names, not yet proven. Raises Forged."""
    try:
        tenant = jwt.decode(header.partition(" ")[2], options=UNREAD).get("tid")
    except UNREADABLE as problem:
        raise Forged(type(problem).__name__) from None
    if not isinstance(tenant, str) or not _GUID.fullmatch(tenant):
        raise Forged("no tenant")
    return tenant


def _is_guest(claims: dict[str, Any], tenant: str) -> bool:
    """By the claim ``acct``, where the app asks for it; else by whether another tenant signed them in."""
    if "acct" in claims:
        return str(claims["acct"]) != "0"
    signed_in_by = str(claims.get("idp") or claims["iss"])
    return tenant not in signed_in_by.split("/")


log = logging.getLogger("dpa")
BOARD, STATIC = "/teams/board", "/teams/static"
LIBRARY = "https://res.cdn.office.net/teams-js/2.58.0/js/MicrosoftTeams.min.js"
LIBRARY_IS = "sha384-sMo/EOqQPa1OCup2/VBRum7oFeOS22kvs8WGDc45xK53tUVZzFR5WwFYDUYN1LO4"
"""The hash that Microsoft publishes for this version; a browser runs nothing else from there."""
CDN = "https://res.cdn.office.net"
HOSTS = "https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft"
"""Where Teams lives in browsers."""
POLICY = (
    f"default-src 'none'; style-src 'self'; script-src 'self' {CDN}; connect-src 'self' {CDN}; img-src 'self'; "
    f"form-action 'none'; base-uri 'none'; frame-ancestors {HOSTS}"
)
_PRESS = re.compile(r"[\w-]{8,64}")
CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:"


@dataclass(frozen=True, slots=True)
class Tab:
    """The deadlines board inside Teams: a page without data, and the data for people whom Entra vouches for.

    ``districts`` gives the service of a served tenant's district.
    """

    app_id: str
    entra: Entra
    districts: Callable[[str], DistrictService]

    def mount(self, application: web.Application) -> None:
        """Add its routes to the web application."""
        application.router.add_get(TAB, self.page)
        application.router.add_get(BOARD, self.board)
        application.router.add_post(BOARD, self.say)
        application.router.add_static(STATIC, HERE / "static")

    async def page(self, request: web.Request) -> web.Response:
        """The page, the same for everybody: its script asks Teams who opened it."""
        shown = {"words": tab_words, "library": LIBRARY, "library_is": LIBRARY_IS, "static": STATIC, "board": BOARD}
        text = request.app[TEMPLATES].get_template("tab.html").render(shown)
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    async def board(self, request: web.Request) -> web.Response:
        """The board as an HTML fragment. 401 without a valid token, 403 for people who may not see it."""
        return await self._answered(request, self._shown)

    async def say(self, request: web.Request) -> web.Response:
        """The reply to a button or form of the tab, as an HTML fragment; refused as the board is.

        No cookie signs anybody in here, so that no other page can send anything in their name.
        """
        sent = await read_form(request)
        press = sent.one("request")
        message = Message(
            sent.one("say"),
            fields=sent.fields,
            surface=TAB_SURFACE,
            request=f"tab:{press}" if _PRESS.fullmatch(press) else "",
            proposal=proposal_in(sent),
        )
        return await self._answered(request, partial(self._said, message))

    async def _answered(self, request: web.Request, show: Callable[[web.Request, Opener], str]) -> web.Response:
        try:
            opener = await self.entra.opener(request.headers.get(hdrs.AUTHORIZATION, ""))
            text = await asyncio.to_thread(show, request, opener)
        except Forged as forged:
            log.warning("the tab's board was asked for with a token that cannot be taken (%s)", str(forged))
            return web.Response(status=401, text=tab_words.NOT_TAKEN, headers={hdrs.WWW_AUTHENTICATE: "Bearer"})
        except Unknown:
            return web.Response(status=503, text=tab_words.NOT_NOW)
        except Refused as refused:
            return web.Response(status=403, text=str(refused))
        except Sorry as sorry:
            return web.Response(status=503, text=str(sorry))
        except Exception:
            log.exception("the tab's board failed")
            return web.Response(status=500, text=tab_words.FAILED)
        return web.Response(text=text, content_type="text/html")

    def _shown(self, request: web.Request, opener: Opener) -> str:
        desk = self._desk(opener)
        if replies := replies_for(opener.who, desk, outsider=opener.guest):
            page = request.app[TEMPLATES].get_template("tab_reply.html")
            return "\n".join(page.render(reply=shown(one), token="", people=()) for one in replies)
        board = board_for(opener.who, desk, outsider=opener.guest)
        templates = request.app[TEMPLATES]
        started = getting_started(Message("", surface=TAB_SURFACE, who=opener.who, outsider=opener.guest), desk)
        steps = templates.get_template("tab_reply.html").render(reply=shown(started), token="") if started else ""
        lists = templates.get_template("tab_board.html").render(board=board, chat=self.chat, words=tab_words)
        return lists + steps if pressing(desk) else steps + lists

    def _said(self, said: Message, request: web.Request, opener: Opener) -> str:
        desk = self._desk(opener)
        reply = self.districts(opener.tenant).respond(replace(said, who=opener.who, outsider=opener.guest))
        page = request.app[TEMPLATES].get_template("tab_reply.html")
        return page.render(reply=shown(reply), token="", people=known_people(desk) if reply.form else ())

    def _desk(self, opener: Opener) -> Desk:
        """The district's desk, for people whom Teams or Entra vouches for. Raises Refused."""
        desk = self.districts(opener.tenant).desk()
        if not (opener.guest or opener.member or _met(opener.who, desk)):
            raise Refused(UNMET)
        return desk

    def chat(self, said: str = "") -> str:
        """A link that opens the chat with the bot, with ``said`` ready to be sent."""
        return f"{CHAT}{self.app_id}{f'&message={quote(said)}' if said else ''}"


def _met(who: str, desk: Desk) -> bool:
    """Whether somebody is on file with a chat in Teams, which is saved only for people whom Teams calls members."""
    person = desk.store.person(who) if desk.records is not None else None
    chat = desk.store.place(person.place) if person and person.place else None
    return chat is not None and chat.surface == "teams"
