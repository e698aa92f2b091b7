"""Takes a whole import back: its contracts are withdrawn, and what it corrected is as it was before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.deadlines.schedule.ladder import ladder
from handlers.deadlines.schedule.plan import after_contract
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.forms.saving import change
from handlers.history import words as history_words
from handlers.history.correct import Correction, corrected
from storage.port import Draft
from storage.records import Contract, Deadline, Event, Record, Status
from storage.serialize import plain, record

IMPORT = "import"
"""The event of an import."""
OF_IMPORTS = frozenset({IMPORT, "undo-import"})


def undo_import(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo-import 57``: the import with that number, or the last one. Raises Sorry."""
    event = _find(rest, desk)
    contracts = {one.id: one for one in desk.store.contracts() if not one.withdrawn}
    made = [contracts[id] for id in event.made if id in contracts]
    restored = [contracts[id] for id in _changed(event, desk) if id in contracts]
    if not made and not restored:
        raise Sorry(history_words.import_is_undone(event.number))

    def write(draft: Draft) -> Iterator[Record]:
        reason = history_words.import_undone_reason(event.number)
        for one in made:
            yield replace(one, withdrawn=desk.now, reason=reason)
        for due in draft.deadlines(status=Status.OPEN):
            if due.record in gone:
                yield replace(due, status=Status.WITHDRAWN, closed=desk.now, reason=reason)
        for one in restored:
            yield from _restored(one, event, draft, desk)

    gone = {one.id for one in made}
    change("undo-import", message, desk, write, *restored)
    return Reply(
        title=history_words.import_undone(event.number),
        parts=(Text(history_words.taken_back(len(made), len(restored))),),
        choices=(Choice(history_words.ALL_CONTRACTS, "contracts"),),
        tone="done",
    )


def _find(rest: str, desk: Desk) -> Event:
    asked = rest.strip(" #")
    number = int(asked) if asked.isdigit() else 0
    found = [one for one in desk.store.events() if one.what == IMPORT and number in {0, one.number}]
    if not found:
        raise Sorry(history_words.no_import(number))
    return found[-1]


def _changed(event: Event, desk: Desk) -> Iterable[str]:
    """The contracts that the import corrected or whose posting it closed, and that are still as it left them."""
    contracts = {one.id: one for one in desk.store.contracts()}
    corrected_ones = [
        id for id in event.before if id in contracts and _as_before(contracts[id], event) != contracts[id]
    ]
    closed = [one.record for one in desk.store.deadlines(status=Status.DONE) if _closed_by(event, one)]
    return dict.fromkeys((*corrected_ones, *closed))


def _as_before(now: Contract, event: Event) -> Contract:
    """The contract with the fields that the import changed as they were; what somebody changed since stays."""
    was, became = event.before.get(now.id, {}), event.after.get(now.id, {})
    row = plain(now)
    return record(Contract, {**row, **{name: old for name, old in was.items() if row[name] == became.get(name, old)}})


def _restored(now: Contract, event: Event, draft: Draft, desk: Desk) -> Iterable[Record]:
    """The contract as it was, with its deadlines; its posting is open again where the import closed it."""
    old = _as_before(now, event)
    records = corrected(now, Correction(old, after_contract(old, desk.law, desk.calendar)), draft, desk)
    opened = {one.id: one for one in draft.deadlines(record=now.id, status=Status.DONE) if _closed_by(event, one)}
    yield from (one for one in records if not (isinstance(one, Deadline) and one.id in opened))
    for one in opened.values():
        again = replace(one, status=Status.OPEN, proof="", closed=None)
        have = {reminder.step for reminder in draft.reminders(one.id)}
        yield again
        yield from (reminder for reminder in ladder(again, draft.setup(), desk.now) if reminder.step not in have)


def _closed_by(event: Event, deadline: Deadline) -> bool:
    """Whether the import closed it; what somebody reopened since and closed again was closed by them."""
    was, became = event.before.get(deadline.id, {}), event.after.get(deadline.id, {})
    return was.get("status") == Status.OPEN and plain(deadline)["closed"] == became.get("closed")
