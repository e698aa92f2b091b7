"""Serve the calendar feed at its secret address, and nothing where it did not change."""

from __future__ import annotations

import asyncio
import hashlib

from aiohttp import hdrs, web
from aiohttp.helpers import ETag

from bot.web.programs import words
from bot.web.programs.reading import READS, service_for
from handlers.board.places.link import store_trouble_as_sorry
from handlers.dialogue.desk import Desk
from handlers.dialogue.errors import Sorry
from handlers.people.access import Refused
from handlers.programs.feed import feed
from handlers.programs.readers import ProgramReader, find_reader
from handlers.programs.words import NOT_KNOWN

ROUTE = r"/calendar/{district:[a-z0-9][a-z0-9-]*}/{secret:[\w-]{43}}.ics"


async def calendar_feed(request: web.Request) -> web.Response:
    """The open deadlines; 304 where the caller has them as they are, 404 where the address was ended."""
    district, secret = request.match_info["district"], request.match_info["secret"]
    try:
        reader, desk = await asyncio.to_thread(_found, request, district, secret)
        if not request.app[READS].allows(secret):  # only good addresses count, as with tokens
            return web.Response(status=429, text=words.TOO_MANY)
        content = await asyncio.to_thread(_content, district, reader, desk)
    except Refused as ended:
        return web.Response(status=404, text=str(ended))
    except Sorry as trouble:
        return web.Response(status=503, text=str(trouble))
    tag = ETag(hashlib.sha256(content).hexdigest()[:32])
    headers = {hdrs.CACHE_CONTROL: "private, no-cache"}
    known = request.if_none_match or ()
    if any(one.value in {"*", tag.value} for one in known):
        found = web.Response(status=304, headers=headers)
    else:
        headers[hdrs.CONTENT_DISPOSITION] = 'inline; filename="deadlines.ics"'
        found = web.Response(body=content, content_type="text/calendar", charset="utf-8", headers=headers)
    found.etag = tag
    return found


@store_trouble_as_sorry()
def _found(request: web.Request, district: str, secret: str) -> tuple[ProgramReader, Desk]:
    """Whose address it is, and the desk at which they read."""
    service = service_for(request, district)
    if service is None:
        raise Refused(NOT_KNOWN["calendar"])
    desk = service.desk()
    reader = find_reader("calendar", secret, desk)
    return reader, reader.desk(desk)


@store_trouble_as_sorry()
def _content(district: str, reader: ProgramReader, desk: Desk) -> bytes:
    return feed(district, reader, desk)
