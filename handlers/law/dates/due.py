"""The command due: the dates that follow from an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Cite, Day, Part, Reply, Text
from handlers.law import words as law_words
from handlers.law.dates import words as wording_dates
from handlers.understanding.days.dates import read_relative
from handlers.understanding.fuzzy import closest
from knowledge.counting import Due, count
from knowledge.law import tag_of
from knowledge.model import Duty, Event

EVENTS: tuple[Event, ...] = get_args(Event)


@dataclass(frozen=True, slots=True)
class Counted:
    """The duty with a time limit that an event opens, and its dates; None where none was in force on that day."""

    event: Event
    at: datetime
    duty: Duty | None
    due: Due | None

    def as_json(self) -> dict[str, str | None]:
        """The line of ``dpa due --json``."""
        if self.duty is None or self.due is None:
            return {"safe": None, "last": None, "rule": None, "counted": wording_dates.NO_DUTY}
        return {
            "safe": wording_dates.iso(self.due.safe),
            "last": wording_dates.iso(self.due.last),
            "rule": str(self.duty.cite),
            "counted": wording_dates.counted(self.due, date.min),
        }


def read_event(text: str) -> Event:
    """The event's name as typed; raises Sorry with the nearest one."""
    if text in EVENTS:
        return text
    raise Sorry(law_words.no_event(text, next(iter(closest(text, EVENTS, 1)), ""), EVENTS))


def due(event: Event, at: datetime, desk: Desk) -> Counted:
    """Count from the event by the law of its day; ``at`` is local time where it has no zone. Raises Sorry."""
    day = at.date()
    duties = [duty for duty in desk.law.on(day).duties_on(event) if duty.within.unit != "no number"]
    if not duties:
        return Counted(event, at, None, None)
    try:
        return Counted(event, at, duties[0], count(duties[0].within, at, desk.calendar))
    except ValueError as problem:
        raise Sorry(str(problem)) from None


def reply(text: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``EVENT DATE`` as typed. Raises Sorry when either cannot be read."""
    event, _, when = text.strip().partition(" ")
    if not when:
        raise Sorry(law_words.due_usage(EVENTS))
    counted = due(read_event(event), read_relative(when, desk.today), desk)
    if counted.duty is None or counted.due is None:
        return Reply(title=law_words.NO_DUTY_TITLE, parts=(Text(wording_dates.NO_DUTY),))
    parts: list[Part] = [*_days(counted.due)]
    first, *more = (fact.says for fact in counted.duty.says)
    parts += [Text(wording_dates.counted(counted.due, desk.today)), Text(first)]
    if counted.duty.who != "board":
        parts.append(Text(wording_dates.their_clock(who=counted.duty.who)))
    if more:
        parts.append(Text(" ".join(more), more=True))
    parts.append(Cite(law_words.pin(counted.duty.cite), counted.duty.cite.link))
    return Reply(
        title=counted.duty.title,
        parts=tuple(parts),
        choices=(Choice(law_words.SHOW_RULE, f"rule {counted.duty.cite}"),),
        tone="due",
        footer=f"{law_words.checked(tag_of(counted.duty.says))} {wording.NOT_ADVICE}",
    )


def _days(found: Due) -> Iterator[Day]:
    if found.safe and found.safe != found.last:
        yield Day(law_words.SAFE, found.safe)
    if found.last:
        yield Day(law_words.LAST, found.last)
