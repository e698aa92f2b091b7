"""Saves a change to the records, whole and once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.forms import words as form_words
from storage.port import Draft, Outcome
from storage.records import Breach, Contract, Deadline, Event, Gap, Record, Setup

Changeable = Contract | Breach | Deadline | Gap | Setup


def change(
    what: str, message: Message, desk: Desk, write: Callable[[Draft], Iterable[Record]], *based_on: Changeable
) -> Outcome:
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

    return desk.store.change(event, write_if_unchanged)


def _current(record: Changeable, draft: Draft) -> Changeable | None:
    match record:
        case Contract():
            return draft.contract(record.id)
        case Breach():
            return draft.breach(record.id)
        case Deadline():
            return draft.deadline(record.id)
        case Gap():
            return draft.gap(record.id)
        case Setup():
            return draft.setup()
        case _:
            assert_never(record)
