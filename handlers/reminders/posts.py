"""What does the bot say when nobody asked?"""

from __future__ import annotations

from collections.abc import Iterator

from handlers.deadlines import status as standing
from handlers.deadlines import words as wording_deadlines
from handlers.deadlines.ladder import OWNER
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Cite, Reply, Text
from handlers.people import names
from handlers.people import words as wording_people
from handlers.people.owners import can_message
from storage.records import Deadline, Reminder, Status

FIRST = ("opened", "assigned-")
"""How the steps begin by which somebody hears of a deadline first."""


def post(reminder: Reminder, desk: Desk) -> Reply | None:
    """The reminder as a reply with its buttons; None where the deadline is no longer open."""
    deadline = desk.store.deadline(reminder.deadline)
    if deadline is None or deadline.status is not Status.OPEN:
        return None
    duty = wording_deadlines.duty_title(deadline, desk.law)
    titled = wording_deadlines.opened_title if reminder.step.startswith(FIRST) else wording_deadlines.reminder_title
    cite = next((p.cite for p in desk.law.on(desk.today).passages.values() if str(p.cite) == deadline.cite), None)
    return Reply(
        title=titled(duty, standing.subject(deadline, desk)),
        parts=(
            *(Text(says) for says in _for_owner(reminder, deadline, desk)),
            standing.facts(deadline, desk),
            *(Text(says, standing.days([deadline])) for says in _quiet(deadline, desk)),
            Cite(wording.pin(cite), cite.link) if cite else Text(deadline.cite),
        ),
        choices=(
            Choice(wording_deadlines.DONE, f"done {deadline.id}"),
            Choice(wording_deadlines.SNOOZE, f"snooze {deadline.id}"),
            Choice(wording_deadlines.ASSIGN, f"assign {deadline.id}"),
            Choice(wording.SHOW_RULE, f"rule {deadline.cite}"),
        ),
        tone=standing.tone([deadline], desk),
        footer=f"{wording_deadlines.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _for_owner(reminder: Reminder, deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Why somebody else reads what is the owner's."""
    if reminder.where == OWNER and deadline.owner and not can_message(deadline.owner, desk):
        yield wording_people.for_owner(names.display_name(deadline.owner, desk))


def _quiet(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Until when it sleeps, as long as it does."""
    if deadline.snoozed_until and deadline.snoozed_until > desk.today:
        yield from wording_deadlines.state(deadline)
