"""The commands on one deadline: show it, mark it done, reopen, snooze or reassign it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.ladder import ladder
from handlers.deadlines.opening import owner_reminder
from handlers.deadlines.plan import ASK_DISCOVERY
from handlers.deadlines.proof import proves
from handlers.deadlines.quiet_hours import morning
from handlers.deadlines.status import days, facts, tone
from handlers.deadlines.steps import Recipient, Step, StepKind, kind_of, reminder_for
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Cite, Field, Part, Reply, Text
from handlers.dialogue.shorten import short
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.law import words as law_words
from handlers.people import names, owners
from handlers.understanding.days.relative_dates import split_day
from storage.port import Draft
from storage.records import Deadline, Record, Status


def find_deadline(id: str, desk: Desk) -> Deadline:
    """The deadline with that id. Raises Sorry."""
    found = desk.store.deadline(id.strip().upper())
    if found is None:
        raise Sorry(deadline_words.none(id))
    return found


def show(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``deadline ID``: what is due and how it stands."""
    return deadline_reply(find_deadline(rest, desk), desk)


def deadline_reply(deadline: Deadline, desk: Desk, first: str = "") -> Reply:
    """A deadline with its buttons; ``first`` says what was just done with it."""
    return Reply(
        title=short(f"{deadline.id}: {deadline_title(deadline, desk)}"),
        parts=(
            *((Text(first, days([deadline])),) if first else ()),
            facts(deadline, desk),
            *_state(deadline),
            *((Text(deadline_words.NO_LEGAL_DAY),) if deadline.duty == ASK_DISCOVERY else ()),
        ),
        choices=tuple(_actions(deadline, desk)),
        tone=tone([deadline], desk) if deadline.status is Status.OPEN else "done",
        footer=f"{deadline_words.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _state(deadline: Deadline) -> Iterator[Part]:
    """Its proof, an address as a link that can be followed; or until when it is snoozed and why."""
    if deadline.status is Status.DONE and re.fullmatch(r"https?://\S+", deadline.proof):
        yield Cite(deadline_words.PROOF_LINK, deadline.proof)
        return
    yield from (Text(said, days([deadline])) for said in deadline_words.state(deadline))


def _actions(deadline: Deadline, desk: Desk) -> Iterator[Choice]:
    """The buttons for what can be done with it now."""
    if deadline.status is Status.OPEN and deadline.duty == ASK_DISCOVERY:
        yield Choice(deadline_words.ENTER_DISCOVERY, f"correct {deadline.record} discovered")
    if deadline.status is Status.OPEN:
        yield Choice(deadline_words.DONE, f"done {deadline.id}")
        yield from status.notice_action(deadline)
        yield Choice(deadline_words.SNOOZE, f"snooze {deadline.id}")
        yield Choice(deadline_words.ASSIGN, f"assign {deadline.id}")
    elif not status.is_withdrawn(deadline, desk):
        yield Choice(deadline_words.UNDO, f"undo {deadline.id}")
    yield Choice(law_words.SHOW_RULE, f"rule {deadline.cite}")


def done(rest: str, message: Message, desk: Desk) -> Reply:
    """``done ID PROOF``: closes it with a proof, the address of the posted page or the date of the e-mail."""
    id, _, proof = rest.partition(" ")
    deadline = _find_open(id, desk)
    fields = (Field("proof", *deadline_words.PROOF, required=True, hint=deadline_words.PROOF_HINT),)
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
    change("done", message, desk, lambda _: [closed], deadline)
    return deadline_reply(closed, desk, deadline_words.closed(closed, desk.today))


def undo(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo ID``: reopens it with its reminders."""
    deadline = find_deadline(rest, desk)
    if deadline.status is Status.OPEN:
        raise Sorry(deadline_words.still_open(deadline))
    if status.is_withdrawn(deadline, desk):
        raise Sorry(deadline_words.of_withdrawn(deadline))
    opened = replace(deadline, status=Status.OPEN, proof="", closed=None, reason="")

    def write(draft: Draft) -> Iterable[Record]:
        have = {reminder.step for reminder in draft.reminders(deadline.id)}
        again = ladder(opened, draft.setup(), desk.now)
        return [opened, *(reminder for reminder in again if reminder.step not in have)]

    change("undo", message, desk, write, deadline, *status.about(deadline, desk))
    return deadline_reply(opened, desk, deadline_words.REOPENED)


def snooze(rest: str, message: Message, desk: Desk) -> Reply:
    """``snooze ID DATE REASON``: quiet until that day; never past the last day, unless the privacy lead says so."""
    id, _, more = rest.partition(" ")
    deadline = _find_open(id, desk)
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
    deadline = _find_open(id, desk)
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


def _find_open(id: str, desk: Desk) -> Deadline:
    deadline = find_deadline(id, desk)
    if deadline.status is not Status.OPEN and status.is_withdrawn(deadline, desk):
        raise Sorry(deadline_words.of_withdrawn(deadline))
    if deadline.status is not Status.OPEN:
        raise Sorry(deadline_words.not_open(deadline))
    return deadline
