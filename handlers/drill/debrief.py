"""The debrief: what was due when, what was done when in the drill's time, what was late, and what was noted wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.deadlines.words import duty_title
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Bullets, Choice, Part, Reply, Text
from handlers.dialogue.words import NOT_ADVICE
from handlers.drill import words
from handlers.drill.running import FOUND, TOLD
from handlers.law import words as law_words
from knowledge.counting import count, day_of
from knowledge.names import NOTICE_RECEIVED
from storage.records import Breach, Deadline, Status


def debrief(desk: Desk) -> Reply:
    """On the drill's desk."""
    breaches = [one for one in desk.store.breaches() if not one.withdrawn]
    lines = [line for breach in breaches for line in _breach_lines(breach, desk)] or [words.NOT_LOGGED, *_due(desk)]
    slips = [slip for breach in breaches for slip in _slips(breach)]
    parts: list[Part] = [Text(words.REAL), Bullets(tuple(lines))]
    if slips:
        parts += [Text(words.SLIPS, heads=True), Bullets(tuple(slips))]
    every = [one for breach in breaches for one in _boards(breach, desk)]
    late = sum(_is_late(one, desk) for one in every)
    return Reply(
        title=words.title(words.debriefed(late, len(every))),
        parts=(*parts, Text(words.OVER)),
        choices=(Choice(words.AGAIN, "drill"),),
        tone="done" if every and not late else "plain",
        footer=f"{words.FOOTER} {NOT_ADVICE}",
    )


def open_duties(desk: Desk) -> list[Deadline]:
    """What the district still has to do in the drill, what is due first in front."""
    breaches = [one for one in desk.store.breaches() if not one.withdrawn]
    return [one for breach in breaches for one in _boards(breach, desk) if one.status is Status.OPEN]


def _boards(breach: Breach, desk: Desk) -> list[Deadline]:
    found = desk.store.deadlines(record=breach.id)
    return [one for one in found if one.who == "board" and one.status is not Status.WITHDRAWN]


def _breach_lines(breach: Breach, desk: Desk) -> Iterator[str]:
    logged = next((one.when for one in desk.store.history(breach.id) if breach.id in one.made), desk.now)
    yield words.logged(breach.id, logged.astimezone(desk.zone), _since_told(logged, desk))
    for one in _boards(breach, desk):
        closed = one.closed.astimezone(desk.zone) if one.closed else None
        yield words.duty(duty_title(one, desk.law), one.last_day, one.cite, closed, late=_days_late(one, desk))


def _since_told(logged: datetime, desk: Desk) -> int:
    told = TOLD.replace(tzinfo=desk.zone)
    return max(0, round((logged - told).total_seconds() / 60))


def _due(desk: Desk) -> Iterator[str]:
    """What would have been due, where nothing was logged."""
    told = TOLD.date()
    for duty in desk.law.on(told).clocks_of(NOTICE_RECEIVED):
        due = count(duty.within, told, desk.calendar)
        if due.last:
            yield words.duty(duty.title, day_of(due.last), law_words.pin(duty.cite), None, late=0)


def _days_late(one: Deadline, desk: Desk) -> int:
    done = one.closed.astimezone(desk.zone).date() if one.closed else desk.today
    return max(0, (done - one.last_day).days)


def _is_late(one: Deadline, desk: Desk) -> bool:
    return one.status is Status.OPEN or _days_late(one, desk) > 0


def _slips(breach: Breach) -> Iterator[str]:
    """What was noted otherwise than the e-mail says."""
    told = day_of(breach.board_told) if breach.board_told else None
    if breach.discovered != FOUND:
        yield words.slip(words.DISCOVERED, breach.discovered, FOUND)
    if told != TOLD.date():
        yield words.slip(words.WAS_TOLD, told, TOLD.date())
