"""``POST /api/ask``, which answers the questions of scripts."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.runtime.district_service import DistrictService
from bot.runtime.logs import log_request
from bot.runtime.tried import tried
from bot.web import words
from bot.web.bodies import read_body
from bot.web.entry import OWN_DISTRICT, program_token
from bot.web.health import HEALTH
from bot.web.pages import answer_in_turn
from bot.web.programs import find_reading
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Message
from handlers.dialogue.outcome import Note, Outcome
from handlers.law.answer import answer
from handlers.law.ask import Answered
from handlers.law.layout import as_json
from handlers.understanding.days.dates import read_day

SURFACE, ASK = "api", "ask"
MAX_BODY = 256 * 1024
EXAMPLE = '{"q": "may the vendor sell student data?"}'


async def api_ask(request: web.Request) -> web.Response:
    """``{"q": …}``, answered as ``dpa ask --json``; 400 with a sentence when it cannot be read.

    Programs on this machine need no token; with one, the question may come from anywhere.
    """
    program = await find_reading(request) if program_token(request) else None
    if isinstance(program, web.Response):
        return program
    try:
        raw = await read_body(request, MAX_BODY)
        if raw is None:
            raise web.HTTPRequestEntityTooLarge(MAX_BODY, request.content_length or 0)
        call = json.loads(raw.decode())
        if not isinstance(call, dict) or not isinstance(call.get("q"), str):
            raise Sorry(words.NO_QUESTION(body=EXAMPLE))
    except (ValueError, RecursionError):
        return web.json_response({"error": words.NOT_JSON}, status=400)
    except Sorry as sorry:
        return web.json_response({"error": str(sorry)}, status=400)
    own, count = program.service if program else request.app[OWN_DISTRICT], request.app[HEALTH].metrics.count_message

    def work() -> tuple[int, dict[str, Any]]:
        return log_request(SURFACE, lambda: _answer(own, call), count)

    status, body = await answer_in_turn(request, work)
    try:
        return web.json_response(body, status=status)
    except (ValueError, RecursionError):  # the id is returned as it was sent
        return web.json_response({"error": words.NOT_JSON}, status=400)


def _answer(own: DistrictService, call: dict[str, Any]) -> tuple[tuple[int, dict[str, Any]], Note]:
    """The HTTP status and the body, with a note of what may be logged."""

    def work() -> tuple[tuple[int, dict[str, Any]], Outcome]:
        when = read_day(str(call["as_of"])) if call.get("as_of") else None
        desk = own.desk()
        answered = answer(Message(call["q"], when, surface=SURFACE), desk)
        with_id = {} if call.get("id") is None else {"id": call["id"]}
        return (200, {**with_id, **as_json(answered, desk)}), _outcome(answered)

    return tried(ASK, work, lambda status, says: (status, {"error": says}))


def _outcome(found: Answered) -> Outcome:
    if found.asked_back:
        return Outcome.ASKED_BACK
    return Outcome.ABSTAINED if found.answer is None else Outcome.ANSWERED
