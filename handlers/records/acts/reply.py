"""Answers an act from plain words: shown with its values, and done only by one press."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply
from handlers.people.access import allow
from handlers.records.acts import words as act_words
from handlers.records.acts import year
from handlers.records.acts.changes import changing
from handlers.records.acts.deadlines import closing, putting_off
from handlers.records.acts.logs import logging, unsigned
from handlers.records.acts.people import handing_over, roles
from handlers.records.acts.prepared import choose
from handlers.records.acts.which import meant_records
from handlers.understanding.requests.request import Request
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
    **year.LOGS,
}
"""What shows each act; none of them writes."""


def act_reply(request: Request, message: Message, desk: Desk) -> Reply:
    """What the act would do, before anything is saved. Raises Refused where the typed command would, Sorry."""
    spec = desk.commands.get(request.command)
    role = Role.STAFF if spec is None or spec.owners else spec.role
    allow(request.command, role, message, desk, guests=False)
    if of_year := year.on_record_of_year(request, message, desk):
        return of_year
    if request.command == "vendor-letter":
        return _letter(request, message, desk)
    return ACTS[request.command](request, message, desk)


def _letter(request: Request, message: Message, desk: Desk) -> Reply:
    """What to ask a vendor for; of several contracts, which."""
    found = meant_records(request.slots, desk, "C")
    if len(found) == 1:
        return desk.commands["vendor-letter"].run(found[0].id, message, desk)
    buttons = [Choice(f"{one.id} {one.vendor}", f"vendor-letter {one.id}") for one in found]
    return choose(act_words.which_title("is it about"), [], buttons)
