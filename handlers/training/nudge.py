"""The yearly reminder of the training: to everybody with a role who did not do it yet, where the district wants it."""

from __future__ import annotations

from datetime import UTC, date

from handlers.deadlines.schedule.steps import Step, StepKind, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.forms.saving import change
from handlers.history.event_words import NUDGE
from handlers.training import words
from handlers.training.done import not_done, year_of

NUDGE_MONTH = 10
"""From its first day on: September is full enough."""


def plan_nudges(desk: Desk) -> None:
    """Plan one for each of them, once a school year; safe to repeat."""
    year = year_of(desk.today)
    if not desk.store.setup().training or desk.today < date(year, NUDGE_MONTH, 1):
        return
    people = not_done(desk.store, desk.today)
    if people:
        on = desk.now.astimezone(UTC)
        steps = [reminder_for(Step(StepKind.TRAINING, on=desk.today, to=person.id), "", on) for person in people]
        clock = Message("", who="clock", surface="clock", request=f"yearly training {year}")
        change(NUDGE, clock, desk, lambda _: steps)


def nudge(who: str, desk: Desk) -> Reply | None:
    """What they read; None where they did it meanwhile, lost their role, or the district has turned it off."""
    if not desk.store.setup().training or who not in {one.id for one in not_done(desk.store, desk.today)}:
        return None
    return Reply(
        title=words.NUDGE_TITLE,
        parts=(Text(words.NUDGE), Text(words.NUDGE_WHY, more=True)),
        choices=(Choice(words.BEGIN, "training", primary=True),),
        tone="due",
    )
