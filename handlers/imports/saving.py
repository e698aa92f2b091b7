"""Saves the good rows of an import as one change with one audit event, so that one command takes all of it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.contracts.form.form import identity
from handlers.contracts.posted import NOON, open_for
from handlers.deadlines.schedule.opening import without_flood
from handlers.deadlines.schedule.plan import after_contract
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.forms.saving import change
from handlers.history.correct import Correction, corrected
from handlers.history.take_back import IMPORT
from handlers.imports import words
from handlers.imports.plan import ImportRow
from storage.port import Draft
from storage.records import Contract, Deadline, Record, Status

Tell = Callable[[int], None]
"""Hears how many more rows are done."""


@dataclass(frozen=True, slots=True)
class Saved:
    """All rows, the saved ones with their contract's id; the number of the event, and whether it was saved before."""

    rows: tuple[ImportRow, ...]
    number: int = 0
    again: bool = False


def save(rows: Sequence[ImportRow], message: Message, desk: Desk, tell: Tell = lambda _: None) -> Saved:
    """Put the new ones on record and correct the changed ones, all or nothing. Raises Sorry, StoreError."""
    good = [row for row in rows if row.good]
    if not good:
        return Saved(tuple(rows))
    ids = dict[int, str]()

    def write(draft: Draft) -> Iterable[Record]:
        on_record = {identity(one) for one in draft.contracts() if not one.withdrawn}
        for place, row in enumerate(rows):
            assert row.contract or not row.good
            if row.contract and row.old:
                yield from _correction(row, row.contract, row.old, draft, desk)
            elif row.contract:
                if identity(row.contract) in on_record:
                    raise Sorry(words.logged_meanwhile(row.number))
                saved = replace(row.contract, id=draft.new_id(Contract))
                ids[place] = saved.id
                yield from _new(saved, row, draft, desk)
            tell(1)

    changed = [row.old for row in good if row.old]
    result = change(IMPORT, message, desk, write, *changed)
    told = tuple(replace(row, record=ids.get(place, row.record)) for place, row in enumerate(rows))
    return Saved(told, result.event.number, result.again)


def _new(saved: Contract, row: ImportRow, draft: Draft, desk: Desk) -> Iterator[Record]:
    """A contract with its deadlines.

    Nobody is told of each: what is still to come is recalled in its time, and what is overdue already stands in the
    weekly digest and on the board. Else a thousand old contracts would be a thousand posts.
    """
    planned = after_contract(saved, desk.law, desk.calendar)
    yield saved
    yield from without_flood(open_for(saved, planned, row.posting, draft, desk), desk.today)


def _correction(row: ImportRow, new: Contract, old: Contract, draft: Draft, desk: Desk) -> Iterator[Record]:
    """A contract as the sheet has it, its deadlines, and its posting done where the sheet tells of it."""
    correction = Correction(new, after_contract(new, desk.law, desk.calendar))
    for record in without_flood(corrected(old, correction, draft, desk), desk.today):
        if not (isinstance(record, Deadline) and row.posts and record.id == row.posts.id):
            yield record
    if row.posts and row.posting:
        closed = datetime.combine(row.posting.day, NOON, desk.now.tzinfo)
        yield replace(row.posts, status=Status.DONE, proof=row.posting.proof, closed=closed)
