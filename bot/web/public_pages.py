"""What everybody may read: the whole law with its history, and the public register where a district wants it."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import PurePosixPath
from types import MappingProxyType

from aiohttp import web

from bot.web.entry import OWN_DISTRICT
from bot.web.pages import TEMPLATES
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk
from handlers.law import words
from handlers.law.lookup import FIRST, book
from handlers.register.folder import file_for_everybody

messages = catalog(__file__)

ROUTE = "/register"
INDEX = "index.html"
EMBED_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The policy of the register's piece for other websites, which has its own styles."""
TYPES = MappingProxyType(
    {
        ".html": "text/html",
        ".css": "text/css",
        ".js": "text/javascript",
        ".json": "application/json",
        ".csv": "text/csv",
        ".pdf": "application/pdf",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)


async def law_page(request: web.Request) -> web.Response:
    """The law of today, or of ``?day=2017-05-01``; it holds no records. Raises HTTPBadRequest for what is no day."""
    asked = request.query.get("day", "").strip()
    desk = request.app[OWN_DISTRICT].desk()
    try:
        day = date.fromisoformat(asked) if asked else desk.today
    except ValueError:
        raise web.HTTPBadRequest(text=messages.no_day(text=asked)) from None
    text = await asyncio.to_thread(_rendered, request, desk, day)
    return web.Response(text=text, content_type="text/html")


def _rendered(request: web.Request, desk: Desk, day: date) -> str:
    return (
        request.app[TEMPLATES]
        .get_template("law.html")
        .render(
            title=messages.TITLE,
            sections=book(desk.law, day),
            day=day,
            first=FIRST,
            speaks_for=words.speaks_for(day, desk.today),
            words=words,
            law=messages,
        )
    )


async def to_the_register(request: web.Request) -> web.StreamResponse:  # noqa: ARG001 - every handler has this shape
    """Redirect the address as people type it, without the slash."""
    raise web.HTTPMovedPermanently(f"{ROUTE}/")


async def register_file(request: web.Request) -> web.StreamResponse:
    """A file of the register. Raises HTTPNotFound, or HTTPServiceUnavailable where the records cannot be read."""
    path = request.match_info["path"] or INDEX
    path = f"{path}{INDEX}" if path.endswith("/") else path
    try:
        file = await asyncio.to_thread(file_for_everybody, path, request.app[OWN_DISTRICT].desk())
    except Sorry as sorry:
        raise web.HTTPServiceUnavailable(text=str(sorry)) from None
    if file is None:
        raise web.HTTPNotFound
    kind = TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
    charset = "; charset=utf-8" if kind.startswith("text/") or kind == "application/json" else ""
    headers = {"Content-Type": f"{kind}{charset}"}
    if path.endswith("embed.html"):
        headers["Content-Security-Policy"] = EMBED_POLICY
    return web.FileResponse(file, headers=headers)
