"""Has somebody else changed a record since its form was opened?

A form brings all its fields back, so that an old one would undo what was changed meanwhile. What it says therefore ends
in the number of the last event before it was opened: ``correct C-1 seen: 17``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.forms import words as form_words
from handlers.forms.filled import Filled

_MARK = re.compile(r"(?:^|\s)seen: (\d{1,12})$", re.ASCII)
DOUBT = "seen"


def split_event_mark(rest: str) -> tuple[str, str]:
    """What was said without the mark, and the mark; empty where there is none."""
    found = _MARK.search(rest)
    return (rest[: found.start()], found[1]) if found else (rest, "")


def with_event_mark(reply: Reply, seen: str, desk: Desk) -> Reply:
    """The reply, its form saying since when it was open: since it was first opened, or else now."""
    if reply.form is None:
        return reply
    said = f"{reply.form.say} seen: {seen or desk.store.head().number}"
    return replace(reply, form=replace(reply.form, say=said))


def doubt_if_stale(filled: Filled, seen: str, id: str, known: Mapping[str, str], desk: Desk) -> None:
    """Doubt what writes over a change that is younger than the form; ``known`` is the record as its form has it."""
    if not seen or desk.store.head().number == int(seen):
        return
    younger = [event for event in desk.store.history(id) if event.number > int(seen)]
    changed = tuple(name for event in younger for row in (event.before, event.after) for name in row.get(id, {}))
    now = {
        field.label: known.get(field.id, "")
        for field in filled.fields
        if field.id.startswith(changed) and filled.values.get(field.id, "") != known.get(field.id, "")
    }
    if now:
        filled.doubt(DOUBT, form_words.changed(now))
