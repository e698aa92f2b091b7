"""Counts the figures of a period from the records as they stand today; nothing is stored."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from handlers.apps.card import figures_of_apps
from handlers.contracts.form import checklist, provision_tags
from handlers.deadlines.states import by_harm, done_on, is_boards, overdue
from handlers.deadlines.words import OWN_DUTIES, duty_title
from handlers.dialogue.desk import Desk
from handlers.exceptions.conditions import is_complete
from handlers.packet.commission import used_in
from handlers.packet.figures import (
    BreachFigures,
    ContractFigures,
    ExceptionFigures,
    FamilyFigures,
    Figures,
    Kept,
    MissingItem,
    ReportPeriod,
)
from knowledge.citation import Tag, weakest
from knowledge.counting import day_of
from knowledge.law import POST_CONTRACT, TELL_FAMILIES
from storage.kinds import FamilyRequest
from storage.records import OF_VENDOR, Contract, Deadline, Status


def figures_of(period: ReportPeriod, desk: Desk) -> Figures:
    """Count them. Withdrawn records count nowhere. Raises StoreError."""
    gone = {one.id for kind in OF_VENDOR for one in desk.store.records(kind) if one.withdrawn}
    deadlines = [one for one in desk.store.deadlines() if one.status is not Status.WITHDRAWN and one.record not in gone]
    open_ones = [one for one in deadlines if one.status is Status.OPEN]
    contracts = [one for one in desk.store.contracts() if not one.withdrawn]
    in_force = [one for one in contracts if _in_force(one, period.until)]
    by_duty = tuple(_kept(deadlines, period, desk))
    return Figures(
        period=period,
        day=desk.today,
        contracts=_contract_figures(contracts, in_force, period, desk),
        postings=next((one for one in by_duty if one.duty == POST_CONTRACT), None),
        kept=by_duty,
        missing=tuple(_missing(in_force, desk)),
        breaches=tuple(_breaches(deadlines, period, desk)),
        families=_families(period, desk),
        exceptions=_exceptions(period, desk),
        overdue=tuple(by_harm(overdue(open_ones, desk.today), desk.today)),
        next=tuple(by_harm((one for one in open_ones if one.last_day >= desk.today), desk.today)),
        apps=figures_of_apps(period.since, period.until, desk),
        checked=weakest([*_tags(deadlines), *provision_tags(checklist(desk).items, desk)]),
    )


def _tags(deadlines: Iterable[Deadline]) -> set[Tag]:
    return {Tag(one.tag) for one in deadlines if one.tag}


def _in_force(contract: Contract, day: date) -> bool:
    """Whether it runs on that day; one whose day of execution nobody knows runs until its end."""
    begun = contract.executed is None or contract.executed <= day
    return begun and (contract.expiry is None or contract.expiry >= day)


def _contract_figures(
    contracts: Sequence[Contract], in_force: Sequence[Contract], period: ReportPeriod, desk: Desk
) -> ContractFigures:
    items = checklist(desk).items
    complete = sum(all(one.provisions.get(item.id) for item in items) for one in in_force)
    lacking = sum(any(one.provisions.get(item.id) is False for item in items) for one in in_force)
    ends = sorted((one for one in in_force if one.expiry), key=lambda one: one.expiry or date.max)
    return ContractFigures(
        in_force=len(in_force),
        complete=complete,
        lacking=lacking,
        unmarked=len(in_force) - complete - lacking,
        signed=tuple(one for one in contracts if period.covers(one.executed)),
        ended=tuple(one for one in contracts if period.covers(one.expiry) and not _in_force(one, period.until)),
        ends_next=tuple(ends),
    )


def _missing(in_force: Iterable[Contract], desk: Desk) -> Iterator[MissingItem]:
    """The provisions that contracts are marked to lack, most often missing first."""
    contracts = tuple(in_force)
    counts = [
        MissingItem(item, sum(one.provisions.get(item.id) is False for one in contracts))
        for item in checklist(desk).items
    ]
    yield from sorted((one for one in counts if one.contracts), key=lambda one: -one.contracts)


def _kept(deadlines: Iterable[Deadline], period: ReportPeriod, desk: Desk) -> Iterator[Kept]:
    """By duty, the posting of contracts first; what is not due yet and not done counts nowhere."""
    by_title: dict[str, list[Deadline]] = {}
    for deadline in sorted(deadlines, key=lambda one: one.duty != POST_CONTRACT):
        if is_boards(deadline) and deadline.duty not in OWN_DUTIES and period.covers(deadline.last_day):
            by_title.setdefault(duty_title(deadline, desk.law), []).append(deadline)
    for title, of_duty in by_title.items():
        done = [(one, on) for one in of_duty if (on := done_on(one, desk))]
        on_time = sum(on <= one.last_day for one, on in done)
        not_done = sum(one.status is Status.OPEN and one.last_day < desk.today for one in of_duty)
        if done or not_done:
            yield Kept(of_duty[0].duty, title, of_duty[0].cite, on_time, len(done) - on_time, not_done)


def _breaches(deadlines: Sequence[Deadline], period: ReportPeriod, desk: Desk) -> Iterator[BreachFigures]:
    """Those that were found or told of in the period, or are open."""
    by_record: dict[str, list[Deadline]] = {}
    for deadline in deadlines:
        by_record.setdefault(deadline.record, []).append(deadline)
    for breach in desk.store.breaches():
        its_deadlines = by_record.get(breach.id, [])
        is_open = any(one.status is Status.OPEN for one in its_deadlines)
        days = [
            breach.discovered,
            _day(breach.board_told),
            *(one.opened.astimezone(desk.zone).date() for one in its_deadlines),
        ]
        if not breach.withdrawn and (is_open or any(map(period.covers, days))):
            told_on = _day(breach.board_told)
            vendors = (told_on - breach.discovered).days if told_on and breach.discovered else None
            families = [done_on(one, desk) for one in its_deadlines if one.duty == TELL_FAMILIES and one.closed]
            yield BreachFigures(breach, vendors, families[0] if families else None, is_open)


def _families(period: ReportPeriod, desk: Desk) -> FamilyFigures:
    requests = [one for one in desk.store.records(FamilyRequest) if not one.withdrawn]
    closed = [one for one in requests if one.closed and period.covers(one.closed.astimezone(desk.zone).date())]
    done = sum(one.outcome == "done" for one in closed)
    return FamilyFigures(
        received=sum(period.covers(one.received) for one in requests),
        done=done,
        not_done=len(closed) - done,
        waiting=sum(not one.outcome for one in requests),
    )


def _exceptions(period: ReportPeriod, desk: Desk) -> ExceptionFigures:
    used = list(used_in(period, desk))
    return ExceptionFigures(len(used), sum(not is_complete(one, desk) for one in used))


def _day(moment: date | datetime | None) -> date | None:
    return day_of(moment) if moment else None
