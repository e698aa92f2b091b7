"""Works for somebody as long as they wait: files of who has gone are read no more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from handlers.papers.process import GONE

T = TypeVar("T")
LOOKS_EVERY = 0.5
"""Seconds after which it is looked whether they are still there."""


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
