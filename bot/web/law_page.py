"""The page that shows the whole law, each passage with its history and how far it was checked, to everybody."""

from __future__ import annotations

import asyncio
from datetime import date

from aiohttp import web

from bot.web import law_words
from bot.web.entry import OWN_DISTRICT
from bot.web.pages import TEMPLATES
from handlers.dialogue.desk import Desk
from handlers.law import words
from handlers.law.lookup import FIRST, book


async def law_page(request: web.Request) -> web.Response:
    """The law of today, or of ``?day=2017-05-01``; it holds no records. Raises HTTPBadRequest for what is no day."""
    asked = request.query.get("day", "").strip()
    desk = request.app[OWN_DISTRICT].desk()
    try:
        day = date.fromisoformat(asked) if asked else desk.today
    except ValueError:
        raise web.HTTPBadRequest(text=law_words.no_day(text=asked)) from None
    text = await asyncio.to_thread(_rendered, request, desk, day)
    return web.Response(text=text, content_type="text/html")


def _rendered(request: web.Request, desk: Desk, day: date) -> str:
    return (
        request.app[TEMPLATES]
        .get_template("law.html")
        .render(
            title=law_words.TITLE,
            sections=book(desk.law, day),
            day=day,
            first=FIRST,
            speaks_for=words.speaks_for(day, desk.today),
            words=words,
            law=law_words,
        )
    )
