"""Serves the personal tab, and its board to people who may see it."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote

from aiohttp import hdrs, web

from bot.chat.replies.shown import shown
from bot.runtime.district_service import DistrictService
from bot.teams.connector.jwt import Forged
from bot.teams.connector.signing_keys import Unknown
from bot.teams.manifest_ids import TAB
from bot.teams.tab import words
from bot.teams.tab.identity import Entra, Opener
from bot.teams.tab.words import UNMET
from bot.web.bodies.forms import proposal_in, read_form
from bot.web.pages import HERE, TEMPLATES
from handlers.board.places.tab import board_for, replies_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.people.access import Refused
from handlers.people.chats import TAB as TAB_SURFACE
from handlers.people.names import known_people

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
        shown = {"words": words, "library": LIBRARY, "library_is": LIBRARY_IS, "static": STATIC, "board": BOARD}
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
            return web.Response(status=401, text=words.NOT_TAKEN, headers={hdrs.WWW_AUTHENTICATE: "Bearer"})
        except Unknown:
            return web.Response(status=503, text=words.NOT_NOW)
        except Refused as refused:
            return web.Response(status=403, text=str(refused))
        except Sorry as sorry:
            return web.Response(status=503, text=str(sorry))
        except Exception:
            log.exception("the tab's board failed")
            return web.Response(status=500, text=words.FAILED)
        return web.Response(text=text, content_type="text/html")

    def _shown(self, request: web.Request, opener: Opener) -> str:
        desk = self._desk(opener)
        if replies := replies_for(opener.who, desk, outsider=opener.guest):
            page = request.app[TEMPLATES].get_template("tab_reply.html")
            return "\n".join(page.render(reply=shown(one), token="", people=()) for one in replies)
        found = board_for(opener.who, desk, outsider=opener.guest)
        return request.app[TEMPLATES].get_template("tab_board.html").render(board=found, chat=self.chat, words=words)

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
