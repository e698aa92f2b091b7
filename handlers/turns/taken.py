"""A message as it is to be answered after the turns before it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.parsed import ParsedCommand
from handlers.understanding.requests.request import Request, Slots, View

_COMMANDS: dict[View, str] = {
    View.DUE: "deadlines",
    View.HAPPENED: "history",
    View.TOLD: "breach",
    View.FILE: "contract-file",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A message as it is to be answered."""

    message: Message
    parsed: ParsedCommand
    request: Request | None
    pressed: bool = False
    """Whether it stands for the button that was shown."""
    starts: bool = False
    """Whether it says that what was spoken of is over."""
    beside: tuple[str, ...] = ()
    """Ids of records that are shown beneath an answer on the law, as it may be them that are asked about."""


def as_asked(request: Request, message: Message) -> Taken:
    """The message taken as that request."""
    return Taken(message, ParsedCommand(request.command), request)


def view_of_one(view: View, id: str) -> Request:
    """A view of one record."""
    kind = {"C": "contract", "B": "breach", "D": "deadline"}.get(id[:1], "contract")
    if view is View.POSTED and kind == "breach":
        view = View.TOLD  # its notice on the website is one of those that are owed
    if view is View.EXPIRING and kind != "contract":
        view = View.DUE
    command = _COMMANDS.get(view, "breaches" if kind == "breach" else "contracts")
    return Request(command, view=view, kind=kind, slots=Slots(ids=(id,) if id else ()))


def begins_other(text: str, act: Request, desk: Desk) -> bool:
    """Whether it begins with another command that changes records: "assign Ana Diaz" fills no form of a contract."""
    spec = desk.commands.get(text.partition(" ")[0].lower())
    return spec is not None and spec.changes and spec.name != act.command
