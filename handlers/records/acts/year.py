"""Prepares acts on exceptions for a child's plan and on families' requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.record_kinds import EXCEPTION, FAMILY_REQUEST, kind_of
from handlers.dialogue.reply import Reply
from handlers.people.access import permit
from handlers.records.acts import words as act_words
from handlers.records.acts.prepared import Prepared, open_form, reply, understood
from handlers.records.acts.which import meant_records
from handlers.understanding.requests.request import Request

_FORMS: Mapping[str, str] = {"done": "close-request", "withdraw": "withdraw", "erase": "erase", "correct": "correct"}
"""The acts that ask for something in a form, and its command."""
_ASKS: Mapping[str, re.Pattern[str]] = {
    "delete": re.compile(r"\b(?:delet\w+|remov\w+|eras\w+|destroy\w*|wip\w+)\b", re.IGNORECASE),
    "correct": re.compile(r"\b(?:correct\w*|fix\w*|chang\w+|amend\w*)\b", re.IGNORECASE),
    "see": re.compile(r"\b(?:see|copy|copies|review|inspect|access|show)\b", re.IGNORECASE),
}
_ASKED_BY: Mapping[str, re.Pattern[str]] = {
    "parent": re.compile(r"\b(?:parents?|moms?|mothers?|dads?|fathers?|guardians?|famil(?:y|ies))\b", re.IGNORECASE),
    "student": re.compile(r"\bstudents?\b", re.IGNORECASE),
}


def on_record_of_year(request: Request, message: Message, desk: Desk) -> Reply | None:
    """What the act would do with the exception or the request that is named by its id; None where none is."""
    id = next((one for one in request.slots.ids if kind_of(one) in {EXCEPTION, FAMILY_REQUEST}), "")
    kind = kind_of(id)
    if kind is None:
        return None
    if request.command == "undo":
        permit(desk.commands["undo"], id, message, desk)
        return reply(Prepared(title=act_words.undo_button(id), say=f"undo {id}", button=act_words.undo_button(id)))
    command = _FORMS.get(request.command, "")
    if not command or (command == "close-request" and kind is EXCEPTION):
        permit(desk.commands[kind.word], id, message, desk)
        return desk.commands[kind.word].run(id, message, desk)
    form = open_form(command, id, {}, message, desk)
    return reply(Prepared(title=form.title, form=form))


def log_exception(request: Request, message: Message, desk: Desk) -> Reply:
    """The form of an exception, with the vendor that was named."""
    return _logged("log-exception", {"vendor": request.slots.vendor, "product": request.slots.product}, message, desk)


def log_family_request(request: Request, message: Message, desk: Desk) -> Reply:
    """The form of a family's request: what is asked of which vendor. A name that was said goes into no field."""
    found = meant_records(request.slots, desk, "C")
    values = {
        "kind": next((kind for kind, said in _ASKS.items() if said.search(message.text)), ""),
        "contract": found[0].id if len(found) == 1 else "",
        "vendor": "" if found else request.slots.vendor,
        "asked_by": next((who for who, said in _ASKED_BY.items() if said.search(message.text)), ""),
    }
    return _logged("log-family-request", values, message, desk)


def _logged(command: str, said: Mapping[str, str], message: Message, desk: Desk) -> Reply:
    values = {id: value for id, value in said.items() if value}
    form = open_form(command, "", values, message, desk)
    return reply(Prepared(title=form.title, form=form, understood=(understood(form, values, desk),) if values else ()))


LOGS: Mapping[str, Callable[[Request, Message, Desk], Reply]] = {
    "log-exception": log_exception,
    "log-family-request": log_family_request,
}
"""What shows each act that puts one on record."""
