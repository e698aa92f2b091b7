"""How does Slack come to show what was changed anywhere?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bot.slack.posting.way import SlackWay, place_of
from handlers.desk import Desk, Message
from handlers.promises.present import touched
from handlers.promises.ways import Later
from handlers.reply import Reply

log = logging.getLogger("dpa")
NEWEST = 20
"""So many posts of one command are shown anew; older ones are far up."""


@dataclass(frozen=True, slots=True)
class Settling:
    """Hears as ``hear`` does, on any surface, and afterwards shows anew the posts of the deadlines that were named.

    In a thread of its own, so that nobody waits for it. A post that cannot be changed stays as it was. ``changed`` is
    told of each message, so that open Homes are looked at too.
    """

    hear: Callable[[Message], Reply]
    make: Callable[[], Desk]
    way: SlackWay
    changed: Callable[[], None] = lambda: None
    _aside: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="settle"), repr=False
    )

    def __call__(self, message: Message) -> Reply:
        """The reply to the message."""
        reply = self.hear(message)
        self.changed()
        if "-" in message.text:  # every id has one
            self._aside.submit(self._show, message.text)
        return reply

    def stop(self) -> None:
        """Finish what is under way."""
        self._aside.shutdown()

    def _show(self, said: str) -> None:
        try:
            desk = self.make()
            found = [(one, reply) for one, reply in touched(said, desk) if place_of(one.sent_as)]
            for reminder, reply in sorted(found, key=lambda pair: str(pair[0].sent_at))[-NEWEST:]:
                self._one(reminder.sent_as, reply, desk)
        except Exception as trouble:  # noqa: BLE001 - the answer was given; only the look of older posts is at stake
            log.warning("earlier posts could not be shown anew (%s)", type(trouble).__name__)

    def _one(self, sent_as: str, reply: Reply, desk: Desk) -> None:
        place = desk.store.place(place_of(sent_as))
        if place is None:
            return
        try:
            self.way.settle(place, sent_as, reply)
        except Later:
            raise
        except Exception as trouble:  # noqa: BLE001 - the others are still to be shown
            log.warning("a post at %s could not be shown anew (%s)", place.id, type(trouble).__name__)
