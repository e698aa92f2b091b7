"""The open deadlines as a calendar that is read again and again: the same bytes as long as nothing changed."""

from __future__ import annotations

from handlers.deadlines.display.status import subject
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue.desk import Desk
from handlers.export.calendar_file import CalendarEntry, written
from handlers.export.words import event_title
from handlers.people.access import permit
from handlers.people.button_access import shows_record
from handlers.programs.readers import ProgramReader
from storage.records import Deadline, Status

AGAIN_AFTER = (("x-published-ttl", "PT1H"),)
"""How long a calendar may wait until it asks again."""


def feed(district: str, reader: ProgramReader, desk: Desk) -> bytes:
    """The open deadlines as far as the reader may see them. Raises Refused, StoreError."""
    permit(desk.commands["deadlines"], "", reader.message(), desk)
    found = desk.store.deadlines(status=Status.OPEN)
    return written((_entry(one, district, reader, desk) for one in found), AGAIN_AFTER)


def _entry(one: Deadline, district: str, reader: ProgramReader, desk: Desk) -> CalendarEntry:
    seen = shows_record(one, reader.message(), desk)
    title = deadline_title(one, desk).partition(": ")[0]
    return CalendarEntry(
        uid=f"{one.id}-{district}@dpa",
        made=one.opened,
        title=event_title(title, subject(one, desk) if seen else ""),
        safe=one.safe,
        last=one.last,
        tag=one.tag,
        names=(one.id, one.record if seen else "", one.cite),
    )
