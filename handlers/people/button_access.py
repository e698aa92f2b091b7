"""Which buttons may somebody press?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import CHANGING
from handlers.dialogue.reply import Choice
from handlers.people.access import RANKS, needed, owns, role_of
from storage.records import Deadline, Role

FOR_THE_TEAM = CHANGING - {"send-gap"}
"""The commands that change the records take the privacy team's role, or a higher one."""


def pressable(choices: Iterable[Choice], message: Message, desk: Desk) -> tuple[Choice, ...]:
    """Those that whoever sends the message may press: what would only be refused is not offered."""
    role = role_of(message, desk)
    return tuple(choice for choice in choices if _may(role, choice.say, message, desk))


def _may(role: Role, say: str, message: Message, desk: Desk) -> bool:
    command = say.partition(" ")[0]
    needs = Role.PRIVACY if command in FOR_THE_TEAM else Role.EVERYONE
    return RANKS.index(role) >= RANKS.index(needed(command, needs, replace(message, text=say), desk))


def closable(deadlines: Iterable[Deadline], reader: Message, desk: Desk) -> frozenset[str]:
    """The ids of those that whoever the message is from may close."""
    team = RANKS.index(role_of(reader, desk)) >= RANKS.index(Role.PRIVACY)
    return frozenset(one.id for one in deadlines if team or owns(one, reader))
