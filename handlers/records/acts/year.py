"""Prepares acts on exceptions for a child's plan and on families' requests."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.record_kinds import EXCEPTION, FAMILY_REQUEST, kind_of
from handlers.dialogue.reply import Reply
from handlers.people.access import permit
from handlers.records.acts import words as act_words
from handlers.records.acts.prepared import Prepared, open_form, reply
from handlers.understanding.requests.request import Request

_FORMS: Mapping[str, str] = {"done": "close-request", "withdraw": "withdraw", "erase": "erase", "correct": "correct"}
"""The acts that ask for something in a form, and its command."""


def on_record_of_year(request: Request, message: Message, desk: Desk) -> Reply | None:
    """What the act would do with the exception or the request that is named by its id; None where none is."""
    id = next((one for one in request.slots.ids if kind_of(one) in {EXCEPTION, FAMILY_REQUEST}), "")
    kind = kind_of(id)
    if kind is None or (request.command not in {*_FORMS, "undo"} and kind in desk.commands[request.command].takes_id):
        return None  # its own command prepares it
    if request.command == "undo":
        permit(desk.commands["undo"], id, message, desk)
        return reply(Prepared(title=act_words.undo_button(id), say=f"undo {id}", button=act_words.undo_button(id)))
    command = _FORMS.get(request.command, "")
    if not command or (command == "close-request" and kind is EXCEPTION):
        permit(desk.commands[kind.word], id, message, desk)
        return desk.commands[kind.word].run(id, message, desk)
    form = open_form(command, id, {}, message, desk)
    return reply(Prepared(title=form.title, form=form))
