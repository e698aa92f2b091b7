"""Write a reply as JSON for scripts, with the records that it speaks of and those that were changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from handlers.dialogue.outcome import Note, Outcome
from handlers.dialogue.record_kinds import id_pattern
from handlers.dialogue.reply import Form, Reply, Tone
from handlers.dialogue.text.plain_text import plain
from handlers.understanding.reading import ASK
from storage.records import Event

OF_LAW: Mapping[Tone, str] = {
    "allowed": "yes", "counts": "yes", "enough": "yes", "in-time": "yes", "needed": "yes", "not-allowed": "no",
    "counts-not": "no", "not-enough": "no", "too-late": "no", "no-duty": "no",
}  # fmt: skip
"""What the law says, and the Yes or No where the text does not begin with one."""
_ID = re.compile(rf"(?<![\w-]){id_pattern()}(?![\w-])")


def reply_json(reply: Reply, note: Note, written: Sequence[Event]) -> dict[str, Any]:
    """The fields of ``dpa talk --jsonl``."""
    changed = _changed(written)
    return {
        "command": "" if _is_small_talk(reply, note) else note.command,
        "reply": {
            "title": reply.title,
            "badge": _badge(reply),
            "text": plain(reply, headed=False),
            "choices": [{"label": choice.label, "say": choice.say} for choice in reply.every_choice],
            "form": _form(reply.form) if reply.form else None,
            "files": [file.name for file in reply.files],
        },
        "records": list(dict.fromkeys([*reply.records, *_named(reply), *changed])),
        "changed": changed,
        "law": asdict(reply.law) if reply.law else None,
    }


def _badge(reply: Reply) -> str:
    """Yes, no or depends for what the law says, as the question was asked; else how a record stands."""
    if reply.tone in OF_LAW:
        return (reply.law.opens if reply.law else None) or OF_LAW[reply.tone]
    return "none" if reply.tone == "plain" else reply.tone


def _is_small_talk(reply: Reply, note: Note) -> bool:
    """Whether a message that is no command asked nothing of the law either."""
    return note.command == ASK and reply.law is None and note.outcome is Outcome.ANSWERED


def _form(form: Form) -> dict[str, Any]:
    fields = {one.id: {"value": one.value, "error": one.error, "required": one.required} for one in form.fields}
    return {"command": form.say.partition(" ")[0], "fields": fields}


def _named(reply: Reply) -> list[str]:
    """The ids of records that stand in the reply, or that its form is about."""
    return _ID.findall("\n".join([reply.title, plain(reply), reply.form.say if reply.form else ""]))


def _changed(written: Sequence[Event]) -> list[str]:
    """The ids of the records that were written; reminders and people go without."""
    ids = (id for event in written for id in (*event.made, *event.before, *event.after))
    return [id for id in dict.fromkeys(ids) if _ID.fullmatch(id) or id == "setup"]
