"""Writes the open deadlines as a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.export import words as export_words
from handlers.export.rows import Snapshot
from handlers.law import words as law_words
from knowledge.citation import Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One deadline in a calendar; ``made`` is when its entry was written, ``uid`` stays the same for good."""

    uid: str
    made: datetime
    title: str
    safe: date
    last: date | datetime
    tag: str
    names: tuple[str, ...]
    """Its id, the record it follows from, its cite."""


def calendar_file(snapshot: Snapshot, desk: Desk) -> bytes:
    """The open deadlines, each a whole day at its safe date; the same deadline keeps its uid in every export."""
    head = export_words.head(snapshot.head.number, snapshot.head.hash)
    told = export_words.calendar_text(wording.day(snapshot.day), head)
    entries = (
        CalendarEntry(
            uid=f"{row['id']}-{snapshot.origin[:16]}@dpa",
            made=desk.now,
            title=export_words.event_title(row["title"], row["about"]),
            safe=row["safe"],
            last=row["last"],
            tag=row["tag"],
            names=(row["id"], row["record"], row["cite"]),
        )
        for row in snapshot.tables["deadlines"]
        if row["id"] in snapshot.open_ones
    )
    return written(entries, (("x-wr-caldesc", told), ("x-dpa-audit-head", head)))


def written(entries: Iterable[CalendarEntry], more: Iterable[tuple[str, str]] = ()) -> bytes:
    """A calendar of these entries, with more to tell of itself."""
    from icalendar import Calendar  # noqa: PLC0415 - only this format needs it

    calendar = Calendar()
    calendar.add("prodid", "-//dpa//Student Data Privacy Act//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", export_words.CALENDAR)
    for name, value in more:
        calendar.add(name, value)
    for one in entries:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(one: CalendarEntry) -> Any:
    from icalendar import Event  # noqa: PLC0415 - only this format needs it

    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.made)
    event.add("dtstart", one.safe)
    event.add("dtend", one.safe + timedelta(days=1))
    event.add("summary", one.title)
    checked = law_words.checked(Tag(one.tag)) if one.tag else ""
    dates = f"{law_words.SAFE} {wording.day(one.safe)}; {law_words.LAST.lower()} {wording.day(one.last)}."
    names = ", ".join(name for name in one.names if name)
    event.add("description", export_words.event_text((dates, names, checked, wording.NOT_ADVICE)))
    event.add("transp", "TRANSPARENT")
    return event
