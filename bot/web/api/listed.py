"""Answer scripts that read the records: a page of them, for whom their token is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from aiohttp import web

from bot.described import as_json, read_as
from bot.runtime.request_log import log_request
from bot.runtime.tried import Failure, tried
from bot.web.access import Handler
from bot.web.health import HEALTH
from bot.web.programs import words as program_words
from bot.web.programs.reading import ProgramRequest, find_reading, is_foreign, refused
from handlers.dialogue.desk import Desk, Message

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
        work = partial(tried, name, partial(_read, read, query, asked, found))
        told = await asyncio.to_thread(log_request, SURFACE, work, count)
        return refused(told.status, told.says) if isinstance(told, Failure) else web.json_response(told)

    return listed


def _read(
    read: Callable[[Any, Message, Desk], Any], query: type, asked: Mapping[str, str], found: ProgramRequest
) -> dict[str, Any]:
    desk = found.reader.desk(found.service.desk())
    return as_json(read(read_as(query, asked), found.reader.message(), desk))
