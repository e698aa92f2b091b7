"""Answers an act from plain words: shown with its values, and done only by one press."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.contracts.named import offer_near
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Choice, Reply, Text
from handlers.people.access import allow
from handlers.records import words as record_words
from handlers.records.acts import words as act_words
from handlers.records.acts import year
from handlers.records.acts.by_form import by_form
from handlers.records.acts.changes import changing
from handlers.records.acts.deadlines import closing, putting_off
from handlers.records.acts.logs import logging, unsigned
from handlers.records.acts.people import handing_over, roles
from handlers.records.acts.prepared import choose
from handlers.records.acts.which import meant_records
from handlers.records.names import on_file
from handlers.understanding.requests.request import Request, Slots
from storage.records import Role

ACTS: Mapping[str, Callable[[Request, Message, Desk], Reply]] = {
    "log-contract": logging.log_contract,
    "log-breach": logging.log_breach,
    "received": logging.received,
    "done": closing.done,
    "undo": closing.undo,
    "snooze": putting_off.snooze,
    "assign": handing_over.assign,
    "remind": putting_off.remind,
    "correct": changing.correct,
    "note": changing.note,
    "withdraw": changing.withdraw,
    "erase": changing.erase,
    "grant": roles.grant,
    "revoke": roles.revoke,
    "setup": roles.setup,
    "no-contract": unsigned.no_contract,
}
"""What shows each act; none of them writes."""
ON_FILE = frozenset({
    "done", "undo", "snooze", "assign", "remind", "correct", "note", "withdraw", "erase", "vendor-letter",
})  # fmt: skip
"""Acts on what is on file."""


def act_reply(request: Request, message: Message, desk: Desk) -> Reply:
    """What the act would do, before anything is saved. Raises Refused where the typed command would, Sorry."""
    spec = desk.commands.get(request.command)
    role = Role.STAFF if spec is None or spec.owners else spec.role
    allow(request.command, role, message, desk, guests=False)
    if of_year := year.on_record_of_year(request, message, desk):
        return of_year
    request = replace(request, slots=on_file(request.slots, desk))
    if request.command in ON_FILE and _only_like(request.slots):
        return _nothing_of(request.slots.said, message, desk)
    act = _letter if request.command == "vendor-letter" else ACTS.get(request.command, by_form)
    return _with_said(act(request, message, desk), request, message, desk)


def _only_like(slots: Slots) -> bool:
    """Whether a vendor or product is named that is not on file."""
    return bool(slots.said) and not (slots.ids or slots.records)


def _nothing_of(said: str, message: Message, desk: Desk) -> Reply:
    """Nothing is on file under that name; what is like it is only offered."""
    near, offered = offer_near(said, message, desk)
    shown = choose(act_words.nothing_of(said), [near or act_words.NOTHING_KNOWN], [*offered, *_ALL])
    return replace(shown, choices=(*offered, *_ALL))


_ALL = (Choice(record_words.SHOW_CONTRACTS, "contracts"), Choice(act_words.ALL_DEADLINES, "deadlines"))


def _with_said(reply: Reply, request: Request, message: Message, desk: Desk) -> Reply:
    """What would be done, with the name that was said where it is not that on file, and what is like it."""
    said = request.slots.said
    if not said or not reply.asks:
        return reply
    acts_on_it = request.slots.records and request.command in ON_FILE
    note, offered = (act_words.you_wrote(said), ()) if acts_on_it else offer_near(said, message, desk)
    return replace(
        reply,
        parts=(*((Text(note),) if note else ()), *reply.parts),
        choices=(*reply.choices, *offered)[:MOST_CHOICES],
    )


def _letter(request: Request, message: Message, desk: Desk) -> Reply:
    """What to ask a vendor for; of several contracts, which."""
    found = meant_records(request.slots, desk, "C")
    if len(found) == 1:
        return desk.commands["vendor-letter"].run(found[0].id, message, desk)
    buttons = [Choice(f"{one.id} {one.vendor}", f"vendor-letter {one.id}") for one in found]
    return choose(act_words.which_title("is it about"), [], buttons)
