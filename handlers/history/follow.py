"""What a correction changes in the deadlines that follow from a record, and from the breaches of a contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from handlers.breaches.words import asked
from handlers.deadlines.schedule.opening import is_same, open_deadlines
from handlers.deadlines.schedule.plan import ASK_DISCOVERY, EXCEPTION_REVIEW, PlannedDeadline, follows_breach
from handlers.deadlines.words import duty_title
from handlers.dialogue.desk import Desk
from handlers.dialogue.record_kinds import OfVendor
from handlers.family_requests.commands import follows_request
from handlers.history import words as history_words
from knowledge.counting import day_of
from storage.port import Draft
from storage.records import Breach, Contract, Deadline, Record, Setup, Status

ONCE_MORE = frozenset({ASK_DISCOVERY, EXCEPTION_REVIEW})
"""What is due again on another day although it was done before."""


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline of a breach that is due on another day now, in a sentence."""

    says: str
    days: tuple[date, date]


@dataclass(frozen=True, slots=True)
class MovedClocks:
    """The records to write for a breach whose clocks move, and what to say of each."""

    records: tuple[Record, ...]
    moves: tuple[Move, ...]


def follow(saved: OfVendor, planned: tuple[PlannedDeadline, ...], draft: Draft, desk: Desk) -> Iterable[Record]:
    """Deadlines after a correction: those whose dates still hold stay, as does what is done; others are withdrawn."""
    missing, owners = list(planned), dict[str, str]()
    for deadline in draft.deadlines(record=saved.id):
        if deadline.status is Status.WITHDRAWN:
            continue
        answered = deadline.duty == ASK_DISCOVERY and deadline.status is Status.DONE
        same = None if answered else next((one for one in missing if is_same(one, deadline)), None)
        if same:
            missing.remove(same)
        elif deadline.duty == ASK_DISCOVERY and isinstance(saved, Breach) and deadline.status is Status.OPEN:
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
    """The deadlines for the answers to families' open requests by a new number of days; those by the old one end."""
    if new.request_days == old.request_days:
        return
    for request in draft.family_requests():
        if not (request.outcome or request.withdrawn):
            yield from follow(request, follows_request(request, new.request_days), draft, desk)


def moved(breach: Breach, contract: Contract, draft: Draft, desk: Desk) -> MovedClocks:
    """The breach's open clocks by the contract as it is now; what is closed stays."""
    planned = follows_breach(breach, contract, desk.today, desk.law, desk.calendar)
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
    """What it is about, without the number of days that no longer holds."""
    return duty_title(deadline, desk.law).partition(",")[0]
