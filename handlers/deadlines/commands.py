"""The commands that change one deadline: mark it done, reopen, snooze or reassign it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display import status
from handlers.deadlines.display.card import closed_already, deadline_reply, find_deadline, open_already
from handlers.deadlines.family_answer import with_request
from handlers.deadlines.proof import proves
from handlers.deadlines.schedule.ladder import ladder
from handlers.deadlines.schedule.opening import owner_reminder
from handlers.deadlines.schedule.plan import EXPIRY
from handlers.deadlines.schedule.quiet_hours import morning
from handlers.deadlines.schedule.steps import Recipient, Step, StepKind, kind_of, reminder_for
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, Reply
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.people import names, owners
from handlers.understanding.days.relative_dates import split_day
from storage.port import Draft
from storage.records import Deadline, Record, Status


def done(rest: str, message: Message, desk: Desk) -> Reply:
    """``done ID PROOF``: closes it with a proof, the address of the posted page or the date of the e-mail."""
    id, _, proof = rest.partition(" ")
    deadline = find_deadline(id, desk)
    if deadline.status is not Status.OPEN:
        return closed_already(deadline, message, desk)
    label, hint = deadline_words.PROOF, deadline_words.PROOF_HINT
    if deadline.duty == EXPIRY:
        label, hint = deadline_words.DELETED, deadline_words.DELETED_HINT
    fields = (Field("proof", *label, required=True, hint=hint),)
    filled = Filled(fields, {"proof": proof, **message.fields})
    title = deadline_words.done_title(deadline)
    if not filled.values["proof"] and not message.fields:
        return blank_form(f"done {deadline.id}", title, deadline_words.DONE, fields)
    said = filled.text("proof")
    filled.guard("proof")
    if said and not proves(said, desk.today):
        filled.doubt("proof", deadline_words.KEEP_PROOF)
    if not filled.ready:
        return filled.again(f"done {deadline.id}", title, deadline_words.DONE)
    closed = replace(deadline, status=Status.DONE, proof=said, closed=desk.now)
    change("done", message, desk, lambda draft: with_request(closed, draft), deadline)
    return deadline_reply(closed, desk, deadline_words.closed(closed, desk.today))


def undo(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo ID``: reopens it with its reminders."""
    deadline = find_deadline(rest, desk)
    if deadline.status is Status.OPEN:
        return open_already(deadline, message, desk)
    if status.is_withdrawn(deadline, desk):
        return closed_already(deadline, message, desk)
    opened = replace(deadline, status=Status.OPEN, proof="", closed=None, reason="")

    def write(draft: Draft) -> Iterable[Record]:
        have = {reminder.step for reminder in draft.reminders(deadline.id)}
        again = ladder(opened, draft.setup(), desk.now)
        return [*with_request(opened, draft), *(reminder for reminder in again if reminder.step not in have)]

    change("undo", message, desk, write, deadline, *status.about(deadline, desk))
    return deadline_reply(opened, desk, deadline_words.REOPENED)


def snooze(rest: str, message: Message, desk: Desk) -> Reply:
    """``snooze ID DATE REASON``: quiet until that day; never past the last day, unless the privacy lead says so."""
    id, _, more = rest.partition(" ")
    deadline = find_deadline(id, desk)
    if deadline.status is not Status.OPEN:
        return closed_already(deadline, message, desk)
    fields = (
        Field("until", *deadline_words.UNTIL, required=True),
        Field("reason", *deadline_words.REASON, required=True),
    )
    when, reason = split_day(more, desk.today)
    filled = Filled(fields, {"until": when, "reason": reason, **message.fields}, desk.today)
    say, title = f"snooze {deadline.id}", deadline_words.snooze_title(deadline)
    if not any(filled.values.values()) and not message.fields:
        return blank_form(say, title, deadline_words.SNOOZE, fields)
    until, said = _snooze_day(filled, deadline, message, desk), filled.text("reason")
    filled.guard("reason")
    if not filled.ready or until is None:
        return filled.again(say, title, deadline_words.SNOOZE)
    snoozed = replace(deadline, snoozed_until=until, reason=said)
    change("snooze", message, desk, lambda draft: _with_wake_up(snoozed, until, draft, desk), deadline)
    return deadline_reply(snoozed, desk, deadline_words.snoozed(until))


def _snooze_day(filled: Filled, deadline: Deadline, message: Message, desk: Desk) -> date | None:
    """The day until which it is snoozed; a past day, or one too late for the sender, is an error at its field."""
    until = filled.day("until", ahead=True)
    if until and until <= desk.today:
        filled.errors["until"] = deadline_words.PAST
    if until and until > deadline.last_day and not leads(message, desk):
        filled.errors["until"] = deadline_words.past_last(deadline.last_day, desk.today)
    return until


def _with_wake_up(snoozed: Deadline, until: date, draft: Draft, desk: Desk) -> Iterable[Record]:
    """The deadline, its earlier reminders withdrawn, and the one that wakes it."""
    wakes = morning(until, desk.store.setup(), desk.now)
    waiting = [r for r in draft.reminders(snoozed.id) if r.sent_at is None and not r.withdrawn]
    yield snoozed
    for reminder in waiting:
        if kind_of(reminder) is StepKind.OVERDUE and reminder.due_at <= wakes:
            # Each overdue step plans the next one: without it nobody would be reminded again.
            yield replace(reminder, due_at=morning(until + timedelta(days=1), desk.store.setup(), desk.now))
        elif reminder.due_at < wakes:
            yield replace(reminder, withdrawn=True)
    yield reminder_for(Step(StepKind.SNOOZED, on=until), snoozed.id, wakes)


def leads(message: Message, desk: Desk) -> bool:
    """Whether the sender is the privacy lead, who alone may put off what is overdue."""
    lead = desk.store.setup().lead
    return bool(message.who and lead) and lead.casefold() in names.all_names(message.who, desk)


def assign(rest: str, message: Message, desk: Desk) -> Reply:
    """``assign ID WHO``: gives it a new owner."""
    id, _, who = rest.partition(" ")
    who = re.sub(r"^to (?=\S)", "", who, flags=re.IGNORECASE)
    deadline = find_deadline(id, desk)
    if deadline.status is not Status.OPEN:
        return closed_already(deadline, message, desk)
    fields = (Field("owner", *deadline_words.OWNER, required=True),)
    filled = Filled(fields, names.replace_me({"owner": who, **message.fields}, fields, message))
    if not filled.values["owner"] and not message.fields:
        return blank_form(f"assign {deadline.id}", deadline_words.assign_title(deadline), deadline_words.ASSIGN, fields)
    owner = owners.read_owner(filled, desk)
    if not filled.ready:
        return filled.again(f"assign {deadline.id}", deadline_words.assign_title(deadline), deadline_words.ASSIGN)
    reassigned = replace(deadline, owner=owner)
    step = Step(StepKind.ASSIGNED, Recipient.OWNER, on=desk.now)  # with its moment, as somebody may own it twice
    change("assign", message, desk, lambda _: [reassigned, *owner_reminder(reassigned, step, message, desk)], deadline)
    said = (deadline_words.assigned(names.display_name(owner, desk)), *owners.owner_warnings(owner, desk))
    return deadline_reply(reassigned, desk, " ".join(said))
