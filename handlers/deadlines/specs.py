"""The commands of deadlines, and `why ID`: how a date on record was counted then, and how it is counted today."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from handlers.deadlines import commands, plan, search, status
from handlers.deadlines.status import days, find_deadline, opened_by, title_of
from handlers.deadlines.steps import trace_of
from handlers.deadlines.words import NO_LEGAL_DAY, checked, of_contract
from handlers.dialogue import words as wording
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.command_spec import (
    DEADLINE,
    OF_VENDORS,
    CommandSpec,
    HelpButton,
    HelpGroup,
    Sorry,
    id_pattern,
    kind_of,
)
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Cite, Facts, Part, Reply, Text
from handlers.dialogue.text import short
from handlers.dialogue.words import day, short_day
from handlers.law import words as law_words
from handlers.law.dates import words as date_words
from knowledge.citation import Citation
from knowledge.counting import NEW_YORK, YEARS, Due, Holiday, Skipped, Weekend, Within, day_of
from knowledge.law import EXECUTED, INFORMATION_BREACHED, NOTICE_RECEIVED, OTHERS_BREACHED
from storage.records import Breach, Contract, Deadline, OfVendor, Role, Status
from storage.serialize import day_or_moment

messages = catalog(__file__)

_EVENTS: Mapping[str, Sentence] = {
    EXECUTED: messages.contract_executed,
    NOTICE_RECEIVED: messages.notice_received,
    INFORMATION_BREACHED: messages.breach_of_information,
    OTHERS_BREACHED: messages.breach_of_other_data,
    plan.CONTRACT_END: messages.contract_ends,
    plan.BREACH_LOGGED: messages.breach_logged,
    plan.REQUEST_RECEIVED: messages.request_received,
}


def why(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``why ID``: how the dates of a deadline were counted; of another record, those of each of its deadlines."""
    id = rest.strip().upper()
    kind = kind_of(id)
    if kind is DEADLINE:
        deadline = find_deadline(id, desk)
        return Reply(
            title=short(messages.title(id=id, what=title_of(deadline, desk))),
            parts=tuple(_explained(deadline, desk)),
            choices=(opened_by(deadline, desk), Choice(messages.HISTORY, f"history {id}")),
            footer=f"{checked(deadline)} {wording.NOT_ADVICE}".strip(),
        )
    record = kind.find(desk.store, id) if kind else None
    if kind is None or not isinstance(record, OfVendor):
        raise Sorry(messages.none(id=id))
    every = desk.store.deadlines(record=id)
    kept = [one for one in every if one.status is not Status.WITHDRAWN]
    gone = [one.id for one in every if one.status is Status.WITHDRAWN]
    return Reply(
        title=short(messages.title(id=id, what=record.vendor)),
        parts=(
            *(part for one in kept for part in _one_of_several(one, desk)),
            *(() if kept else (Text(messages.NO_DATES),)),
            *((Text(messages.withdrawn(ids=", ".join(gone), id=gone[0])),) if gone else ()),
        ),
        choices=(Choice(messages.show(id=id), f"{kind.word} {id}"), Choice(messages.HISTORY, f"history {id}")),
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
        yield Text(messages.LEFT_OUT)
        yield Bullets(tuple(_left_out(skip) for skip in counted.skipped))
    if deadline.duty == plan.ASK_DISCOVERY:
        yield Text(NO_LEGAL_DAY)
    yield from map(Text, _how_kept(deadline, again, desk))
    if deadline.cite != plan.POLICY:
        cite = Citation(deadline.cite)
        yield Cite(law_words.pin(cite), cite.link)


def _rows(deadline: Deadline, trace: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The trace as pairs of label and value."""
    last = deadline.last.astimezone(NEW_YORK) if isinstance(deadline.last, datetime) else deadline.last
    yield law_words.SAFE, wording.day(deadline.safe)
    yield law_words.LAST, wording.day(last)
    if deadline.cite == plan.POLICY:
        yield messages.RULE, plan.POLICY
    else:
        yield messages.RULE, f"{law_words.pin(Citation(deadline.cite))} ({deadline.duty})"
    if "event" in trace:
        yield messages.COUNTED_FROM, _event(trace["event"], day_or_moment(trace["at"]))
    if "clock" in trace:
        yield messages.CLOCK, _clock(trace)
    if "at" in trace and deadline.cite != plan.POLICY:
        yield messages.LAW_OF, wording.day(day_of(day_or_moment(trace["at"])))
    if "edition" in trace:
        own = bool(trace.get("own_copy"))
        yield law_words.LAW_FILES, law_words.edition(trace["edition"], day_or_moment(trace["edition_day"]), own=own)
    if "counted" in trace:
        yield messages.COUNTED_ON, wording.day(day_or_moment(trace["counted"]))


def _due(deadline: Deadline, again: plan.PlannedDeadline | None, trace: Mapping[str, str]) -> Due | None:
    """The count as the trace tells it; None where nothing was counted by the law."""
    if "clock" not in trace or deadline.cite == plan.POLICY:
        return None
    dated = deadline if deadline.trace else again
    assert dated
    skipped = tuple(map(_skipped, filter(None, trace.get("skipped", "").split("; "))))
    return Due(day_or_moment(trace["at"]), Within.parse(trace["clock"]), dated.safe, dated.last, skipped)


def _skipped(text: str) -> Skipped:
    """A day of a trace that was not counted, as in ``2026-11-26 proclaimed Thanksgiving``."""
    day, why, name = (*text.split(" ", 2), "")[:3]
    at = date.fromisoformat(day)
    return Skipped(at, Weekend() if why == plan.WEEKEND else Holiday(at, name, by_proclamation=why != plan.HOLIDAY))


def _how_kept(deadline: Deadline, again: plan.PlannedDeadline | None, desk: Desk) -> Iterator[str]:
    """Whether the trace was kept when the dates were counted, and what a count of today comes to."""
    if not deadline.trace:
        yield messages.NO_TRACE
        if again is None:
            return
    if again is None:
        yield messages.KEPT
    elif (again.safe, again.last) == (deadline.safe, deadline.last):
        yield messages.THE_SAME if deadline.trace else messages.RECOUNTED
    else:
        yield messages.other_dates(
            safe=short_day(again.safe, desk.today), last=short_day(day_of(again.last), desk.today)
        )


def recounted(deadline: Deadline, desk: Desk) -> plan.PlannedDeadline | None:
    """The deadline by the record, law files and calendar of today; None where it cannot be counted again."""
    return next((one for one in _planned_today(deadline, desk) if one.duty == deadline.duty), None)


def _planned_today(deadline: Deadline, desk: Desk) -> Iterator[plan.PlannedDeadline]:
    """What follows today from the deadline's record, a breach's clocks that have ended among it."""
    kind, law, calendar = kind_of(deadline.record), desk.law, desk.calendar
    record = kind.find(desk.store, deadline.record) if kind else None
    if isinstance(record, Contract):
        yield from plan.after_contract(record, law, calendar)
    if isinstance(record, Breach):
        contract = desk.store.contract(record.contract) if record.contract else None
        told = record.board_told
        if told:
            yield from plan.after_notice(
                told.astimezone(NEW_YORK) if isinstance(told, datetime) else told, law, calendar
            )
        if record.discovered:
            for event in plan.vendor_events(record.categories):
                yield from plan.after_discovery(event, replace(record, board_told=None), contract, law, calendar)
    opened = deadline.opened.astimezone(desk.zone).date()
    duty = law.on(opened).duties.get(deadline.duty) if not deadline.record and opened.year in YEARS else None
    if duty and (planned := plan.yearly(duty, opened, calendar)):
        yield planned


def _event(name: str, at: date) -> str:
    """What a date was counted from, with its day and time; what comes each year follows from no event."""
    return _EVENTS.get(name, messages.each_year)(at=day(at))


def _clock(trace: Mapping[str, str]) -> str:
    """The number and its unit, and whose they are where they are not the duty's own."""
    within = Within.parse(trace["clock"])
    if law := trace.get("instead_of"):
        return messages.clock_of_contract(days=of_contract(within.number), law=_in_full(Within.parse(law)))
    if duty := trace.get("clock_of"):
        return messages.clock_of_duty(clock=_in_full(within), duty=duty)
    return _in_full(within)


def _in_full(within: Within) -> str:
    return str(within).replace(" day", " calendar day") if within.unit == "days" else str(within)


def _left_out(skip: Skipped) -> str:
    """A day that was not counted, and why."""
    if isinstance(skip.why, Weekend):
        return messages.a_weekend(date=day(skip.day))
    template = messages.a_proclaimed_day if skip.why.by_proclamation else messages.a_holiday
    return template(date=day(skip.day), name=skip.why.name)


messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="deadlines",
        help=messages.help_deadlines,
        example="deadlines overdue Ana Ruiz",
        group=HelpGroup.DEADLINES,
        button=HelpButton(messages.button_deadlines, 3),
        role=Role.STAFF,
        short_argument=True,
        phrases=(
            "deadline",
            "due dates",
            "show deadlines",
            "list deadlines",
            "my deadlines",
            "our deadlines",
            "to do",
            "todo",
        ),
        titles=("All deadlines", "What is due from you"),
        run=search.listed,
    ),
    CommandSpec(
        name="done",
        usage="done ID PROOF",
        help=messages.help_done,
        example="done D-1 https://schools.example.org/contracts",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        owners=True,
        changes=True,
        verb=messages.verb_done,
        takes_id=(DEADLINE,),
        run=commands.done,
    ),
    CommandSpec(
        name="snooze",
        usage="snooze ID DATE WHY",
        help=messages.help_snooze,
        example="snooze D-1 tomorrow waiting for counsel",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_snooze,
        takes_id=(DEADLINE,),
        run=commands.snooze,
    ),
    CommandSpec(
        name="assign",
        usage="assign ID WHO",
        help=messages.help_assign,
        example="assign D-1 Ana Ruiz",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_assign,
        takes_id=(DEADLINE,),
        run=commands.assign,
    ),
    CommandSpec(
        name="remind-me",
        usage="remind-me ID WHEN",
        help=messages.help_remind_me,
        example="remind-me D-1 tomorrow",
        group=HelpGroup.DEADLINES,
        role=Role.STAFF,
        changes=True,
        verb=messages.verb_remind_me,
        takes_id=(DEADLINE,),
        run=commands.remind_me,
    ),
    CommandSpec(
        name="deadline",
        usage="deadline ID",
        role=Role.STAFF,
        takes_id=(DEADLINE,),
        run=status.show,
    ),
    CommandSpec(
        name="why",
        usage="why ID",
        help=messages.help_why,
        example="why D-1",
        group=HelpGroup.DEADLINES,
        role=Role.STAFF,
        takes_id=(DEADLINE, *OF_VENDORS),
        short_argument=True,
        fits=rf"{id_pattern((DEADLINE, *OF_VENDORS))}[ ?.!]*",
        run=why,
    ),
)
