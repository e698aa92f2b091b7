"""Which buttons a post has for the person who reads it: those that are not refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.dialogue.command_spec import DEADLINE, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Rows
from handlers.people.access import only_pressable, pressable
from handlers.people.page_people import mailbox
from storage.records import Place, Role


def for_place(reply: Reply, place: Place, desk: Desk) -> Reply:
    """The post as it stands at a place: for the one person whose own it is, else for the privacy team."""
    owner = next((one.id for one in desk.store.people() if place == mailbox(one) or place.id == one.place), "")
    return for_reader(reply, Message("", who=owner, surface=place.surface) if owner else None, desk)


def for_reader(reply: Reply, reader: Message | None, desk: Desk) -> Reply:
    """The post with the buttons that its reader may press; without a reader, somebody of the privacy team.

    Where nothing can be done with a deadline, it can be looked at. A desk without commands knows no buttons.
    """
    if not desk.commands:
        return reply
    desk, reader = (desk, reader) if reader else (replace(desk, role=Role.PRIVACY), Message(""))
    able = only_pressable(reply, reader, desk)
    looks = _looks_at(reply.choices, able.choices, reader, desk)
    return replace(
        able,
        parts=tuple(
            _rows(was, now, reader, desk) if isinstance(was, Rows) and isinstance(now, Rows) else now
            for was, now in zip(reply.parts, able.parts, strict=True)
        ),
        choices=(*looks, *able.choices),
    )


def _rows(was: Rows, now: Rows, reader: Message, desk: Desk) -> Rows:
    rows = (
        row
        if row.opens or row.actions
        else replace(row, opens=next(iter(_looks_at(old.actions, (), reader, desk)), None))
        for old, row in zip(was.rows, now.rows, strict=True)
    )
    return replace(now, rows=tuple(rows))


def _looks_at(was: Iterable[Choice], now: tuple[Choice, ...], reader: Message, desk: Desk) -> tuple[Choice, ...]:
    """What shows the deadline with which nothing can be done anymore; none where there is something, or no deadline."""
    acts = [one for one in was if kind_of(_about(one)) is DEADLINE]
    if not acts or any(_about(one) == _about(acts[0]) for one in now):
        return ()
    return pressable([Choice(deadline_words.SHOW, f"deadline {_about(acts[0])}")], reader, desk)


def _about(choice: Choice) -> str:
    return choice.say.partition(" ")[2].partition(" ")[0]
