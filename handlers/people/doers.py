"""Who changed something last, and when: what somebody reads whose button no longer fits."""

from __future__ import annotations

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.words import moment
from handlers.people import names
from handlers.people import words as people_words
from storage.records import Event


def last_by(command: str, id: str, desk: Desk) -> Event | None:
    """The last change of a record by that command. Raises StoreError."""
    return next((one for one in reversed(desk.store.history(id)) if one.what == command), None)


def last_of(field: str, id: str, desk: Desk, after: int = 0) -> Event | None:
    """The last change of a record's field, of those with a higher number than ``after``. Raises StoreError."""
    events = (one for one in reversed(desk.store.history(id)) if one.number > after)
    return next((one for one in events if field in one.after.get(id, {})), None)


def by(command: str, id: str, reader: Message, desk: Desk) -> tuple[str, ...]:
    """Who gave that command last for a record, and when; nothing where no event tells it. Raises StoreError."""
    event = last_by(command, id, desk)
    return (who(event, reader, desk), when(event, desk)) if event else ()


def who(event: Event, reader: Message, desk: Desk) -> str:
    """The name of the person who did it, or that it was the reader."""
    return people_words.YOU if event.who == reader.who else names.display_name(event.who, desk)


def when(event: Event, desk: Desk) -> str:
    """At what time today, or on which day."""
    return moment(event.when.astimezone(desk.zone), desk.now.astimezone(desk.zone))
