"""Writes the open deadlines as a calendar file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.export import words as export_words
from handlers.export.rows import ExportRow, Snapshot
from handlers.law import words as law_words
from knowledge.citation import Tag


def calendar_file(snapshot: Snapshot, desk: Desk) -> bytes:
    """The open deadlines, each a whole day at its safe date; the same deadline keeps its uid in every export."""
    from icalendar import Calendar  # noqa: PLC0415 - only this format needs it

    calendar, head = Calendar(), export_words.head(snapshot.head.number, snapshot.head.hash)
    calendar.add("prodid", "-//dpa//Student Data Privacy Act//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", export_words.CALENDAR)
    calendar.add("x-wr-caldesc", export_words.calendar_text(wording.day(snapshot.day), head))
    calendar.add("x-dpa-audit-head", head)
    for row in snapshot.tables["deadlines"]:
        if row["id"] in snapshot.open_ones:
            calendar.add_component(_entry(row, snapshot, desk))
    return bytes(calendar.to_ical())


def _entry(row: ExportRow, snapshot: Snapshot, desk: Desk) -> Any:
    from icalendar import Event  # noqa: PLC0415 - only this format needs it

    entry, safe = Event(), row["safe"]
    entry.add("uid", f"{row['id']}-{snapshot.origin[:16]}@dpa")
    entry.add("dtstamp", desk.now)
    entry.add("dtstart", safe)
    entry.add("dtend", safe + timedelta(days=1))
    entry.add("summary", export_words.event_title(row["title"], row["about"]))
    checked = law_words.checked(Tag(row["tag"])) if row["tag"] else ""
    dates = f"{law_words.SAFE} {wording.day(safe)}; {law_words.LAST.lower()} {wording.day(row['last'])}."
    ids = f"{row['id']}, {row['record']}, {row['cite']}" if row["record"] else f"{row['id']}, {row['cite']}"
    entry.add("description", export_words.event_text((dates, ids, checked, wording.NOT_ADVICE)))
    entry.add("transp", "TRANSPARENT")
    return entry
