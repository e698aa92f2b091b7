"""Districts with a bot, whose clock the tests set: what the clock's tests share."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.runtime.heartbeat import Heartbeat
from bot.web.app import PageChannel
from handlers.deadlines.steps import Recipient
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Channel
from knowledge.counting import Calendar
from knowledge.law import Law
from storage.port import Draft
from storage.records import Contract, Deadline, Event, Person, Place, Record, Reminder, Setup
from storage.stores import EmbeddedStores
from tests.bot.reminder_bot import ZONE
from tests.bot.reminder_delivery import a_deadline

MORNING = datetime(2026, 10, 7, 9, 0, tzinfo=ZONE)


@dataclass
class Chat:
    """A chat that keeps what is said at its places; ``meanwhile`` happens before each post arrives."""

    gap: timedelta = timedelta()
    said: list[tuple[str, str]] = field(default_factory=list)
    meanwhile: Callable[[str], None] = lambda _: None

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the shape of a way
        self.meanwhile(place.id)
        self.said.append((place.id, reply.title))
        return f"{place.id} {len(self.said)}"


@dataclass
class Districts:
    """Districts with a bot; its page is that of Hartford."""

    stores: EmbeddedStores
    law: Law
    chat: Chat = field(default_factory=Chat)
    now: datetime = MORNING
    names: list[str] = field(default_factory=lambda: ["hartford"])
    opened: Counter[str] = field(default_factory=Counter)
    clock: Heartbeat = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Another bot, on the same records."""
        self.clock = Heartbeat(lambda: [*self.names], self.desk, self.ways, self.stores.with_due, interval=2)

    def desk(self, district: str) -> Desk:
        self.opened[district] += 1
        return Desk(self.law, lambda _: (), Calendar(), self.now, self.stores.open(district))

    def ways(self, district: str) -> dict[str, Channel]:
        return {"chat": self.chat, **({"page": PageChannel()} if district == "hartford" else {})}

    def owes(self, district: str, number: int = 1, place: str = "", *, named: bool = False) -> None:
        """The district has so many reminders that are due now, for its team, and perhaps a place for them.

        ``named``: each was to be a message of its own before, which may be out.
        """

        def write(draft: Draft) -> Iterator[Record]:
            yield Setup(place=place)
            yield Place(id=place or "chat:none", surface="chat", private=bool(place))
            for _ in range(number):
                contract = Contract(
                    id=draft.new_id(Contract), vendor=f"Vendor of {district}", executed=date(2026, 10, 6)
                )
                deadline = Deadline(
                    id=draft.new_id(Deadline),
                    record=contract.id,
                    duty="post-contract",
                    cite="10-234bb(g)",
                    who="board",
                    safe=date(2026, 10, 13),
                    last=date(2026, 10, 14),
                    opened=self.now,
                )
                yield from (contract, deadline)
                about = {"step": "opened", "due_at": self.now, "where": Recipient.TEAM}
                yield Reminder(deadline=deadline.id, post=f"{deadline.id}/opened" if named else "", **about)  # type: ignore[arg-type]

        self.names = list(dict.fromkeys((*self.names, district)))
        self.write(district, write)

    def owes_each(self, district: str, number: int) -> None:
        """So many owners, who have a place each, are to be reminded now of a deadline of theirs."""

        def write(draft: Draft) -> Iterator[Record]:
            for k in range(number):
                yield Place(id=f"chat:{k}", surface="chat", private=True)
                yield Person(id=f"chat:U{k}", name=f"Owner {k}", place=f"chat:{k}")
                deadline = a_deadline(draft, f"chat:U{k}", self.now)
                yield from (
                    deadline,
                    Reminder(deadline=deadline.id, step="safe owner", due_at=self.now, where=Recipient.OWNER),
                )

        self.names = list(dict.fromkeys((*self.names, district)))
        self.write(district, write)

    def write(self, district: str, write: Callable[[Draft], Iterator[Record]]) -> None:
        self.stores.open(district).change(Event(who="test", what="fill", when=self.now, surface="test"), write)

    def sent(self, district: str) -> list[str]:
        """How its reminders went out, the newest first."""
        return [reminder.sent_as for reminder in self.stores.open(district).sent() if reminder.deadline]

    def beat(self) -> Counter[str]:
        """Which desks the beat made."""
        self.opened.clear()
        self.clock.beat()
        return self.opened


def until(done: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.01)
