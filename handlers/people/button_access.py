"""Which buttons may somebody press?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, ListRows, Reply
from handlers.people.access import needed, owns, role_of
from storage.records import Deadline, Role

OPENS_PLACE = "setup"
"""The command by which a place is made the privacy team's own, which is given in it while many still read along."""


def pressable(choices: Iterable[Choice], message: Message, desk: Desk) -> tuple[Choice, ...]:
    """Those that the sender may press: what would only be refused is not offered.

    None on a desk that does not know the commands, since it cannot tell what a button does.
    """
    if not desk.commands:
        return ()
    return tuple(choice for choice in choices if _may_press(choice, message, desk))


def only_pressable(reply: Reply, message: Message, desk: Desk) -> Reply:
    """The reply with those buttons alone that its reader may press, below it and in its lists."""
    parts = tuple(_rows(part, message, desk) if isinstance(part, ListRows) else part for part in reply.parts)
    return replace(reply, parts=parts, choices=pressable(reply.choices, message, desk))


def _rows(part: ListRows, message: Message, desk: Desk) -> ListRows:
    return ListRows(
        tuple(
            row if row.choice is None or _may_press(row.choice, message, desk) else replace(row, choice=None)
            for row in part.rows
        )
    )


def _may_press(choice: Choice, message: Message, desk: Desk) -> bool:
    """For questions about the law the records are not read."""
    needs = _needed(choice, message, desk)
    if needs is Role.EVERYONE:
        return True
    if message.outsider or (message.public and not choice.say.startswith(OPENS_PLACE)):
        return False
    return role_of(message, desk).includes(needs)


def _needed(choice: Choice, message: Message, desk: Desk) -> Role:
    """What a button says begins with the command as it is spelt; where it is about a record, with its id next."""
    name, _, rest = choice.say.partition(" ")
    spec = desk.commands.get(name)
    if spec is None:
        return Role.EVERYONE
    return needed(spec.role, rest.partition(" ")[0] if spec.owners else "", message, desk)


def closable(deadlines: Iterable[Deadline], reader: Message, desk: Desk) -> frozenset[str]:
    """The ids of those that the reader may close."""
    team = role_of(reader, desk).includes(Role.PRIVACY)
    return frozenset(one.id for one in deadlines if team or owns(one, reader))
