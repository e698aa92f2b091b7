"""Answer scripts that read the records: a page of them, for whom their token is."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.described import as_json, read_as
from bot.runtime.request_log import log_request
from bot.web.access import Handler
from bot.web.health import HEALTH
from bot.web.programs import words as program_words
from bot.web.programs.reading import ProgramRequest, find_reading, is_foreign, refused
from handlers.board.link import store_trouble_as_sorry
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.outcome import Note, Outcome
from handlers.people.access import Refused

SURFACE = "api"
Answer = tuple[tuple[int, dict[str, Any]], Note]


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
        work = lambda: _answered(name, lambda: _read(read, query, asked, found))  # noqa: E731
        status, body = await asyncio.to_thread(log_request, SURFACE, work, count)
        return web.json_response(body, status=status)

    return listed


def _read(
    read: Callable[[Any, Message, Desk], Any], query: type, asked: Mapping[str, str], found: ProgramRequest
) -> dict[str, Any]:
    with store_trouble_as_sorry():
        desk = found.reader.desk(found.service.desk())
        return as_json(read(read_as(query, asked), found.reader.message(), desk))


def _answered(name: str, work: Callable[[], dict[str, Any]]) -> Answer:
    """The status and the body, and what may be logged of it."""
    reference = secrets.token_hex(3)
    try:
        return (200, work()), Note(Outcome.ANSWERED, reference, name)
    except Refused as sorry:
        return (401, {"error": str(sorry)}), Note(Outcome.REFUSED, reference, name)
    except Sorry as sorry:
        trouble = sorry.__cause__ if isinstance(sorry.__cause__, Exception) else None
        return (503 if trouble else 400, {"error": str(sorry)}), Note(Outcome.SORRY, reference, name, trouble)
    except Exception as bug:  # noqa: BLE001 - whatever it is, the script gets its reference
        return (500, {"error": wording.bug(reference)}), Note(Outcome.BUG, reference, name, bug)
