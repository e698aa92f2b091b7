"""What is due, and how is it done, put off, or handed on?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.deadlines import status as standing
from handlers.deadlines import words as wording_deadlines
from handlers.deadlines.ladder import TEAM, ladder
from handlers.deadlines.listing import listed
from handlers.deadlines.owner_notice import first_post
from handlers.deadlines.proof import proves
from handlers.deadlines.quiet_hours import morning
from handlers.deadlines.status import days, facts, tone
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Field, Reply, Text
from handlers.dialogue.shorten import short
from handlers.forms import filled as forms
from handlers.forms.filled import Filled
from handlers.forms.saving import change
from handlers.people import names, owners
from handlers.people.button_access import pressable
from handlers.understanding.relative_dates import split_day
from storage.port import Draft
from storage.records import Deadline, Record, Reminder, Status

__all__ = ["assign", "done", "find", "listed", "show", "snooze", "told", "undo"]


def find(id: str, desk: Desk) -> Deadline:
    """The deadline with that id. Raises Sorry."""
    found = desk.store.deadline(id.strip().upper())
    if found is None:
        raise Sorry(wording_deadlines.none(id))
    return found


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``deadline ID``: what is due and how it stands."""
    return told(find(rest, desk), message, desk)


def told(deadline: Deadline, message: Message, desk: Desk, first: str = "") -> Reply:
    """A deadline with its buttons; ``first`` is what just happened to it."""
    return Reply(
        title=short(f"{deadline.id}: {wording_deadlines.duty_title(deadline, desk.law)}"),
        parts=(
            *((Text(first, days([deadline])),) if first else ()),
            facts(deadline, desk),
            *(Text(said, days([deadline])) for said in wording_deadlines.state(deadline)),
        ),
        choices=pressable(_about(deadline, desk), message, desk),
        tone=tone([deadline], desk) if deadline.status is Status.OPEN else "done",
        footer=f"{wording_deadlines.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _about(deadline: Deadline, desk: Desk) -> Iterator[Choice]:
    """What can be done with it, as it stands."""
    if deadline.status is Status.OPEN:
        yield Choice(wording_deadlines.DONE, f"done {deadline.id}")
        yield Choice(wording_deadlines.SNOOZE, f"snooze {deadline.id}")
        yield Choice(wording_deadlines.ASSIGN, f"assign {deadline.id}")
    elif not standing.is_withdrawn(deadline, desk):
        yield Choice(wording_deadlines.UNDO, f"undo {deadline.id}")
    yield Choice(wording.SHOW_RULE, f"rule {deadline.cite}")


def done(rest: str, message: Message, desk: Desk) -> Reply:
    """``done ID PROOF``: closed, with the address of the posted page or the date of the e-mail."""
    id, _, proof = rest.partition(" ")
    deadline = _open(id, desk)
    shape = (Field("proof", *wording_deadlines.PROOF, required=True, hint=wording_deadlines.PROOF_HINT),)
    filled = Filled(shape, {"proof": proof, **message.fields})
    title = wording_deadlines.done_title(deadline)
    if not filled.values["proof"] and not message.fields:
        return forms.blank(f"done {deadline.id}", title, wording_deadlines.DONE, shape)
    said = filled.text("proof")
    filled.guard("proof")
    if said and not proves(said, desk.today):
        filled.doubt("proof", wording_deadlines.KEEP_PROOF)
    if not filled.ready:
        return filled.again(f"done {deadline.id}", title, wording_deadlines.DONE)
    closed = replace(deadline, status=Status.DONE, proof=said, closed=desk.now)
    change("done", message, desk, lambda _: [closed], deadline)
    return told(closed, message, desk, wording_deadlines.closed(closed, desk.today))


def undo(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo ID``: open again, with its reminders."""
    deadline = find(rest, desk)
    if deadline.status is Status.OPEN:
        raise Sorry(wording_deadlines.still_open(deadline))
    if standing.is_withdrawn(deadline, desk):
        raise Sorry(wording_deadlines.of_withdrawn(deadline))
    opened = replace(deadline, status=Status.OPEN, proof="", closed=None, reason="")

    def write(draft: Draft) -> Iterable[Record]:
        have = {reminder.step for reminder in draft.reminders(deadline.id)}
        again = ladder(opened, draft.setup(), desk.now)
        return [opened, *(reminder for reminder in again if reminder.step not in have)]

    change("undo", message, desk, write, deadline, *standing.about(deadline, desk))
    return told(opened, message, desk, wording_deadlines.REOPENED)


def snooze(rest: str, message: Message, desk: Desk) -> Reply:
    """``snooze ID DATE REASON``: quiet until that day; never past the last day, unless the privacy lead says so."""
    id, _, more = rest.partition(" ")
    deadline = _open(id, desk)
    shape = (
        Field("until", *wording_deadlines.UNTIL, required=True),
        Field("reason", *wording_deadlines.REASON, required=True),
    )
    when, reason = split_day(more, desk.today)
    filled = Filled(shape, {"until": when, "reason": reason, **message.fields}, desk.today)
    title = wording_deadlines.snooze_title(deadline)
    if not any(filled.values.values()) and not message.fields:
        return forms.blank(f"snooze {deadline.id}", title, wording_deadlines.SNOOZE, shape)
    until, said = filled.day("until", ahead=True), filled.text("reason")
    if until and until <= desk.today:
        filled.errors["until"] = wording_deadlines.PAST
    if until and until > deadline.last_day and not _leads(message, desk):
        filled.errors["until"] = wording_deadlines.past_last(deadline.last_day)
    filled.guard("reason")
    if not filled.ready or until is None:
        return filled.again(f"snooze {deadline.id}", title, wording_deadlines.SNOOZE)
    quiet = replace(deadline, snoozed_until=until, reason=said)
    wakes = morning(until, desk.store.setup(), desk.now)

    def write(draft: Draft) -> Iterable[Record]:
        waiting = [r for r in draft.reminders(deadline.id) if r.sent_at is None and not r.withdrawn]
        early = [replace(r, withdrawn=True) for r in waiting if r.due_at < wakes]
        wake = Reminder(deadline=deadline.id, step=f"snoozed-{until}", due_at=wakes, where=TEAM)
        return [quiet, *early, wake]

    change("snooze", message, desk, write, deadline)
    return told(quiet, message, desk, wording_deadlines.snoozed(until))


def _leads(message: Message, desk: Desk) -> bool:
    """Whether it is the privacy lead who speaks."""
    return bool(message.who) and message.who == desk.store.setup().lead


def assign(rest: str, message: Message, desk: Desk) -> Reply:
    """``assign ID WHO``: somebody else owns it."""
    id, _, who = rest.partition(" ")
    deadline = _open(id, desk)
    shape = (Field("owner", *wording_deadlines.OWNER, required=True),)
    filled = Filled(shape, names.meant({"owner": who, **message.fields}, shape, message))
    if not filled.values["owner"] and not message.fields:
        return forms.blank(
            f"assign {deadline.id}", wording_deadlines.assign_title(deadline), wording_deadlines.ASSIGN, shape
        )
    owner = owners.own(filled, desk)
    if not filled.ready:
        return filled.again(f"assign {deadline.id}", wording_deadlines.assign_title(deadline), wording_deadlines.ASSIGN)
    handed = replace(deadline, owner=owner)
    step = f"assigned-{desk.now:%Y%m%d%H%M%S}"  # each time anew, as it may come back to somebody
    change("assign", message, desk, lambda _: [handed, *first_post(handed, step, message, desk)], deadline)
    said = (wording_deadlines.assigned(names.called(owner, desk)), *owners.heed(owner, desk))
    return told(handed, message, desk, " ".join(said))


def _open(id: str, desk: Desk) -> Deadline:
    deadline = find(id, desk)
    if deadline.status is not Status.OPEN and standing.is_withdrawn(deadline, desk):
        raise Sorry(wording_deadlines.of_withdrawn(deadline))
    if deadline.status is not Status.OPEN:
        raise Sorry(wording_deadlines.not_open(deadline))
    return deadline
