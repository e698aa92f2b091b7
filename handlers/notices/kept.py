"""What was sent, as the history of a record tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from handlers.dialogue.desk import Desk
from storage.records import Event

SENT = "notice-sent"
"""The command that keeps what went out, as events name it."""
BLANKS = "blanks"
"""Stands in the name of a copy that was kept with its blanks."""
DISTRICT = "setup"
"""The record of a notice that is of no contract and no breach."""


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice that went out: its kind, when, by whom, and the file that was kept."""

    kind: str
    on: date
    who: str
    sha256: str
    name: str
    has_blanks: bool = False
    """Whether it is the bot's own text with its blanks, and not what families read."""


def kept_notices(id: str, desk: Desk) -> list[KeptNotice]:
    """All that were sent of a record, or of the district where no id is given, the oldest first."""
    found = (kept for event in desk.store.history(id or DISTRICT) if event.what == SENT for kept in _kept(event, desk))
    return sorted(found, key=lambda one: one.on)


def kept_name(kind: str, id: str, language: str, on: date, ending: str) -> str:
    """What the file is called, so that its kind and day can be told from it."""
    return f"{'_'.join(('sent', kind, id or 'district', language, on.isoformat()))}.{ending}"


def _kept(event: Event, desk: Desk) -> Iterator[KeptNotice]:
    for key in event.touched:
        stored = desk.store.file(key)
        said = event.after.get(key, {})
        name = str(said.get("name", stored.name if stored else ""))
        if stored and name.startswith("sent_"):
            _, kind, *more, on = name.rpartition(".")[0].split("_")
            yield KeptNotice(kind, date.fromisoformat(on), event.who, stored.sha256, name, BLANKS in more)


def first_sent(id: str, kind: str, desk: Desk) -> date | None:
    """The day on which the first notice of that kind went out."""
    return next((one.on for one in kept_notices(id, desk) if one.kind == kind), None)


def at_noon(day: date, now: datetime) -> datetime:
    """The moment for a day; now for today."""
    return now if day == now.date() else datetime.combine(day, datetime.min.time().replace(hour=12), now.tzinfo)
