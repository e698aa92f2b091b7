"""Where each deadline stands: its newest message at a place has its buttons, the older ones have none."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialogue.desk import Desk
from handlers.reminders.channels import is_at
from storage.records import Deadline, Place


def messages_of(deadline: str, place: Place, desk: Desk) -> list[str]:
    """The addresses of its messages at a place, the newest first."""
    sent = [
        (reminder.sent_at, reminder.sent_as)
        for reminder in desk.store.reminders(deadline)
        if reminder.sent_at and is_at(reminder.sent_as, place)
    ]
    return list(dict.fromkeys(address for _, address in sorted(sent, reverse=True)))


def message_of(deadline: str, place: Place, desk: Desk) -> str:
    """The address of its newest message at a place; empty where there is none."""
    return next(iter(messages_of(deadline, place, desk)), "")


def deadlines_in(address: str, desk: Desk) -> list[Deadline]:
    """The deadlines that one message speaks of, each once."""
    ids = dict.fromkeys(reminder.deadline for reminder in desk.store.in_message(address))
    return [deadline for id in ids if id and (deadline := desk.store.deadline(id))]


def place_of(address: str, desk: Desk) -> Place | None:
    """The place at which a message stands; None where it is no message that can be changed."""
    return desk.store.place(address.partition(" ")[0]) if " " in address else None


def one_message(addresses: Sequence[str]) -> str:
    """The one message in which all of them stand; empty where there are several, or one has none."""
    found = set(addresses)
    return next(iter(found)) if len(found) == 1 else ""
