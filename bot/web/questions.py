"""Lets the questions of the page and of programs wait for their turn, and turns away those that would wait too long."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from aiohttp import hdrs, web

from bot.chat.work.answer_queue import AnswerQueue
from bot.web import words
from handlers.dialogue.errors import Sorry

T = TypeVar("T")
MOST_WAITING = 40
"""What is answered within about two seconds."""
RETRY_AFTER = {hdrs.RETRY_AFTER: "5"}
QUESTIONS: web.AppKey[AnswerQueue] = web.AppKey("questions")


async def answer_in_turn(request: web.Request, work: Callable[[], T]) -> T:
    """What ``work`` returns. Raises HTTPServiceUnavailable at once where too many wait."""
    try:
        return await request.app[QUESTIONS].answer(work, _tell_nobody)
    except Sorry:
        says, kind = words.TOO_MANY, "text/plain"
        if request.path.startswith("/api/"):
            says, kind = json.dumps({"error": says}), "application/json"
        raise web.HTTPServiceUnavailable(text=says, content_type=kind, headers=RETRY_AFTER) from None


async def _tell_nobody(place: int) -> None:
    """The page and programs wait without a word."""
