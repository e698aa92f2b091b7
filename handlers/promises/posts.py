"""What does the bot say when nobody asked?"""

from __future__ import annotations

from handlers import wording
from handlers.desk import Desk
from handlers.promises import deadlines
from handlers.reply import Choice, Cite, Reply, Text
from handlers.wording import contracts as wording_contracts
from handlers.wording import deadlines as wording_deadlines
from storage.records import Reminder, Status


def post(reminder: Reminder, desk: Desk) -> Reply | None:
    """The reminder as a reply with its buttons; None where the deadline is no longer open."""
    deadline = desk.store.deadline(reminder.deadline)
    if deadline is None or deadline.status is not Status.OPEN:
        return None
    duty = wording_contracts.duty_title(deadline, desk.law)
    titled = wording_deadlines.opened_title if reminder.step == "opened" else wording_deadlines.reminder_title
    cite = next((p.cite for p in desk.law.on(desk.today).passages.values() if str(p.cite) == deadline.cite), None)
    return Reply(
        title=titled(duty, deadlines.subject(deadline, desk)),
        parts=(
            Text(deadlines.line(deadline, desk)),
            Cite(wording.pin(cite), cite.link) if cite else Text(deadline.cite),
        ),
        choices=(
            Choice(wording_deadlines.DONE, f"done {deadline.id}"),
            Choice(wording_deadlines.SNOOZE, f"snooze {deadline.id}"),
            Choice(wording_deadlines.ASSIGN, f"assign {deadline.id}"),
            Choice(wording.SHOW_RULE, f"rule {deadline.cite}"),
        ),
        tone="due",
        footer=f"{wording_deadlines.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )
