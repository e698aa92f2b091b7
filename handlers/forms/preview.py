"""Shows a form again with what was typed so far, and saves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply
from handlers.forms import words as form_words
from storage.port import Store
from storage.read_only import read_only


def unchanged(store: Store) -> Store:
    """Records that can only be read; anything that would write raises Sorry."""
    return read_only(store, lambda _: Sorry(form_words.ONLY_LOOKED))


def preview_form(run: Callable[[str, Message, Desk], Reply], rest: str, message: Message, desk: Desk) -> Reply:
    """The form that a command begins with, filled in with the message's ``fields``, of which none is judged.

    Raises Sorry where the command has no form, or would have to write.
    """
    records = unchanged(desk.records) if desk.records is not None else None
    reply = run(rest, replace(message, fields={}, files=()), replace(desk, records=records))
    if reply.form is None:
        raise Sorry(form_words.ONLY_LOOKED)
    fields = tuple(replace(field, value=message.fields.get(field.id, field.value)) for field in reply.form.fields)
    return replace(reply, form=replace(reply.form, fields=fields))
