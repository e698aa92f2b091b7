"""A drill that somebody is in: its clock, its own records in a temporary folder, and how both are opened and ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from handlers.dialogue.desk import Desk, Message
from handlers.drill import words
from handlers.people.names import display_name
from storage.embedded.store import open_embedded
from storage.port import Store
from storage.records import Contract, Event, Person, Place, Record, Role, Setup

FOUND, TOLD = date(2024, 12, 28), datetime(2025, 1, 7, 9, 0)  # noqa: DTZ001 - in the district's own zone
"""When the vendor found the breach, and when its e-mail comes to the district."""
EXECUTED = date(2024, 7, 1)
PAUSE, KEPT = timedelta(minutes=30), timedelta(days=7)
"""A longer pause counts as that much; a drill that nobody went on with for so long is dropped."""
MORNING = time(9)
LOCAL = "local"


@dataclass(slots=True, weakref_slot=True)
class Drill:
    """One person's drill; ``now`` is its own moment, ``seen`` the real one at which they last did something."""

    folder: Path
    store: Store
    now: datetime
    seen: datetime

    def tick(self, real: datetime) -> None:
        """Let the time pass that passed outside, up to a pause."""
        self.now += min(max(real - self.seen, timedelta()), PAUSE)
        self.seen = real

    def next_morning(self, desk: Desk) -> None:
        """Go on to the next day."""
        day = self.now.astimezone(desk.zone).date() + timedelta(days=1)
        self.now = datetime.combine(day, MORNING, desk.zone).astimezone(UTC)

    def desk(self, desk: Desk) -> Desk:
        """The drill's own desk: nothing that is reached from it belongs to the district."""
        bare = replace(desk, now=self.now.astimezone(desk.zone), records=self.store, role=Role.ADMIN, admins=())
        bare = replace(bare, written=[], register="", waiting=None, page_checks=None, sealed=None, drills={})
        return replace(bare, mail=False, invites=None)


def running(message: Message, desk: Desk) -> Drill | None:
    """The sender's own drill, its clock up to date; None where they are in none."""
    found = desk.drills.get(_key(message))
    if isinstance(found, Drill):
        found.tick(desk.now)
        return found
    return None


def begin(message: Message, desk: Desk) -> Drill:
    """Open one for the sender, and drop those that nobody went on with."""
    left = [key for key, one in desk.drills.items() if isinstance(one, Drill) and desk.now - one.seen > KEPT]
    for key in left:
        _drop(key, desk)
    folder = Path(mkdtemp(prefix="dpa-drill-"))
    store = open_embedded(folder, "drill")
    now = TOLD.replace(tzinfo=desk.zone).astimezone(UTC)
    who, district = display_name(message.who, desk), desk.store.setup().district
    store.change(
        Event(who="clock", what="setup", when=now, surface="clock"),
        lambda draft: [*_seed(message.who, who, district), _contract(draft.new_id(Contract))],
    )
    drill = Drill(folder, store, now, desk.now)
    finalize(drill, rmtree, folder, ignore_errors=True)  # also when the process ends
    desk.drills[_key(message)] = drill
    return drill


def end(message: Message, desk: Desk) -> None:
    """Leave nothing of the sender's."""
    _drop(_key(message), desk)


def _key(message: Message) -> str:
    """Whose it is; people without a name here sit at the machine that runs the bot, and share one."""
    return message.who or LOCAL


def _drop(key: str, desk: Desk) -> None:
    found = desk.drills.pop(key, None)
    if isinstance(found, Drill):
        rmtree(found.folder, ignore_errors=True)


def _seed(id: str, name: str, district: str) -> Iterator[Record]:
    """A place for reminders, so that nobody is warned of a missing one, and the person who is in the drill."""
    yield Place(id="drill", surface="drill", name=words.DRILL, private=True)
    if id:
        yield Person(id=id, name=name, role=Role.ADMIN, place="drill")
    yield Setup(district=words.marked_district(district), place="drill")


def _contract(id: str) -> Contract:
    return Contract(id=id, vendor=words.VENDOR, product=words.PRODUCT, executed=EXECUTED, purpose=words.PURPOSE)
