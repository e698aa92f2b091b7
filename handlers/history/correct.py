"""Corrects a record: reads the filled form, saves it, and brings its deadlines in line with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from handlers.breaches.words import asked
from handlers.contracts.file import store_file
from handlers.contracts.files import add_file
from handlers.contracts.form import ask_about, missing_first, read_contract
from handlers.contracts.log import ask_vendor, missing_parts
from handlers.deadlines import plan
from handlers.deadlines.commands import correct_proof
from handlers.deadlines.steps import is_same, open_deadlines, trace_of
from handlers.deadlines.words import duty_title
from handlers.dialogue.command_spec import (
    APP,
    DEADLINE,
    Sorry,
    kind_of,
)
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply, Text
from handlers.family_requests.commands import follows_request
from handlers.forms import filling
from handlers.forms.values import confirmable, typed_field_names, typed_values
from handlers.history import words as history_words
from handlers.history.subjects import subject_of
from handlers.people import names
from knowledge.counting import day_of
from storage.kinds import FamilyRequest
from storage.port import Draft
from storage.records import Breach, Contract, Deadline, OfVendor, Record, Setup, Status

ONCE_MORE = frozenset({plan.ASK_DISCOVERY, plan.EXCEPTION_REVIEW})
"""Duties that are due again on a new day although they were done before."""


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline of a breach that moved to another day: a sentence, and the old and new days."""

    says: str
    days: tuple[date, date]


@dataclass(frozen=True, slots=True)
class MovedClocks:
    """The records to write for a breach whose clocks moved, and each move."""

    records: tuple[Record, ...]
    moves: tuple[Move, ...]


def follow(saved: OfVendor, planned: tuple[plan.PlannedDeadline, ...], draft: Draft, desk: Desk) -> Iterable[Record]:
    """The changes to a record's deadlines after a correction.

    Those with the same dates stay, as do done ones; the others are withdrawn, and what now follows is opened with the
    same owner. What stays open and is now counted from another day says so.
    """
    missing, owners = list(planned), dict[str, str]()
    for deadline in draft.deadlines(record=saved.id):
        if deadline.status is Status.WITHDRAWN:
            continue
        answered = deadline.duty == plan.ASK_DISCOVERY and deadline.status is Status.DONE
        same = None if answered else next((one for one in missing if is_same(one, deadline)), None)
        if same:
            missing.remove(same)
            elsewhere = deadline.trace and deadline.trace.get("at") != same.trace.get("at")
            if elsewhere and deadline.status is Status.OPEN and deadline.duty != plan.ASK_DISCOVERY:
                yield replace(deadline, trace=trace_of(same, desk))
        elif deadline.duty == plan.ASK_DISCOVERY and isinstance(saved, Breach) and deadline.status is Status.OPEN:
            proof = asked(saved.discovered, day_of(saved.board_told) if saved.board_told else None)
            yield replace(deadline, status=Status.DONE, closed=desk.now, proof=proof)
        elif deadline.status is Status.DONE:
            missing = [one for one in missing if one.duty != deadline.duty or one.duty in ONCE_MORE]
        else:
            owners[deadline.duty] = deadline.owner
            yield replace(deadline, status=Status.WITHDRAWN, closed=desk.now, reason=history_words.MOVED)
    for record in open_deadlines(missing, saved.id, saved.owner, draft, desk):
        if isinstance(record, Deadline):
            yield replace(record, owner=owners.get(record.duty, record.owner))
        else:
            yield record


def answers_replanned(new: Setup, old: Setup, draft: Draft, desk: Desk) -> Iterator[Record]:
    """The deadlines of open family requests, moved to the new number of days for an answer."""
    if new.request_days == old.request_days:
        return
    for request in draft.records(FamilyRequest):
        if not (request.outcome or request.withdrawn):
            yield from follow(request, follows_request(request, new.request_days), draft, desk)


def moved(breach: Breach, contract: Contract, draft: Draft, desk: Desk) -> MovedClocks:
    """The breach's open clocks, counted by the contract as it is now; closed ones stay."""
    planned = plan.follows_breach(breach, contract, desk.today, desk.law, desk.calendar)
    records = list(follow(breach, planned, draft, desk))
    new = {one.duty: one for one in records if isinstance(one, Deadline) and one.status is Status.OPEN}
    moves: list[Move] = []
    for place, gone in enumerate(records):
        if isinstance(gone, Deadline) and gone.status is Status.WITHDRAWN and gone.duty in new:
            days = gone.last_day, new[gone.duty].last_day
            moves.append(Move(history_words.moves(breach.id, _title(gone, desk), *days), days))
            records[place] = replace(gone, reason=history_words.moved(contract.id, *days))
    return MovedClocks(tuple(records), tuple(moves))


def _title(deadline: Deadline, desk: Desk) -> str:
    """The duty's title without its number of days, which no longer holds."""
    return duty_title(deadline, desk.law).partition(",")[0]


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected record, the deadlines that follow from it now, and what is stored with it."""

    saved: OfVendor
    planned: tuple[plan.PlannedDeadline, ...]
    stored_with: tuple[Record, ...] = ()


def correct(rest: str, message: Message, desk: Desk) -> Reply:
    """``correct ID field: value``: saves the corrected record; its open deadlines follow.

    For a done deadline, corrects its proof. ``correct ID field`` shows the form with that field alone.
    """
    id, _, more = rest.partition(" ")
    if kind_of(id) is DEADLINE:
        return correct_proof(rest, message, desk)
    if kind_of(id) is APP:
        return desk.commands["correct-app"].run(rest, message, desk)
    return _correct(subject_of(id).find(id, desk), more, message, desk)


def _correct(old: OfVendor, rest: str, message: Message, desk: Desk) -> Reply:
    """Shows the form with the record's values, or reads and saves what was typed or filled in."""
    subject = subject_of(old.id)
    known = subject.values(old)
    fields = filling.keep_known_visible(subject.fields(desk), known)
    (rest, mark), title = filling.split_event_mark(rest), history_words.correct_title(id=old.id)
    named_fields = typed_field_names(rest, fields)
    say = f"correct {old.id} {', '.join(named_fields)}".strip()
    values = dict(message.fields) or ({} if named_fields else typed_values(rest, fields, bare=True))
    if not values and isinstance(old, Contract) and message.files:
        return add_file(old.id, message, desk)
    if not values:
        blank = filling.blank_form(say, title, history_words.SAVE, filling.only_fields(named_fields, fields), known)
        if isinstance(old, Contract) and not named_fields:
            blank = _with_what_is_missing(blank, old, desk)
        return filling.with_event_mark(blank, mark, desk)
    by_id = partial(names.with_ids, fields=fields, desk=desk)
    filled = filling.Filled(fields, by_id(names.replace_me({**known, **values}, fields, message)), desk.today)
    opened = by_id(subject.values(filling.as_opened(old, mark, desk)))
    filling.merge_stale(filled, opened, by_id(known), names.names_of_all(desk))
    correction = _read(filled, old, message, desk)
    if correction is None or not filled.ready:
        again = confirmable(
            filled.again(say, title, history_words.SAVE, named_fields), filled, f"correct {old.id}", values, message
        )
        return filling.with_event_mark(again, mark, desk)
    return _save(old, correction, message, desk)


def _with_what_is_missing(blank: Reply, contract: Contract, desk: Desk) -> Reply:
    """The form as the contract's card offers it: what is missing first, and the letter that asks the vendor for it."""
    assert blank.form
    form = replace(blank.form, fields=missing_first(blank.form.fields, contract, desk))
    choices = tuple(ask_vendor(contract, desk))
    return replace(blank, parts=tuple(missing_parts(contract, desk)), choices=choices, form=form)


def _read(filled: filling.Filled, old: OfVendor, message: Message, desk: Desk) -> Correction | None:
    """The record as it was corrected. None where the form is incomplete."""
    subject = subject_of(old.id)
    if subject.read is None:
        assert isinstance(old, Contract)
        return _read_contract(filled, old, message, desk)
    new = subject.read(filled, desk, old)
    if not filled.ready:
        return None
    saved = subject.corrected(new, old)
    return Correction(saved, subject.planned(saved, desk))


def _read_contract(filled: filling.Filled, old: Contract, message: Message, desk: Desk) -> Correction | None:
    new = read_contract(filled, message, desk, old.owner)
    if new:
        ask_about(filled, new, desk, old)
    if new is None or filled.errors or filled.open_doubts:
        return None
    stored, subject = store_file(message, desk), subject_of(old.id)
    saved = replace(subject.corrected(new, old), file=stored.sha256 if stored else old.file)
    return Correction(saved, subject.planned(saved, desk), (stored,) if stored else ())


def _save(old: OfVendor, correction: Correction, message: Message, desk: Desk) -> Reply:
    """Saves the correction, and moves the clocks of a contract's breaches where its terms changed. Raises Sorry."""
    saved = correction.saved
    if saved == old:
        raise Sorry(history_words.nothing_to_correct(id=old.id))

    moves = list[Move]()

    def write(draft: Draft) -> Iterable[Record]:
        return [*corrected(old, correction, draft, desk), *_of_breaches(old, saved, moves, draft, desk)]

    outcome = filling.change("correct", message, desk, write, old)
    shown = desk.commands[subject_of(saved.id).kind.word].run(saved.id, message, desk)
    confirmation = history_words.AGAIN if outcome.again else history_words.CORRECTED
    return replace(shown, parts=(Text(confirmation), *(Text(one.says, one.days) for one in moves), *shown.parts))


def corrected(old: OfVendor, correction: Correction, draft: Draft, desk: Desk) -> Iterator[Record]:
    """The corrected record, what is stored with it, and the changes to its deadlines."""
    saved = correction.saved
    planned = () if saved.withdrawn else _still_to_come(correction, old, draft, desk)
    yield from (saved, *correction.stored_with, *follow(saved, planned, draft, desk))


def _of_breaches(old: OfVendor, saved: OfVendor, moves: list[Move], draft: Draft, desk: Desk) -> Iterable[Record]:
    """The moved clocks of a contract's breaches, where its own terms for them changed; adds to ``moves``."""
    if not (isinstance(old, Contract) and isinstance(saved, Contract)) or saved.breach_days == old.breach_days:
        return
    for breach in draft.breaches():
        if breach.contract == saved.id and not breach.withdrawn:
            clocks = moved(breach, saved, draft, desk)
            moves += clocks.moves
            yield from clocks.records


def _still_to_come(correction: Correction, old: OfVendor, draft: Draft, desk: Desk) -> tuple[plan.PlannedDeadline, ...]:
    """What follows, without the end of a contract that had passed when the contract was logged."""
    kept = {deadline.duty for deadline in draft.deadlines(record=old.id)}
    same_end = isinstance(old, Contract) and getattr(correction.saved, "expiry", None) == old.expiry
    return tuple(
        one
        for one in correction.planned
        if not (one.duty == plan.EXPIRY and same_end and plan.EXPIRY not in kept and one.safe < desk.today)
    )
