"""`why ID`: why a date on record is what it is, as it was counted then and as it is counted today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from handlers.deadlines import why_words
from handlers.deadlines.plan import (
    ASK_DISCOVERY,
    HOLIDAY,
    POLICY,
    WEEKEND,
    PlannedDeadline,
    after_contract,
    after_discovery,
    after_notice,
    vendor_events,
    yearly,
)
from handlers.deadlines.status import days, find_deadline, opened_by, title_of
from handlers.deadlines.steps import trace_of
from handlers.deadlines.words import NO_LEGAL_DAY, checked
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import DEADLINE, Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Cite, Facts, Part, Reply, Text
from handlers.dialogue.text import short
from handlers.law import words as law_words
from handlers.law.dates import words as date_words
from knowledge.citation import Citation
from knowledge.counting import NEW_YORK, YEARS, Due, Holiday, Skipped, Weekend, Within, day_of
from storage.records import Breach, Contract, Deadline, OfVendor, Status


def why(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``why ID``: how the dates of a deadline were counted; of another record, those of each of its deadlines."""
    id = rest.strip().upper()
    kind = kind_of(id)
    if kind is DEADLINE:
        deadline = find_deadline(id, desk)
        return Reply(
            title=short(why_words.title(id=id, what=title_of(deadline, desk))),
            parts=tuple(_explained(deadline, desk)),
            choices=(opened_by(deadline, desk), Choice(why_words.HISTORY, f"history {id}")),
            footer=f"{checked(deadline)} {wording.NOT_ADVICE}".strip(),
        )
    record = kind.find(desk.store, id) if kind else None
    if kind is None or not isinstance(record, OfVendor):
        raise Sorry(why_words.none(id=id))
    every = desk.store.deadlines(record=id)
    kept = [one for one in every if one.status is not Status.WITHDRAWN]
    gone = [one.id for one in every if one.status is Status.WITHDRAWN]
    return Reply(
        title=short(why_words.title(id=id, what=record.vendor)),
        parts=(
            *(part for one in kept for part in _one_of_several(one, desk)),
            *(() if kept else (Text(why_words.NO_DATES),)),
            *((Text(why_words.withdrawn(ids=", ".join(gone), id=gone[0])),) if gone else ()),
        ),
        choices=(Choice(why_words.show(id=id), f"{kind.word} {id}"), Choice(why_words.HISTORY, f"history {id}")),
        footer=wording.NOT_ADVICE,
    )


def _one_of_several(deadline: Deadline, desk: Desk) -> Iterator[Part]:
    yield Text(f"{deadline.id}: {title_of(deadline, desk)}", heads=True)
    yield from _explained(deadline, desk)
    yield from map(Text, filter(None, [checked(deadline)]))


def _explained(deadline: Deadline, desk: Desk) -> Iterator[Part]:
    """One deadline: its rule, facts, clock and days left out, and whether a count of today comes to the same."""
    again = recounted(deadline, desk)
    trace = deadline.trace or (trace_of(again, desk) if again else {})
    yield Facts(tuple(_rows(deadline, trace)), days([deadline]))
    counted = _due(deadline, again, trace)
    if counted and "instead_of" not in trace:
        yield Text(date_words.counted(counted, desk.today))
    if counted and counted.skipped:
        yield Text(why_words.LEFT_OUT)
        yield Bullets(tuple(why_words.left_out(skip) for skip in counted.skipped))
    if deadline.duty == ASK_DISCOVERY:
        yield Text(NO_LEGAL_DAY)
    yield from map(Text, _how_kept(deadline, again, desk))
    if deadline.cite != POLICY:
        cite = Citation(deadline.cite)
        yield Cite(law_words.pin(cite), cite.link)


def _rows(deadline: Deadline, trace: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The trace as pairs of label and value."""
    last = deadline.last.astimezone(NEW_YORK) if isinstance(deadline.last, datetime) else deadline.last
    yield law_words.SAFE, wording.day(deadline.safe)
    yield law_words.LAST, wording.day(last)
    if deadline.cite == POLICY:
        yield why_words.RULE, POLICY
    else:
        yield why_words.RULE, f"{law_words.pin(Citation(deadline.cite))} ({deadline.duty})"
    if "event" in trace:
        yield why_words.COUNTED_FROM, why_words.event(trace["event"], _read(trace["at"]))
    if "clock" in trace:
        yield why_words.CLOCK, why_words.clock(trace)
    if "at" in trace and deadline.cite != POLICY:
        yield why_words.LAW_OF, wording.day(day_of(_read(trace["at"])))
    if "edition" in trace:
        own = bool(trace.get("own_copy"))
        yield law_words.LAW_FILES, law_words.edition(trace["edition"], _read(trace["edition_day"]), own=own)
    if "counted" in trace:
        yield why_words.COUNTED_ON, wording.day(_read(trace["counted"]))


def _read(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _due(deadline: Deadline, again: PlannedDeadline | None, trace: Mapping[str, str]) -> Due | None:
    """The count as the trace tells it; None where nothing was counted by the law."""
    if "clock" not in trace or deadline.cite == POLICY:
        return None
    dated = deadline if deadline.trace else again
    assert dated
    skipped = tuple(map(_skipped, filter(None, trace.get("skipped", "").split("; "))))
    return Due(_read(trace["at"]), Within.parse(trace["clock"]), dated.safe, dated.last, skipped)


def _skipped(text: str) -> Skipped:
    """A day of a trace that was not counted, as in ``2026-11-26 proclaimed Thanksgiving``."""
    day, why, name = (*text.split(" ", 2), "")[:3]
    at = date.fromisoformat(day)
    return Skipped(at, Weekend() if why == WEEKEND else Holiday(at, name, by_proclamation=why != HOLIDAY))


def _how_kept(deadline: Deadline, again: PlannedDeadline | None, desk: Desk) -> Iterator[str]:
    """Whether the trace was kept when the dates were counted, and what a count of today comes to."""
    if not deadline.trace:
        yield why_words.NO_TRACE
        if again is None:
            return
    if again is None:
        yield why_words.KEPT
    elif (again.safe, again.last) == (deadline.safe, deadline.last):
        yield why_words.THE_SAME if deadline.trace else why_words.RECOUNTED
    else:
        yield why_words.other_dates(again.safe, day_of(again.last), desk.today)


def recounted(deadline: Deadline, desk: Desk) -> PlannedDeadline | None:
    """The deadline by the record, law files and calendar of today; None where it cannot be counted again."""
    return next((one for one in _planned_today(deadline, desk) if one.duty == deadline.duty), None)


def _planned_today(deadline: Deadline, desk: Desk) -> Iterator[PlannedDeadline]:
    """What follows today from the deadline's record, a breach's clocks that have ended among it."""
    kind, law, calendar = kind_of(deadline.record), desk.law, desk.calendar
    record = kind.find(desk.store, deadline.record) if kind else None
    if isinstance(record, Contract):
        yield from after_contract(record, law, calendar)
    if isinstance(record, Breach):
        contract = desk.store.contract(record.contract) if record.contract else None
        told = record.board_told
        if told:
            yield from after_notice(told.astimezone(NEW_YORK) if isinstance(told, datetime) else told, law, calendar)
        if record.discovered:
            for event in vendor_events(record.categories):
                yield from after_discovery(event, replace(record, board_told=None), contract, law, calendar)
    opened = deadline.opened.astimezone(desk.zone).date()
    duty = law.on(opened).duties.get(deadline.duty) if not deadline.record and opened.year in YEARS else None
    if duty and (planned := yearly(duty, opened, calendar)):
        yield planned
