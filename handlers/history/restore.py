"""Undoes what can be undone: a deadline that was closed, and the withdrawal of a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.breaches import commands as breach_commands
from handlers.contracts import commands as contract_commands
from handlers.deadlines import commands as deadline_commands
from handlers.deadlines.ladder import ladder
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.record_kinds import BREACH, DEADLINE, kind_of
from handlers.dialogue.reply import Reply, Text
from handlers.forms.saving import change
from handlers.history import words as history_words
from storage.port import Draft
from storage.records import Breach, Contract, Deadline, Record, Status


def undo(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo ID``: reopens a deadline, or puts a withdrawn record back with what was due for it."""
    id = rest.strip().upper()
    if kind_of(id) is DEADLINE:
        return deadline_commands.undo(rest, message, desk)
    show = breach_commands.show if kind_of(id) is BREACH else contract_commands.show
    old: Contract | Breach = (
        breach_commands.find_breach(id, desk) if kind_of(id) is BREACH else contract_commands.find_contract(id, desk)
    )
    if not old.withdrawn:
        raise Sorry(history_words.not_withdrawn(old.id))
    change("undo", message, desk, lambda draft: _restored(old, draft, desk), old)
    shown = show(old.id, message, desk)
    return replace(shown, parts=(Text(history_words.RESTORED), *shown.parts))


def _restored(old: Contract | Breach, draft: Draft, desk: Desk) -> Iterator[Record]:
    """The record, and the deadlines that its withdrawal closed."""
    yield replace(old, withdrawn=None, reason="")
    for deadline in draft.deadlines(record=old.id, status=Status.WITHDRAWN):
        if deadline.closed == old.withdrawn:
            yield from _reopened(replace(deadline, status=Status.OPEN, closed=None, reason=""), draft, desk)


def _reopened(deadline: Deadline, draft: Draft, desk: Desk) -> Iterable[Record]:
    have = {reminder.step for reminder in draft.reminders(deadline.id)}
    again = ladder(deadline, draft.setup(), desk.now)
    return [deadline, *(reminder for reminder in again if reminder.step not in have)]
