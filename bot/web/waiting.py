"""Works off the event loop for those who wait: questions in their turn, files as long as somebody is there."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from typing import TypeVar

from aiohttp import hdrs, web

from bot.chat.work.answer_queue import AnswerQueue
from bot.web import words
from handlers.dialogue.errors import Sorry
from handlers.papers.process import GONE

T = TypeVar("T")
MOST_WAITING = 40
"""What is answered within about two seconds."""
RETRY_AFTER = {hdrs.RETRY_AFTER: "5"}
LOOKS_EVERY = 0.5
"""Seconds after which it is looked whether somebody is still there."""
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


async def while_waiting(request: web.Request, work: Callable[[], T]) -> T:
    """What the work comes to, done off the event loop. A change of the records is always finished."""
    gone = threading.Event()
    GONE.set(gone)
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        while not (await asyncio.wait({task}, timeout=LOOKS_EVERY))[0]:
            if request.transport is None or request.transport.is_closing():
                gone.set()
        return task.result()
    finally:
        gone.set()
