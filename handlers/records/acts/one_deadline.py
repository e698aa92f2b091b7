"""Finds the one deadline that an act is about, or offers those that may be meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display.rows import deadline_row, record_ids
from handlers.deadlines.display.status import subject
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Bullets, Choice, Reply, Row, Rows, Text
from handlers.dialogue.text import list_words
from handlers.dialogue.text.shorten import short
from handlers.people.access import permit
from handlers.records.acts import words as act_words
from handlers.records.acts.prepared import Prepared, choose, reply
from handlers.records.acts.which import meant_deadlines
from handlers.understanding.requests.request import Request, Slots
from storage.records import Deadline, Status

Act = Callable[[Deadline, Slots, Message, Desk], Prepared]
MOST = 8
"""Buttons for deadlines that may be meant."""


def act_on_one(request: Request, what: str, act: Act, message: Message, desk: Desk) -> Reply:
    """The act on the one open deadline that is meant; several as buttons."""
    found = meant_deadlines(request.slots, desk)
    if not found:
        return none_fits(request.slots, request.command, desk)
    if len(found) > 1:
        return which_one(request.command, found, desk, what, request.slots)
    permit(desk.commands[request.command], found[0].id, message, desk)
    return reply(act(found[0], request.slots, message, desk))


def which_one(
    command: str, found: Sequence[Deadline], desk: Desk, what: str = "is done", slots: Slots | None = None
) -> Reply:
    """Buttons for what may be meant, with what was said for each."""
    rest = _rest(command, slots or Slots())
    labels = {one.id: f"{one.id} {subject(one, desk)} {deadline_words.duty_title(one, desk.law)}" for one in found}
    buttons = [Choice(labels[one.id], f"{command} {one.id} {rest}".strip()) for one in found]
    return listed(act_words.which_title(what), found, buttons, desk)


def _rest(command: str, slots: Slots) -> str:
    """The person to whom it goes; other values are asked for in the form, as they may save at once."""
    return (slots.person or slots.person_said) if command == "assign" else ""


def listed(title: str, found: Sequence[Deadline], buttons: Sequence[Choice], desk: Desk) -> Reply:
    """Several deadlines, each with its own button."""
    return replace(
        choose(title, [], ()), parts=(choosing(found, buttons, desk),), records=record_ids(found[:MOST]), asks=True
    )


def choosing(found: Sequence[Deadline], buttons: Sequence[Choice], desk: Desk) -> Rows:
    """A row for each deadline, with what is done by choosing it."""
    rows = (_chosen(one, button, desk) for one, button in list(zip(found, buttons, strict=False))[:MOST])
    return Rows(tuple(rows), list_words.CHOOSE)


def _chosen(deadline: Deadline, button: Choice, desk: Desk) -> Row:
    return replace(deadline_row(deadline, desk), opens=replace(button, label=short(button.label, LONGEST_LABEL)))


def none_fits(slots: Slots, command: str, desk: Desk) -> Reply:
    """Nothing open fits: it is closed already, or nothing is on record."""
    closed = meant_deadlines(slots, desk, (Status.DONE,)) if slots.ids or slots.records or slots.duties else ()
    lines = [
        act_words.already_done(one.id, deadline_words.duty_title(one, desk.law), one.proof) for one in closed[:MOST]
    ]
    buttons = [Choice(act_words.undo_button(one.id), f"undo {one.id}") for one in closed[:3]]
    if command == "done":
        buttons += [Choice(act_words.correct_button(one.id), f"correct {one.id}") for one in closed[:3]]
    title = act_words.none_open(slots.vendor or ", ".join(slots.ids))
    return Reply(
        title=short(title),
        parts=(Bullets(tuple(lines)) if lines else Text(act_words.NOTHING_KNOWN),),
        choices=(*buttons, Choice(act_words.ALL_DEADLINES, "deadlines")),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def called_by(deadline: Deadline, desk: Desk) -> str:
    """Its id, what is due, and of what."""
    about = subject(deadline, desk)
    return f"{deadline.id} {deadline_words.duty_title(deadline, desk.law)}{f' ({about})' if about else ''}"


def line_of(deadline: Deadline, desk: Desk) -> Rows:
    """The deadline with its dates, as a list of one."""
    return Rows((deadline_row(deadline, desk, opens=False),))
