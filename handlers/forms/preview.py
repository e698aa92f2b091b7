"""Shows a form again with what was typed so far, and saves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply
from handlers.forms import words as form_words
from storage.port import ReadableStore, Store

QUESTIONS = frozenset(name for name in vars(ReadableStore) if name[0] != "_") | {"conversation", "file_content"}
"""What a store answers without changing; a new method is refused until it is named here."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Unchanged:
    """Records that can only be read; anything that would write raises Sorry."""

    store: Store

    def __getattr__(self, name: str) -> Any:
        if name not in QUESTIONS:
            raise Sorry(form_words.ONLY_LOOKED)
        return getattr(self.store, name)


def preview_form(run: Callable[[str, Message, Desk], Reply], rest: str, message: Message, desk: Desk) -> Reply:
    """The form that a command begins with, filled in with the message's ``fields``, of which none is judged.

    Raises Sorry where the command has no form, or would have to write.
    """
    unchanged = cast("Store", Unchanged(desk.records)) if desk.records is not None else None
    reply = run(rest, replace(message, fields={}, files=()), replace(desk, records=unchanged))
    if reply.form is None:
        raise Sorry(form_words.ONLY_LOOKED)
    fields = tuple(replace(field, value=message.fields.get(field.id, field.value)) for field in reply.form.fields)
    return replace(reply, form=replace(reply.form, fields=fields))
