"""The digest, once a week: what is overdue, what is due soon, the vendors' clocks, and what was not covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from handlers.deadlines.display.charts import weeks_chart
from handlers.deadlines.display.rows import deadline_rows, list_tone
from handlers.deadlines.display.status import list_title
from handlers.deadlines.schedule.plan import EXPIRY
from handlers.deadlines.schedule.quiet_hours import morning, weekly_after
from handlers.deadlines.schedule.steps import Step, StepKind, kind_of, reminder_for
from handlers.deadlines.states import SOON, breaches_apart, foremost, is_boards, overdue
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Part, Reply, Text
from handlers.forms.saving import change
from handlers.questions.uncovered import uncovered_last_week
from handlers.reminders import words
from handlers.reminders.messages import words as reminder_words
from handlers.reminders.waiting import without_deadline
from storage.records import Deadline, Reminder, Status

MOST_LISTED, ENDS_WITHIN = 5, 30


def digest_reply(desk: Desk) -> Reply | None:
    """What is overdue or due soon, which vendors' clocks run, what was not covered; None where there is nothing."""
    found = desk.store.deadlines(status=Status.OPEN)
    if not found and not has_more(desk):
        return None
    late = overdue(found, desk.today)
    soon = _soon(found, desk.today)
    return Reply(
        title=list_title(found, reminder_words.digest_title(desk.today, len(late), len(soon)), desk),
        parts=(*weeks_chart(found, desk.today), *(digest_parts(desk) or [Text(reminder_words.NOTHING_SOON)])),
        choices=(Choice(reminder_words.ALL, "deadlines"), *_lists(desk)),
        tone=list_tone(listed(desk), desk),
    )


def open_breaches(desk: Desk) -> list[Deadline]:
    """What breaches ask, the most pressing first."""
    return breaches_apart(desk.store.deadlines(status=Status.OPEN), desk.today)[0]


def listed(desk: Desk) -> list[Deadline]:
    """What a digest lists."""
    return [one for _, found in _headed(desk) for one in found]


def digest_parts(desk: Desk, besides: Sequence[Deadline] = ()) -> list[Part]:
    """The digest's lists, without those that stand above it already, and how many questions were not covered."""
    parts: list[Part] = []
    for heading, found in _headed(desk):
        ones = [one for one in found if one not in besides]
        if ones:
            shown = foremost(ones, MOST_LISTED, desk.today)
            parts += [Text(heading, heads=True), deadline_rows(shown, desk)]
            parts += [Text(reminder_words.more(len(ones) - len(shown)))] if len(ones) > len(shown) else []
    if uncovered := uncovered_last_week(desk):
        parts.append(Text(uncovered))
    if _backup_failed(desk):
        parts.append(Text(words.BACKUP_FAILED))
    if lines := [one.label for one in without_deadline(desk)]:
        parts.append(Text(words.also_waiting(lines)))
    return parts


def _lists(desk: Desk) -> Iterator[Choice]:
    """The way to what has no deadline."""
    yield from (Choice(words.LISTS[one.say], one.say) for one in without_deadline(desk))


def has_more(desk: Desk) -> bool:
    """Whether it tells of something beside deadlines."""
    return bool(uncovered_last_week(desk)) or _backup_failed(desk) or any(True for _ in without_deadline(desk))


def _backup_failed(desk: Desk) -> bool:
    return desk.backup_failed is not None and desk.backup_failed()


def _headed(desk: Desk) -> Iterator[tuple[str, list[Deadline]]]:
    breaches, found = breaches_apart(desk.store.deadlines(status=Status.OPEN), desk.today)
    late, soon = overdue(found, desk.today), _soon(found, desk.today)
    yield reminder_words.BREACHES, breaches
    yield reminder_words.LATE, late
    yield reminder_words.SOON, soon
    yield reminder_words.VENDORS_CLOCKS, [one for one in found if one not in late and _is_near_clock(one, desk)]


def _is_near_clock(one: Deadline, desk: Desk) -> bool:
    """Whether it is a vendor's clock of these weeks: a contract that ends in some months is none."""
    return not is_boards(one) and (one.duty != EXPIRY or (one.last_day - desk.today).days <= ENDS_WITHIN)


def _soon(found: Sequence[Deadline], today: date) -> list[Deadline]:
    return [one for one in found if is_boards(one) and one.last_day >= today and (one.safe - today).days <= SOON]


def next_digest(desk: Desk) -> list[Reminder]:
    """The digest of the next week."""
    return [_digest(weekly_after(desk.today, desk.store.setup()), desk)]


def plan_digest(desk: Desk) -> None:
    """Plan the next digest where none is planned; safe to repeat."""
    waiting = (one for one in desk.store.reminders("") if kind_of(one) is StepKind.DIGEST)
    if any(reminder.sent_at is None for reminder in waiting):
        return
    first = _digest(_first_day(desk), desk)
    clock = Message("", who="clock", surface="clock", request=f"from {first.step}")
    change("open", clock, desk, lambda _: [first])


def _first_day(desk: Desk) -> date:
    """Today, where a week begins and its morning is still to come; else the first day of the next week."""
    setup, today = desk.store.setup(), desk.today
    begins = weekly_after(today - timedelta(days=7), setup) == today
    return today if begins and desk.now < morning(today, setup, desk.now) else weekly_after(today, setup)


def _digest(day: date, desk: Desk) -> Reminder:
    return reminder_for(Step(StepKind.DIGEST, on=day), "", morning(day, desk.store.setup(), desk.now))
