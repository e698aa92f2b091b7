"""What the renewal of a contract needs, as a reminder's button asks; and the form that takes somebody's message."""

from handlers.contracts.log import find_contract
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CONTRACT, CommandSpec, HelpGroup
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, Reply
from handlers.forms.filling import blank_form
from handlers.records.answers import answer
from handlers.understanding.requests.request import Request, Slots, View
from storage.records import Role

messages = catalog(__file__)


def renewal(rest: str, message: Message, desk: Desk) -> Reply:
    """``renewal ID``: its provisions under today's law, when the renewed contract must be posted, and how to log it."""
    id = find_contract(rest, desk).id
    return answer(
        Request(command="contract", view=View.RENEWAL, kind="contract", slots=Slots(ids=(id,))), message, desk
    )


MESSAGE = "message"
"""The field with the message that is to become a record."""


def paste(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``track``: asks for a message; with one after it, ``handlers.conversation.tracking`` reads that."""
    field = Field(MESSAGE, messages.track_message, "long", required=True, hint=messages.track_hint)
    return blank_form("track", messages.track_title, messages.track_read, (field,))


COMMANDS = (
    CommandSpec(
        name="track",
        usage="track MESSAGE",
        help=messages.help_track,
        example="track 2026-11-24 acme found a breach on november 20",
        group=HelpGroup.RECORDS,
        role=Role.PRIVACY,
        in_lines=True,
        takes_question=True,
        fits=r"(?s)|[0-9a-f]{16}|\d{4}-\d\d-\d\d\S*\s+\S.*|(?:\S+\s+){7,}\S.*",
        run=paste,
    ),
    CommandSpec(
        name="renewal",
        usage="renewal ID",
        example="renewal C-1",
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        fits=r"(?i:c-\d{1,9})",
        run=renewal,
    ),
)
