"""Checks a district's posted pages once a week, in a thread of its own, so that no reminder waits for a website."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import CancelledError
from contextlib import suppress
from datetime import UTC, timedelta
from queue import Queue
from urllib.parse import urlsplit

from bot.links.visit import WITHIN, open_session, visit
from handlers.dialogue.desk import Desk
from handlers.links.addresses import posted_pages
from handlers.links.checks import PageState, is_due, save_check

log = logging.getLogger("dpa")
AT_ONCE = 4
MOST_UNANSWERED = 3
"""After so many addresses without an answer a host is left alone until the next check."""
SLOT, LEASE = "page check", timedelta(hours=12)
"""One bot checks at a time; another one takes over from one that died."""
CLOSES_WITHIN = 5.0


class PageChecker:
    """Checks one district after another."""

    def __init__(self, *, loopback: bool, within: float = WITHIN) -> None:
        self._loopback, self._within = loopback, within
        self._waiting: Queue[Desk | None] = Queue()
        self._thread: threading.Thread | None = None
        self._running: tuple[asyncio.AbstractEventLoop, asyncio.Task[object]] | None = None
        self._closed = False

    def begin(self, district: str, desk: Desk) -> None:  # noqa: ARG002 - what the heartbeat calls each day
        """Check the district's pages soon, if it is time to. Never raises: reminders do not depend on it."""
        now = desk.now.astimezone(UTC)
        try:
            if self._closed or not is_due(desk) or desk.store.take_slot(SLOT, now, LEASE) != now:
                return
        except Exception:
            log.exception("the posted pages were not checked; trying again tomorrow")
            return
        self._waiting.put(desk)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="page check", daemon=True)
            self._thread.start()

    @property
    def is_idle(self) -> bool:
        """Whether no check runs or waits."""
        return self._waiting.unfinished_tasks == 0

    def close(self) -> None:
        """Stop at once; the next day begins again."""
        self._closed = True
        if self._thread is None:
            return
        self._waiting.put(None)
        if running := self._running:
            with suppress(RuntimeError):  # the loop has just ended by itself
                running[0].call_soon_threadsafe(running[1].cancel)
        self._thread.join(CLOSES_WITHIN)

    def _work(self) -> None:
        while (desk := self._waiting.get()) and not self._closed:
            try:
                self.check(desk)
            except (asyncio.CancelledError, CancelledError):
                return
            except Exception:
                log.exception("the posted pages were not checked; trying again tomorrow")
            self._waiting.task_done()

    def check(self, desk: Desk) -> None:
        """Check all of a district's pages, and keep what was found. Raises StoreError."""
        states = asyncio.run(self._visit_all(tuple(posted_pages(desk))))
        save_check(states, desk)

    async def _visit_all(self, addresses: Iterable[str]) -> dict[str, PageState]:
        task = asyncio.current_task()
        assert task is not None
        self._running = asyncio.get_running_loop(), task
        found, unanswered, turns = dict[str, PageState](), Counter[str](), asyncio.Semaphore(AT_ONCE)
        async with open_session(loopback=self._loopback) as session:

            async def one(address: str) -> None:
                async with turns:
                    host = urlsplit(address).netloc
                    found[address] = PageState.SILENT
                    if unanswered[host] < MOST_UNANSWERED:
                        found[address] = await visit(address, session, self._within)
                    unanswered[host] += found[address] is PageState.SILENT

            try:
                await asyncio.gather(*map(one, addresses))
            finally:
                self._running = None
        return found
