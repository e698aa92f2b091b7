"""The notices that were sent, read from the history of a record and the names of the stored files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from handlers.dialogue.desk import Desk
from storage.records import Event

SENT = "notice-sent"
"""The command that stores what was sent, as events name it."""
BLANKS = "blanks"
"""The part of a file's name that says the copy still has blanks."""
DISTRICT = "setup"
"""The record whose history has the district's own notices."""


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice that was sent: its kind, day, sender, and the stored file."""

    kind: str
    on: date
    who: str
    sha256: str
    name: str
    has_blanks: bool = False
    """Whether it is the bot's text with its blanks, not what families read."""


def kept_notices(id: str, desk: Desk) -> list[KeptNotice]:
    """The notices sent for a record, or the district's own for an empty id, the oldest first."""
    found = (kept for event in desk.store.history(id or DISTRICT) if event.what == SENT for kept in _kept(event, desk))
    return sorted(found, key=lambda one: one.on)


def kept_name(kind: str, id: str, language: str, on: date, ending: str) -> str:
    """The stored file's name, with the notice's kind and day, which `kept_notices` reads back."""
    return f"{'_'.join(('sent', kind, id or 'district', language, on.isoformat()))}.{ending}"


def _kept(event: Event, desk: Desk) -> Iterator[KeptNotice]:
    for key in event.touched:
        stored = desk.store.file(key)
        row = event.after.get(key, {})
        name = str(row.get("name", stored.name if stored else ""))
        if stored and name.startswith("sent_"):
            _, kind, *more, on = name.rpartition(".")[0].split("_")
            yield KeptNotice(kind, date.fromisoformat(on), event.who, stored.sha256, name, BLANKS in more)


def first_sent(id: str, kind: str, desk: Desk) -> date | None:
    """The day on which the first notice of that kind was sent for the record; None for none."""
    return next((one.on for one in kept_notices(id, desk) if one.kind == kind), None)


def at_noon(day: date, now: datetime) -> datetime:
    """Noon of that day; the present moment for today."""
    return now if day == now.date() else datetime.combine(day, datetime.min.time().replace(hour=12), now.tzinfo)
