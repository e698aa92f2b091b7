"""Answer scripts that read the records: a page of them, for whom their token is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.described import as_json, read_as
from bot.runtime.request_log import log_request
from bot.runtime.tried import tried
from bot.web.entry.access import Handler
from bot.web.health import HEALTH
from bot.web.programs import words as program_words
from bot.web.programs.reading import find_reading, is_foreign, refused
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome

SURFACE = "api"


def listing(name: str, query: type, read: Callable[[Any, Message, Desk], Any]) -> Handler:
    """The handler of an address that lists records."""

    async def listed(request: web.Request) -> web.StreamResponse:
        """A page of records as JSON; what is wrong as a sentence."""
        if is_foreign(request):
            return refused(403, program_words.FOREIGN)
        found = await find_reading(request)
        if isinstance(found, web.Response):
            return found
        asked, count = dict(request.query), request.app[HEALTH].metrics.count_message

        def work() -> tuple[web.Response, Outcome]:
            desk = found.reader.desk(found.service.desk())
            page = read(read_as(query, asked), found.reader.message(), desk)
            return web.json_response(as_json(page)), Outcome.ANSWERED

        return await asyncio.to_thread(log_request, SURFACE, lambda: tried(name, work, refused), count)

    return listed
