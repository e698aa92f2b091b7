"""What the tests of both chats share: the time, what is said, a reminder, and a district that has one to send."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.commands import COMMANDS
from handlers.deadlines.steps import Recipient
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Reply, Text
from knowledge.counting import Calendar
from knowledge.law import Law
from storage.port import Draft, Store
from storage.records import Contract, Event, Person, Place, Record, Reminder, Role, Setup
from tests.bot.reminder_delivery import a_deadline
from tests.papers import word_file

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 10, 7, 9, 0, tzinfo=ZONE)
NEXT_DAY = datetime(2026, 10, 8, 9, 0, tzinfo=ZONE)
ASK = "may a vendor sell student data?"
PDF = b"%PDF-1.7 a contract"
PAPER = word_file("Brightleaf holds student data safe.", "Write to privacy@brightleaf.example to ask for deletion.")
PAPER_2 = word_file("Brightleaf holds student data safe.", "If a court finds a term invalid, the rest stays in effect.")
"""What a vendor sends, and what it sends once it was asked for more."""
WRONG = (
    ("snooze D-1 2026-01-05 away", "Snooze until: "),
    ("log-contract vendor: IXL; executed: 2026-10-06; expires: 2026-10-01", "end before it begins"),
    ("log-contract vendor: Kahoot; executed: 2026-10-06", "C-1 already has the same vendor"),
)
"""What somebody types with a mistake in it, once Kahoot is logged, and what they have to read."""
POST = "D-1/safe"
LONG = 120.0
"""Seconds in which a busy machine answers too."""
REPLY = Reply(
    title="Reminder: Post the contract", parts=(Text("Until Tuesday."),), choices=(Choice("Done", "done D-1"),)
)


@dataclass
class District:
    """A district with a contract, its deadline, a private channel and an owner with a chat."""

    store: Store
    law: Law
    now: datetime = NEXT_DAY

    def desk(self) -> Desk:
        return Desk(self.law, lambda _: (), Calendar(), self.now, self.store, Role.ADMIN)

    def open(self, owner: str, chat: Place, channel: Place, lead: str = "") -> None:
        due = NEXT_DAY - timedelta(hours=1)

        def write(draft: Draft) -> Iterator[Record]:
            yield from (chat, channel, Setup(place=channel.id, lead=lead))
            yield Person(id=owner, name="Ana Ruiz", place=chat.id)
            contract = Contract(id=draft.new_id(Contract), vendor="Acme", executed=date(2026, 10, 7))
            yield contract
            deadline = a_deadline(draft, owner, due, record=contract.id, duty="post-contract", cite="10-234bb(g)")
            yield deadline
            yield Reminder(deadline=deadline.id, step="opened", due_at=due, where=Recipient.TEAM)
            yield Reminder(deadline=deadline.id, step=f"safe {Recipient.OWNER}", due_at=due, where=Recipient.OWNER)

        self.store.change(Event(who="test", what="fill", when=due, surface="test"), write)


def every_form(hear: Callable[..., Reply]) -> dict[str, Reply]:
    """The reply of each command that begins with a form, by its name, in a district with a contract and a breach."""
    hear("log-contract", vendor="Kahoot", executed="2026-11-20", description="A quiz", purpose="Quizzes")
    hear("log-breach", vendor="Kahoot", discovered="2026-11-20")
    rest = {"done": "D-1", "snooze": "D-1", "assign": "D-1", "correct": "C-1", "withdraw": "C-1", "erase": "C-1"}
    opened = {name: hear(f"{name} {rest.get(name, '')}") for name in COMMANDS if name not in {"undo", "received"}}
    opened["received"] = hear("received B-1")
    found = {name: reply for name, reply in opened.items() if reply.form}
    assert set(found) >= {"log-contract", "log-breach", "setup", "grant", "received", *rest}
    return found
