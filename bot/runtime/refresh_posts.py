"""Refreshes earlier posts in the chats after a change that was made on any surface."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Protocol

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place, RetryLater, Unreachable
from handlers.reminders.messages.current_post import posts_to_refresh
from handlers.setup.checklist import welcomes_to_refresh

log = logging.getLogger("dpa")
TRIES = 3
PAUSES = (3.0, 10.0, 30.0)
"""Seconds to wait before each further try where a chat had an error, such as a 502."""
NEWEST = 20
"""At most this many posts are refreshed after one command; older ones are far up in the chat."""


class Settles(Protocol):
    """A channel that can change a post it sent."""

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        """Replace a post that was sent by this reply.

        Raises RetryLater, Unreachable where it can never be done, or anything else for an error that may pass.
        """


@dataclass(frozen=True, slots=True)
class Settling:
    """Responds as ``hear`` does, and afterwards refreshes the posts of the deadlines that were changed.

    It refreshes in a thread of its own, so that nobody waits, and only where the reply has an event. A post that cannot
    be changed stays as it was; after an error of the chat it is tried again after each of the ``pauses``, in seconds.
    ``ways`` are the channels by surface, as in ``slack``; ``changed`` is called after each message, so that open Home
    tabs are refreshed too. The queue is not stored: a post that is not reached before the bot stops stays as it was,
    and its buttons still answer by the current records.
    """

    hear: Callable[[Message], Reply]
    make: Callable[[], Desk]
    ways: Mapping[str, Settles]
    changed: Callable[[], None] = lambda: None
    pauses: Sequence[float] = PAUSES
    _aside: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="settle"), repr=False
    )
    _hurried: threading.Event = field(default_factory=threading.Event, repr=False)
    """Set when no pause is waited for any more."""
    _over: threading.Event = field(default_factory=threading.Event, repr=False)
    """Set when no further post is to be refreshed."""

    def __call__(self, message: Message) -> Reply:
        """The reply to the message."""
        reply = self.hear(message)
        self.changed()
        if reply.event:
            with suppress(RuntimeError):  # it was stopped
                self._aside.submit(self._show, reply)
        return reply

    def hurry(self) -> Future[None]:
        """Skip posts that would have to wait from now on; the future is done when all others are refreshed."""
        self._hurried.set()
        return self._aside.submit(lambda: None)

    def stop(self) -> None:
        """Refresh no further post, without waiting for the one in progress."""
        self._over.set()
        self._hurried.set()
        self._aside.shutdown(wait=False, cancel_futures=True)

    def _show(self, changed: Reply) -> None:
        try:
            desk = self.make()
            replies_by_post = chain(posts_to_refresh(changed, desk), welcomes_to_refresh(changed.event, desk))
            # On a surface where posts can be changed; a post is named as in ``slack:C042 170000.1``.
            known = (pair for pair in replies_by_post if pair[0].partition(":")[0] in self.ways)
            self._all(dict(islice(known, NEWEST)), desk)
        except Exception as trouble:  # noqa: BLE001 - the answer was given; only the look of older posts is at stake
            log.warning("earlier posts could not be refreshed (%s)", type(trouble).__name__)

    def _all(self, waiting: Mapping[str, Reply], desk: Desk) -> None:
        """Refresh the posts; failed ones are tried again together after each pause, so that others need not wait."""
        for pause in (*self.pauses, None):
            waiting = {sent_as: reply for sent_as, reply in waiting.items() if not self._one(sent_as, reply, desk)}
            if not waiting or pause is None or self._hurried.wait(pause):
                break
        reason = "before we stopped" if self._over.is_set() else "as the chat is in trouble"
        for sent_as in waiting:
            log.warning("a post at %s could not be refreshed, %s", sent_as.partition(" ")[0], reason)

    def _one(self, sent_as: str, reply: Reply, desk: Desk) -> bool:
        """Refresh one post; returns whether it is done with, refreshed or never to be. False means try again."""
        if self._over.is_set():
            return False
        place = desk.store.place(sent_as.partition(" ")[0])
        if place is None:
            return True
        for _ in range(TRIES):
            try:
                self.ways[place.surface].settle(place, sent_as, reply)
            except RetryLater as later:
                if self._hurried.wait(later.seconds):
                    break
            except Unreachable as unreachable:
                log.warning("a post at %s could not be refreshed (%s)", place.id, type(unreachable).__name__)
                return True
            except Exception as trouble:  # noqa: BLE001 - it may pass, and the others are still to be shown
                log.info("a post at %s was not refreshed (%s); retrying", place.id, type(trouble).__name__)
                return False
            else:
                return True
        log.warning("a post at %s could not be refreshed: the chat still asks us to wait", place.id)
        return True
