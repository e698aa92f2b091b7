"""The command that a reminder's button says: what the renewal of a contract needs."""

from __future__ import annotations

from handlers.contracts.log import find_contract
from handlers.dialogue.command_spec import CONTRACT, CommandSpec
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.records.answers import answer
from handlers.understanding.requests.request import Request, Slots, View
from storage.records import Role


def renewal(rest: str, message: Message, desk: Desk) -> Reply:
    """``renewal ID``: its provisions under today's law, when the renewed contract must be posted, and how to log it."""
    id = find_contract(rest, desk).id
    return answer(
        Request(command="contract", view=View.RENEWAL, kind="contract", slots=Slots(ids=(id,))), message, desk
    )


COMMANDS = (
    CommandSpec(
        name="renewal",
        usage="renewal ID",
        example="renewal C-1",
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        needs_argument=True,
        fits=r"(?i:c-\d{1,9})",
        run=renewal,
    ),
)
