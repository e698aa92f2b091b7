"""Notices when a record was changed after its form was opened.

A form sends all its fields back, so an old form would undo later changes. Its command therefore ends in the number of
the last event before it was opened: ``correct C-1 seen: 17``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.forms import words as form_words
from handlers.forms.filled import Filled

_MARK = re.compile(r"(?:^|\s)seen: (\d{1,12})$", re.ASCII)
DOUBT = "seen"


def split_event_mark(rest: str) -> tuple[str, str]:
    """The text without its mark, and the mark; empty where there is none."""
    found = _MARK.search(rest)
    return (rest[: found.start()], found[1]) if found else (rest, "")


def with_event_mark(reply: Reply, mark: str, desk: Desk) -> Reply:
    """The reply with the mark in its form's command: that of the first opening, or else of now."""
    if reply.form is None:
        return reply
    said = event_mark(reply.form.say, int(mark or desk.store.head().number))
    return replace(reply, form=replace(reply.form, say=said))


def event_mark(say: str, number: int) -> str:
    """A command that was offered when the event with that number was the last."""
    return f"{say} seen: {number}"


def doubt_if_stale(filled: Filled, mark: str, id: str, known: Mapping[str, str], desk: Desk) -> None:
    """Ask for confirmation where the form would undo a newer change; ``known`` is the record as its form has it."""
    if not mark or desk.store.head().number == int(mark):
        return
    younger = [event for event in desk.store.history(id) if event.number > int(mark)]
    changed = tuple(name for event in younger for row in (event.before, event.after) for name in row.get(id, {}))
    now = {
        field.label: known.get(field.id, "")
        for field in filled.fields
        if field.id.startswith(changed) and filled.values.get(field.id, "") != known.get(field.id, "")
    }
    if now:
        filled.doubt(DOUBT, form_words.changed(now))
