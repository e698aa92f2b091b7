"""Posts in the chats are updated after a change that was made anywhere."""

from __future__ import annotations

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
"""Seconds after which a chat that was in trouble, as with a 502, is asked once more."""
NEWEST = 20
"""At most so many posts of one command are refreshed; older ones are far up."""


class Settles(Protocol):
    """A way that can change what it sent."""

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        """Show this in the place of a post that was sent.

        Raises Later, Unreachable where it can never be, or anything else for a trouble that may pass.
        """


@dataclass(frozen=True, slots=True)
class Settling:
    """Responds as ``hear`` does, on any surface, and afterwards updates the posts of the deadlines that were changed.

    In a thread of its own, so that nobody waits for it, and only where the reply brings an event. A post that cannot be
    changed stays as it was; one that a chat in trouble did not take is tried again after each of the ``pauses``, in
    seconds. ``ways`` are by surface, as in ``slack``; ``changed`` is told of each message, so that open Homes are
    looked at too. Nobody keeps what is still to be shown: what is not reached before the bot stops stays as it was, and
    its buttons answer as things stand.
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
    """Nothing is waited for any more."""
    _over: threading.Event = field(default_factory=threading.Event, repr=False)
    """No post is begun any more."""

    def __call__(self, message: Message) -> Reply:
        """The reply to the message."""
        reply = self.hear(message)
        self.changed()
        if reply.event:
            with suppress(RuntimeError):  # it was stopped
                self._aside.submit(self._show, reply)
        return reply

    def hurry(self) -> Future[None]:
        """What a chat wants us to wait for stays as it was from now on; done when all else is shown."""
        self._hurried.set()
        return self._aside.submit(lambda: None)

    def stop(self) -> None:
        """Begin no post any more; of one that is under way nobody waits."""
        self._over.set()
        self._hurried.set()
        self._aside.shutdown(wait=False, cancel_futures=True)

    def _show(self, changed: Reply) -> None:
        try:
            desk = self.make()
            every = chain(posts_to_refresh(changed, desk), welcomes_to_refresh(changed.event, desk))
            found = (pair for pair in every if self._knows(pair[0]))
            self._all(dict(islice(found, NEWEST)), desk)
        except Exception as trouble:  # noqa: BLE001 - the answer was given; only the look of older posts is at stake
            log.warning("earlier posts could not be refreshed (%s)", type(trouble).__name__)

    def _knows(self, sent_as: str) -> bool:
        """Whether it is the address of a message, as in ``slack:C042 170000.1``, where a message can be changed."""
        return sent_as.partition(":")[0] in self.ways

    def _all(self, waiting: Mapping[str, Reply], desk: Desk) -> None:
        """Those with which the chat was in trouble once more after each pause, so that the others need not wait."""
        for pause in (*self.pauses, None):
            waiting = {sent_as: reply for sent_as, reply in waiting.items() if not self._one(sent_as, reply, desk)}
            if not waiting or pause is None or self._hurried.wait(pause):
                break
        why = "before we stopped" if self._over.is_set() else "as the chat is in trouble"
        for sent_as in waiting:
            log.warning("a post at %s could not be refreshed, %s", sent_as.partition(" ")[0], why)

    def _one(self, sent_as: str, reply: Reply, desk: Desk) -> bool:
        """Whether nothing is left to be done, as it is shown, or never will be."""
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
            except Unreachable as never:
                log.warning("a post at %s could not be refreshed (%s)", place.id, type(never).__name__)
                return True
            except Exception as trouble:  # noqa: BLE001 - it may pass, and the others are still to be shown
                log.info("a post at %s was not refreshed (%s); retrying", place.id, type(trouble).__name__)
                return False
            else:
                return True
        log.warning("a post at %s could not be refreshed: the chat still asks us to wait", place.id)
        return True
