"""Serves the personal tab, and its board to people who may see it."""

from __future__ import annotations

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
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.people.access import Refused
from handlers.people.chats import TAB as TAB_SURFACE
from handlers.people.names import known_people

V1 = "https://sts.windows.net"
"""Under this name Entra issues tokens of the first version."""
SCOPE = "access_as_user"
"""Of a token that Teams got for a person; an app's own has none."""
UNREAD: Any = {"verify_signature": False}
_GUID = re.compile(GUID, re.ASCII)


@dataclass(frozen=True, slots=True)
class Opener:
    """Somebody, by what Entra vouches for."""

    tenant: str
    who: str
    """As the records know them."""
    guest: bool
    """Whether they are one for certain."""
    member: bool
    """Whether they are one for certain; where they are neither, Teams has to have told of them."""


@dataclass(slots=True)
class Entra:
    """Takes people's tokens for an app; ``serves`` says of which tenants, and may take its time. It may raise Sorry."""

    app_id: str
    url: str
    serves: Callable[[str], bool]
    page: str = ""
    """The tab's address, after which the app is named too."""
    _keys: dict[str, Keys] = field(default_factory=dict)

    async def opener(self, header: str) -> Opener:
        """Of an Authorization header. Raises Forged, Unknown where no keys could be fetched, and Sorry."""
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
        """What the app is called: by its id, and as a resource; never just anything that ends in its id."""
        at = urlsplit(self.page).netloc
        named = (f"api://{at}/{self.app_id}", f"api://{at}/botid-{self.app_id}") if at else ()
        return (self.app_id, f"api://{self.app_id}", f"api://botid-{self.app_id}", *named)


def _claimed(header: str) -> str:
    """The tenant that a token names, unproven. Raises Forged."""
    try:
        found = jwt.decode(header.partition(" ")[2], options=UNREAD).get("tid")
    except UNREADABLE as problem:
        raise Forged(type(problem).__name__) from None
    if not isinstance(found, str) or not _GUID.fullmatch(found):
        raise Forged("no tenant")
    return found


def _is_guest(claims: dict[str, Any], tenant: str) -> bool:
    """By the claim ``acct`` where the app asks for it; else by who signed them in, where that was another tenant."""
    if "acct" in claims:
        return str(claims["acct"]) != "0"
    signed_in_by = str(claims.get("idp") or claims["iss"])
    return tenant not in signed_in_by.split("/")


log = logging.getLogger("dpa")
BOARD, STATIC = "/teams/board", "/teams/static"
LIBRARY = "https://res.cdn.office.net/teams-js/2.58.0/js/MicrosoftTeams.min.js"
LIBRARY_IS = "sha384-sMo/EOqQPa1OCup2/VBRum7oFeOS22kvs8WGDc45xK53tUVZzFR5WwFYDUYN1LO4"
"""What Microsoft publishes of this version; a browser runs nothing else from there."""
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

    ``districts`` gives the district of a tenant that is served.
    """

    app_id: str
    entra: Entra
    districts: Callable[[str], DistrictService]

    def mount(self, application: web.Application) -> None:
        """Add it to the application."""
        application.router.add_get(TAB, self.page)
        application.router.add_get(BOARD, self.board)
        application.router.add_post(BOARD, self.say)
        application.router.add_static(STATIC, HERE / "static")

    async def page(self, request: web.Request) -> web.Response:
        """The page, the same for everybody: its script asks Teams who looks at it."""
        shown = {"words": tab_words, "library": LIBRARY, "library_is": LIBRARY_IS, "static": STATIC, "board": BOARD}
        text = request.app[TEMPLATES].get_template("tab.html").render(shown)
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    async def board(self, request: web.Request) -> web.Response:
        """The board as a piece of the page. 401 without a good token, 403 for who may not see it."""
        return await self._answered(request, self._shown)

    async def say(self, request: web.Request) -> web.Response:
        """What a button or a form of the tab says, answered as a piece of the page; refused as the board is.

        No cookie lets anybody in here, so that no other page can send anything in their name.
        """
        sent = await read_form(request)
        press = sent.one("request")
        said = Message(
            sent.one("say"),
            fields=sent.fields,
            surface=TAB_SURFACE,
            request=f"tab:{press}" if _PRESS.fullmatch(press) else "",
            proposal=proposal_in(sent),
        )
        return await self._answered(request, partial(self._said, said))

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
        found = board_for(opener.who, desk, outsider=opener.guest)
        return (
            request.app[TEMPLATES].get_template("tab_board.html").render(board=found, chat=self.chat, words=tab_words)
        )

    def _said(self, said: Message, request: web.Request, opener: Opener) -> str:
        desk = self._desk(opener)
        reply = self.districts(opener.tenant).respond(replace(said, who=opener.who, outsider=opener.guest))
        page = request.app[TEMPLATES].get_template("tab_reply.html")
        return page.render(reply=shown(reply), token="", people=known_people(desk) if reply.form else ())

    def _desk(self, opener: Opener) -> Desk:
        """The district's desk, for whom Teams or Entra vouches for. Raises Refused."""
        desk = self.districts(opener.tenant).desk()
        if not (opener.guest or opener.member or _met(opener.who, desk)):
            raise Refused(UNMET)
        return desk

    def chat(self, said: str = "") -> str:
        """A link that opens the chat with the bot, with these words ready to be sent."""
        return f"{CHAT}{self.app_id}{f'&message={quote(said)}' if said else ''}"


def _met(who: str, desk: Desk) -> bool:
    """Whether somebody is on file with a chat in Teams: only those are kept so of whom Teams told that they belong."""
    person = desk.store.person(who) if desk.records is not None else None
    chat = desk.store.place(person.place) if person and person.place else None
    return chat is not None and chat.surface == "teams"
