"""What the posts of a deadline say after a command has changed it."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.law import words as law_words
from handlers.people import names
from handlers.reminders import words as reminder_words
from handlers.reminders.posts import post
from storage.records import Deadline, Event, Reminder, Status

CLOSING_COMMANDS = frozenset({"done", "withdraw"})


def posts_to_refresh(changed: Reply, desk: Desk) -> Iterator[tuple[Reminder, Reply]]:
    """The sent posts of each deadline that a reply's event touched, itself or by its record, with what they say now."""
    for deadline in _touched(changed.event, desk).values() if changed.event else ():
        for reminder in desk.store.reminders(deadline.id):
            if reminder.sent_at and reminder.sent_as:
                yield reminder, post(reminder, desk) or closed_post(deadline, desk)


def _touched(event: Event, desk: Desk) -> dict[str, Deadline]:
    """The deadlines, each once, in the event's order."""
    found: dict[str, Deadline] = {}
    for id in event.touched:
        one = desk.store.deadline(id)
        found |= {deadline.id: deadline for deadline in ([one] if one else desk.store.deadlines(record=id))}
    return found


def closed_post(deadline: Deadline, desk: Desk) -> Reply:
    """A post whose deadline is done or withdrawn: what was due, how it ended, by whom; a done one can be reopened."""
    done = deadline.status is Status.DONE
    may_be_opened = done and not status.is_withdrawn(deadline, desk)
    duty = deadline_words.duty_title(deadline, desk.law)
    closed = deadline.closed.astimezone(desk.zone).date() if deadline.closed else None
    said = [deadline_words.closed(deadline, closed)] if done and closed else []
    return Reply(
        title=reminder_words.closed_title(duty, status.subject(deadline, desk), done=done),
        parts=(
            *(Text(line) for line in (*said, *deadline_words.state(deadline), *_closed_by(deadline, desk))),
            status.facts(deadline, desk),
        ),
        choices=(
            *([Choice(deadline_words.UNDO, f"undo {deadline.id}")] if may_be_opened else []),
            Choice(law_words.SHOW_RULE, f"rule {deadline.cite}"),
        ),
        tone="done" if done else "plain",
        footer=wording.NOT_ADVICE,
    )


def _closed_by(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Who closed it and when, where an event tells it."""
    events = reversed(desk.store.history(deadline.id))
    last = next((event for event in events if event.what in CLOSING_COMMANDS), None)
    if last:
        yield reminder_words.closed_by(names.display_name(last.who, desk), last.when.astimezone(desk.zone).date())
