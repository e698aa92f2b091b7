"""Corrects a record: what is filled in, saved, and changed in its deadlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.breaches.form import read_breach
from handlers.contracts.file import store_file
from handlers.contracts.files.add_file import add_file
from handlers.contracts.form.doubts import ask_about
from handlers.contracts.form.form import read_contract
from handlers.deadlines.correct_proof import correct_proof
from handlers.deadlines.schedule.plan import EXPIRY, PlannedDeadline, after_contract, follows_breach
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.record_kinds import APP, DEADLINE, OfVendor, kind_of
from handlers.dialogue.reply import Reply, Text
from handlers.exceptions.commands import follows_exception
from handlers.exceptions.form import read_exception
from handlers.family_requests.form import kept_from, read_request
from handlers.forms.filled import Filled, blank_form, only_fields
from handlers.forms.saving import change
from handlers.forms.stale_check import doubt_if_stale, split_event_mark, with_event_mark
from handlers.forms.values.typed import typed_field_names, typed_values
from handlers.forms.visible_fields import keep_known_visible
from handlers.history import words as history_words
from handlers.history.follow import Move, follow, moved
from handlers.history.subjects import Subject, subject_of
from handlers.people import names
from storage.kinds.family_request import FamilyRequest
from storage.kinds.plan_exception import PlanException
from storage.port import Draft
from storage.records import Breach, Contract, Record


@dataclass(frozen=True, slots=True)
class Correction:
    """A record as it should be, the deadlines that follow from it now, and what is stored with it."""

    saved: OfVendor
    planned: tuple[PlannedDeadline, ...]
    stored_with: tuple[Record, ...] = ()


Read = Callable[[Filled], Correction | None]
"""Reads a filled form; None where it is no record yet, its errors stand at the fields."""


def correct(rest: str, message: Message, desk: Desk) -> Reply:
    """``correct ID field: value``: saves the record as it should be; its open deadlines follow.

    Of a deadline that is done, its proof. ``correct ID field`` is the form with that field alone.
    """
    id, _, more = rest.partition(" ")
    if kind_of(id) is DEADLINE:
        return correct_proof(rest, message, desk)
    if kind_of(id) is APP:
        return desk.commands["correct-app"].run(rest, message, desk)
    subject = subject_of(id)
    old = subject.find(id, desk)
    return _correct(old, more, subject, lambda filled: _READS[type(old)](filled, old, message, desk), message, desk)


def _correct(  # noqa: PLR0913, PLR0917 - what differs between the kinds
    old: OfVendor, rest: str, subject: Subject, read: Read, message: Message, desk: Desk
) -> Reply:
    known = subject.values(old)
    fields = keep_known_visible(subject.fields(desk), known)
    (rest, mark), title = split_event_mark(rest), history_words.correct_title(old.id)
    some = typed_field_names(rest, fields)
    say = f"correct {old.id} {', '.join(some)}".strip()
    values = dict(message.fields) or ({} if some else typed_values(rest, fields))
    if not values and isinstance(old, Contract) and message.files:
        return add_file(old.id, message, desk)
    if not values:
        blank = blank_form(say, title, history_words.SAVE, only_fields(some, fields), known)
        return with_event_mark(blank, mark, desk)
    filled = Filled(fields, names.replace_me({**known, **values}, fields, message), desk.today)
    doubt_if_stale(filled, mark, old.id, known, desk)
    correction = read(filled)
    if correction is None or not filled.ready:
        return with_event_mark(filled.again(say, title, history_words.SAVE, some), mark, desk)
    return _save(old, correction, message, desk)


def _read_contract(filled: Filled, old: Contract, message: Message, desk: Desk) -> Correction | None:
    new = read_contract(filled, message, desk, old.owner)
    if new:
        ask_about(filled, new, old)
    if new is None or filled.errors or filled.open_doubts:
        return None
    stored = store_file(message, desk)
    file = stored.sha256 if stored else old.file
    saved = replace(new, id=old.id, file=file, withdrawn=old.withdrawn, reason=old.reason)
    return Correction(saved, after_contract(saved, desk.law, desk.calendar), (stored,) if stored else ())


def _read_breach(filled: Filled, old: Breach, _: Message, desk: Desk) -> Correction | None:
    new, contract = read_breach(filled, desk, old)
    if not filled.ready:
        return None
    saved = replace(new, id=old.id, withdrawn=old.withdrawn, reason=old.reason)
    return Correction(saved, follows_breach(saved, contract, desk.today, desk.law, desk.calendar))


def _read_exception(filled: Filled, old: PlanException, _: Message, desk: Desk) -> Correction | None:
    new = read_exception(filled, desk, old)
    if not filled.ready:
        return None
    saved = replace(new, id=old.id, withdrawn=old.withdrawn, reason=old.reason)
    return Correction(saved, follows_exception(saved))


def _read_request(filled: Filled, old: FamilyRequest, _: Message, desk: Desk) -> Correction | None:
    new = read_request(filled, desk, old)
    if not filled.ready:
        return None
    saved = kept_from(old, new)
    return Correction(saved, subject_of(old.id).planned(saved, desk))


_READS: Mapping[type[OfVendor], Callable[[Filled, Any, Message, Desk], Correction | None]] = {
    Contract: _read_contract,
    Breach: _read_breach,
    PlanException: _read_exception,
    FamilyRequest: _read_request,
}


def _save(old: OfVendor, correction: Correction, message: Message, desk: Desk) -> Reply:
    saved = correction.saved
    if saved == old:
        raise Sorry(history_words.nothing_to_correct(old.id))

    moves = list[Move]()

    def write(draft: Draft) -> Iterable[Record]:
        return [*corrected(old, correction, draft, desk), *_of_breaches(old, saved, moves, draft, desk)]

    outcome = change("correct", message, desk, write, old)
    shown = subject_of(saved.id).show(saved.id, message, desk)
    said = history_words.AGAIN if outcome.again else history_words.CORRECTED
    return replace(shown, parts=(Text(said), *(Text(one.says, one.days) for one in moves), *shown.parts))


def corrected(old: OfVendor, correction: Correction, draft: Draft, desk: Desk) -> Iterator[Record]:
    """The record as it should be, what is stored with it, and its deadlines as they follow now."""
    saved = correction.saved
    planned = () if saved.withdrawn else _still_to_come(correction, old, draft, desk)
    yield from (saved, *correction.stored_with, *follow(saved, planned, draft, desk))


def _of_breaches(old: OfVendor, saved: OfVendor, moves: list[Move], draft: Draft, desk: Desk) -> Iterable[Record]:
    """The clocks of a contract's breaches, where its own term for them is another one now; ``moves`` gets each."""
    if not (isinstance(old, Contract) and isinstance(saved, Contract)) or saved.breach_days == old.breach_days:
        return
    for breach in draft.breaches():
        if breach.contract == saved.id and not breach.withdrawn:
            found = moved(breach, saved, draft, desk)
            moves += found.moves
            yield from found.records


def _still_to_come(correction: Correction, old: OfVendor, draft: Draft, desk: Desk) -> tuple[PlannedDeadline, ...]:
    """What follows, without the end of a contract that had passed when it was put on record."""
    kept = {deadline.duty for deadline in draft.deadlines(record=old.id)}
    same_end = isinstance(old, Contract) and getattr(correction.saved, "expiry", None) == old.expiry
    return tuple(
        one
        for one in correction.planned
        if not (one.duty == EXPIRY and same_end and EXPIRY not in kept and one.safe < desk.today)
    )
