"""The post that a reminder sends."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.steps import Recipient, StepKind, kind_of, recipient_of
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Cite, Reply, Text
from handlers.law import words as law_words
from handlers.people import names
from handlers.people import words as people_words
from handlers.people.owners import can_message
from storage.records import Deadline, Reminder, Status

FIRST = frozenset({StepKind.OPENED, StepKind.ASSIGNED})
"""The steps at which a recipient hears of a deadline for the first time."""


def post(reminder: Reminder, desk: Desk) -> Reply | None:
    """The reminder as a reply with its buttons; None where the deadline is no longer open."""
    deadline = desk.store.deadline(reminder.deadline)
    if deadline is None or deadline.status is not Status.OPEN:
        return None
    duty = deadline_words.duty_title(deadline, desk.law)
    titled = deadline_words.opened_title if kind_of(reminder) in FIRST else deadline_words.reminder_title
    cite = next((p.cite for p in desk.law.on(desk.today).passages.values() if str(p.cite) == deadline.cite), None)
    return Reply(
        title=titled(duty, status.subject(deadline, desk)),
        parts=(
            *(Text(said) for said in _for_owner(reminder, deadline, desk)),
            status.facts(deadline, desk),
            *(Text(said, status.days([deadline])) for said in _snoozed(deadline, desk)),
            Cite(law_words.pin(cite), cite.link) if cite else Text(deadline.cite),
        ),
        choices=(
            Choice(deadline_words.DONE, f"done {deadline.id}"),
            Choice(deadline_words.SNOOZE, f"snooze {deadline.id}"),
            Choice(deadline_words.ASSIGN, f"assign {deadline.id}"),
            Choice(law_words.SHOW_RULE, f"rule {deadline.cite}"),
        ),
        tone=status.tone([deadline], desk),
        footer=f"{deadline_words.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _for_owner(reminder: Reminder, deadline: Deadline, desk: Desk) -> Iterator[str]:
    """For the lead: that the post is for an owner who cannot be messaged."""
    if recipient_of(reminder) is Recipient.OWNER and deadline.owner and not can_message(deadline.owner, desk):
        yield people_words.for_owner(names.display_name(deadline.owner, desk))


def _snoozed(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Until when it is snoozed, while it is."""
    if deadline.snoozed_until and deadline.snoozed_until > desk.today:
        yield from deadline_words.state(deadline)
