"""What does the bot say when nobody asked?"""

from __future__ import annotations

from collections.abc import Iterator

from handlers import names, wording
from handlers.desk import Desk
from handlers.owners import reached
from handlers.promises import lists, rights, standing
from handlers.promises.ladder import OWNER
from handlers.reply import Cite, Reply, Text
from handlers.wording import contracts as wording_contracts
from handlers.wording import deadlines as wording_deadlines
from handlers.wording import people as wording_people
from handlers.wording import together as wording_together
from storage.records import Deadline, Person, Reminder, Status

FIRST = ("opened", "assigned-")
"""How the steps begin by which somebody hears of a deadline first."""


def post(reminder: Reminder, desk: Desk, place: str = "") -> Reply | None:
    """The reminder as a reply with the buttons of whoever reads that place; None where the deadline is not open."""
    deadline = desk.store.deadline(reminder.deadline)
    if deadline is None or deadline.status is not Status.OPEN:
        return None
    who = rights.reader(place, desk)
    cite = next((p.cite for p in desk.law.on(desk.today).passages.values() if str(p.cite) == deadline.cite), None)
    return Reply(
        title=_title(reminder, deadline, desk),
        parts=(
            *(Text(says) for says in _for_owner(reminder, deadline, who, desk)),
            standing.facts(deadline, desk),
            *(Text(says, standing.days([deadline])) for says in _quiet(deadline, desk)),
            *map(Text, rights.whom_to_tell(who, desk, hers=rights.owns(deadline, who, desk))),
            Cite(wording.pin(cite), cite.link) if cite else Text(deadline.cite),
        ),
        choices=rights.choices(deadline, who, desk),
        tone=standing.tone([deadline], desk),
        footer=f"{wording_deadlines.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _title(reminder: Reminder, deadline: Deadline, desk: Desk) -> str:
    """What it is, and that it is due today or tomorrow."""
    about = wording_contracts.duty_title(deadline, desk.law), standing.subject(deadline, desk)
    days = lists.nearest(deadline, desk)
    if days in {0, 1}:
        later = deadline.safe >= desk.today and deadline.safe != deadline.last_day
        return wording_together.due_title(*about, days, safe=later)
    begins = reminder.step.startswith(FIRST)
    return (wording_deadlines.opened_title if begins else wording_deadlines.reminder_title)(*about)


def _for_owner(reminder: Reminder, deadline: Deadline, who: Person | None, desk: Desk) -> Iterator[str]:
    """Why somebody else reads what is the owner's."""
    reads = rights.owns(deadline, who, desk) if who else reached(deadline.owner, desk)
    if reminder.where == OWNER and deadline.owner and not reads:
        yield wording_people.for_owner(names.called(deadline.owner, desk))


def _quiet(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Until when it sleeps, as long as it does."""
    if deadline.snoozed_until and deadline.snoozed_until > desk.today:
        yield from wording_deadlines.state(deadline)
