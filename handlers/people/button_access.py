"""Which buttons may somebody press?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.record_kinds import kind_of
from handlers.dialogue.reply import Choice, Part, Reply, Row, Rows
from handlers.people.access import is_lead, needed, owned_by, owns, role_for, role_of
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
    parts = pressable_rows(reply.parts, message, desk)
    return replace(reply, parts=parts, choices=pressable(reply.choices, message, desk))


def _may_press(choice: Choice, message: Message, desk: Desk) -> bool:
    """For questions about the law the records are not read."""
    needs = _needed(choice, message, desk)
    spec = desk.commands.get(choice.say.partition(" ")[0])
    if spec and spec.leads and is_lead(message, desk) and not (message.outsider or message.public):
        return True
    if needs is Role.EVERYONE:
        return not (message.outsider and spec is not None and spec.changes)
    anywhere = choice.say.startswith(OPENS_PLACE) or (spec is not None and spec.anywhere)
    if message.outsider or (message.public and not anywhere):
        return False
    return role_of(message, desk).includes(needs)


def pressable_rows(parts: Iterable[Part], message: Message, desk: Desk) -> tuple[Part, ...]:
    """The parts, with what the sender may do in their lists."""
    return tuple(_within(part, message, desk) if isinstance(part, Rows) else part for part in parts)


def _within(rows: Rows, message: Message, desk: Desk) -> Rows:
    def kept(row: Row) -> Row:
        opens = pressable([row.opens], message, desk) if row.opens else ()
        return replace(row, opens=next(iter(opens), None), actions=pressable(row.actions, message, desk))

    return replace(rows, rows=tuple(map(kept, rows.rows)))


def _needed(choice: Choice, message: Message, desk: Desk) -> Role:
    """What a button says begins with the command as it is spelt; where it is about a record, with its id next."""
    name, _, rest = choice.say.partition(" ")
    spec = desk.commands.get(name)
    if spec is None:
        return Role.EVERYONE
    id = rest.partition(" ")[0]
    return needed(role_for(spec, id, desk), owned_by(spec, id), message, desk)


def shows_record(deadline: Deadline, reader: Message | None, desk: Desk) -> bool:
    """Whether what it follows from is for its reader: their own, and what the reader's role may look at."""
    kind = kind_of(deadline.record)
    return reader is None or kind is None or owns(deadline, reader) or role_of(reader, desk).includes(kind.sees)


def closable(deadlines: Iterable[Deadline], reader: Message, desk: Desk) -> frozenset[str]:
    """The ids of those that the reader may close."""
    team = role_of(reader, desk).includes(Role.PRIVACY)
    return frozenset(one.id for one in deadlines if team or owns(one, reader))
