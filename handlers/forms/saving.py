"""Saves a change to the records, whole and once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handlers.dialogue.bounded_re import still_within
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.record_kinds import Kept, kind_of
from handlers.forms import words as form_words
from storage.port import ChangeResult, Draft
from storage.records import Event, Record, Setup

Changeable = Kept | Setup


def change(
    what: str, message: Message, desk: Desk, write: Callable[[Draft], Iterable[Record]], *based_on: Changeable
) -> ChangeResult:
    """Write the records, their deadlines and the audit event in one step, or nothing.

    ``based_on`` are the records that the change was decided on. Raises Sorry where somebody else changed one of them
    since, so that nobody's change is overwritten unseen.
    """
    event = Event(
        who=message.who or "somebody", what=what, when=desk.now, surface=message.surface, request=message.request
    )

    def write_if_unchanged(draft: Draft) -> Iterable[Record]:
        for record in based_on:
            if _current(record, draft) != record:
                raise Sorry(form_words.changed_meanwhile(record.id))
        return write(draft)

    still_within()
    result = desk.store.change(event, write_if_unchanged)
    if not result.again:
        desk.written.append(result.event)
    return result


def saved_by(message: Message, id: str, desk: Desk) -> bool:
    """Whether this very message put it on record."""
    return bool(message.request) and any(event.request == message.request for event in desk.store.history(id))


def _current(record: Changeable, draft: Draft) -> Changeable | None:
    kind = kind_of(record.id)
    return kind.find(draft, record.id) if kind else draft.setup()
