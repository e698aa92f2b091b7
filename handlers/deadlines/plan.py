"""Plans the deadlines that follow from a contract or a breach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from knowledge.citation import Citation, Tag
from knowledge.counting import NEW_YORK, Calendar, Due, Skipped, Weekend, Within, count, day_of
from knowledge.law import (
    END_OF_CONTRACT,
    EXECUTED,
    INFORMATION_BREACHED,
    NOTICE_RECEIVED,
    OTHERS_BREACHED,
    PROVISIONS,
    Law,
    tag_of,
)
from knowledge.model import Checklist, Duty, Event, Who
from storage.records import Breach, Contract

EXPIRY = "contract-expiry"
CALENDAR_CHECK = "calendar-check"
ASK_DISCOVERY = "ask-discovery-day"
EXCEPTION_REVIEW, FAMILY_ANSWER = "exception-review", "family-answer"
POLICY = "by the district's policy"
"""Stored in place of a cite where the district set the day, not the law."""
KINDS: Mapping[Event, str] = {INFORMATION_BREACHED: "student_information", OTHERS_BREACHED: "other"}
"""The key in ``Contract.breach_days`` for the event that starts each of the vendor's clocks."""
CONTRACT_END, BREACH_LOGGED, REQUEST_RECEIVED = "contract_end", "breach_logged", "family_request_received"
"""What a date is counted from, where no event of the law starts its clock."""
WEEKEND, HOLIDAY, PROCLAIMED = "weekend", "holiday", "proclaimed"
"""Why a trace says that a day was not counted; a holiday's name follows."""
OTHERS = frozenset({"student_records", "student_generated_content", "directory_information"})


@dataclass(frozen=True, slots=True)
class PlannedDeadline:
    """A deadline before it has an id."""

    duty: str
    cite: str
    who: Who
    safe: date
    last: date | datetime
    tag: str
    trace: Mapping[str, str] = field(default_factory=dict, hash=False)
    """As in ``Deadline``, without what `steps.trace_of` adds."""


def traced(event: str, at: date | datetime, due: Due | None = None, **more: str) -> Mapping[str, str]:
    """How a date was counted: from what and when, whose law applied, by which clock, without which days."""
    local = at.astimezone(NEW_YORK) if isinstance(at, datetime) and at.tzinfo else at
    counted = {"event": event, "at": local.isoformat()}
    if due:
        counted |= {"clock": str(due.within), "skipped": "; ".join(map(_skipped, due.skipped))}
    return {name: told for name, told in {**counted, **more}.items() if told}


def _skipped(skip: Skipped) -> str:
    if isinstance(skip.why, Weekend):
        return f"{skip.day} {WEEKEND}"
    return f"{skip.day} {PROCLAIMED if skip.why.by_proclamation else HOLIDAY} {skip.why.name}"


def by_policy(duty: str, day: date, trace: Mapping[str, str] | None = None) -> PlannedDeadline:
    """The board's deadline on a day that the district itself chose."""
    return PlannedDeadline(duty, POLICY, "board", day, day, "", trace or {})


def yearly(duty: Duty, today: date, calendar: Calendar) -> PlannedDeadline | None:
    """A duty of each year, on its next day from today; None where the law gives it no day."""
    due = count(duty.within, today, calendar)
    if not (duty.event and due.safe and due.last):
        return None
    trace = traced(duty.event, today, due)
    return PlannedDeadline(duty.id, str(duty.cite), duty.who, day_of(due.safe), due.last, _tag(duty), trace)


def after_contract(contract: Contract, law: Law, calendar: Calendar) -> tuple[PlannedDeadline, ...]:
    """The posting, under the law on the day of execution, and the contract's end, of those days that are known."""
    planned = [*_clocks(law, EXECUTED, contract.executed, calendar)] if contract.executed else []
    if contract.expiry:
        cite = _end_of_contract(law, contract.expiry)
        passage = law.on(contract.expiry).passages.get(cite)
        tag = tag_of(passage.says).value if passage else ""
        trace = traced(CONTRACT_END, contract.expiry)
        planned.append(PlannedDeadline(EXPIRY, str(cite), "contractor", contract.expiry, contract.expiry, tag, trace))
    return tuple(planned)


def _end_of_contract(law: Law, day: date) -> Citation:
    """The cite of what the law asks when a contract ends."""
    items = law.named(Checklist, PROVISIONS, day).items
    return next(item.cite for item in items if item.id == END_OF_CONTRACT)


def after_breach(
    breach: Breach, contract: Contract | None, law: Law, calendar: Calendar
) -> tuple[PlannedDeadline, ...]:
    """The vendor's clocks until it tells the board; from then on the board's own.

    Empty where neither day is known: no clock starts from an unknown day.
    """
    if breach.board_told is not None:
        return after_notice(breach.board_told, law, calendar)
    if breach.discovered is None:
        return ()
    return tuple(
        planned
        for event in vendor_events(breach.categories)
        for planned in after_discovery(event, breach, contract, law, calendar)
    )


def follows_breach(
    breach: Breach, contract: Contract | None, today: date, law: Law, calendar: Calendar
) -> tuple[PlannedDeadline, ...]:
    """What follows from a breach; where no day is known that starts a clock, a deadline to ask the vendor for it.

    The law sets no day for asking: the next business day is the bot's own choice.
    """
    if breach.discovered or breach.board_told:
        return after_breach(breach, contract, law, calendar)
    due = count(Within("business days", 1), today, calendar)
    assert due.safe
    assert due.last
    cite = law.clock(INFORMATION_BREACHED, today).cite
    safe, last, trace = day_of(due.safe), day_of(due.last), traced(BREACH_LOGGED, today, due)
    return (PlannedDeadline(ASK_DISCOVERY, str(cite), "board", safe, last, Tag.I.value, trace),)


def after_discovery(
    event: Event, breach: Breach, contract: Contract | None, law: Law, calendar: Calendar
) -> tuple[PlannedDeadline, ...]:
    """One of the vendor's clocks, counted from ``breach.discovered``, which must be set."""
    assert breach.discovered
    clocks = _clocks(law, event, breach.discovered, calendar)
    return tuple(stricter(planned, KINDS[event], breach, contract) for planned in clocks)


def clock_counts(law: Law, event: Event, at: date | datetime, calendar: Calendar) -> tuple[Due, ...]:
    """How the clocks that an event starts are counted, for an explanation to people."""
    day = day_of(at)
    timed = [duty for duty in law.on(day).duties_on(event) if duty.within.unit != "no number"]
    return tuple(count(duty.within, at, calendar) for duty in timed)


def after_notice(told: date | datetime, law: Law, calendar: Calendar) -> tuple[PlannedDeadline, ...]:
    """The board's duties from the vendor's notice on: tell the families, and post the notice."""
    return tuple(_clocks(law, NOTICE_RECEIVED, told, calendar))


def vendor_events(categories: tuple[str, ...]) -> tuple[Event, ...]:
    """The events whose clocks these categories start: both for a mixed breach, the shorter where none is known."""
    found: list[Event] = []
    if "student_information" in categories or not categories:
        found.append(INFORMATION_BREACHED)
    if OTHERS.intersection(categories):
        found.append(OTHERS_BREACHED)
    return tuple(found)


def stricter(planned: PlannedDeadline, kind: str, breach: Breach, contract: Contract | None) -> PlannedDeadline:
    """The deadline by the contract's own days where they end before the law's; ``kind`` is a key of `breach_days`."""
    days = contract.breach_days.get(kind) if contract else None
    if days is None or breach.discovered is None:
        return planned
    contract_day = breach.discovered + timedelta(days=days)
    if contract_day >= planned.safe:
        return planned
    own = {"clock": str(Within("days", days)), "instead_of": planned.trace["clock"]}
    return replace(planned, safe=contract_day, last=contract_day, trace={**planned.trace, **own})


def own_days(duty: Duty, contract: Contract) -> int | None:
    """The contract's own number of days for a duty of the vendor, shorter or longer than the law's; None for none."""
    return contract.breach_days.get(KINDS.get(duty.event, "")) if duty.event else None


def _clocks(law: Law, event: Event, at: date | datetime, calendar: Calendar) -> Iterator[PlannedDeadline]:
    """A deadline for each duty that the event starts.

    A duty without a number of its own takes the days of the first one that has a number.
    """
    day = day_of(at)
    duties = law.on(day).duties_on(event)
    timed = [duty for duty in duties if duty.within.unit != "no number"]
    for duty in (*timed, *(duty for duty in duties if duty not in timed)) if timed else ():
        clock = duty if duty in timed else timed[0]
        due = count(clock.within, at, calendar)
        assert due.safe
        assert due.last
        trace = traced(event, at, due, clock_of=clock.id if clock is not duty else "")
        yield PlannedDeadline(duty.id, str(duty.cite), duty.who, day_of(due.safe), due.last, _tag(duty), trace)


def _tag(duty: Duty) -> str:
    return tag_of(duty.says).value
