"""Keeps only the buttons of a post that its reader may press."""

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
    """The post for the person whose own place it is; at other places, for the privacy team."""
    owner = next((one.id for one in desk.store.people() if place == mailbox(one) or place.id == one.place), "")
    return for_reader(reply, Message("", who=owner, surface=place.surface) if owner else None, desk)


def for_reader(reply: Reply, reader: Message | None, desk: Desk) -> Reply:
    """The post with the buttons that ``reader`` may press; without a reader, those of the privacy team.

    Where no button of a deadline is left, one shows it. A desk without commands changes nothing.
    """
    if not desk.commands:
        return reply
    desk, reader = (desk, reader) if reader else (replace(desk, role=Role.PRIVACY), Message(""))
    permitted = only_pressable(reply, reader, desk)
    show_buttons = _looks_at(reply.choices, permitted.choices, reader, desk)
    return replace(
        permitted,
        parts=tuple(
            _rows(was, now, reader, desk) if isinstance(was, Rows) and isinstance(now, Rows) else now
            for was, now in zip(reply.parts, permitted.parts, strict=True)
        ),
        choices=(*show_buttons, *permitted.choices),
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
    """The button that shows the deadline, where none of its buttons is left; else none."""
    deadline_buttons = [one for one in was if kind_of(_about(one)) is DEADLINE]
    if not deadline_buttons or any(_about(one) == _about(deadline_buttons[0]) for one in now):
        return ()
    return pressable([Choice(deadline_words.SHOW, f"deadline {_about(deadline_buttons[0])}")], reader, desk)


def _about(choice: Choice) -> str:
    return choice.say.partition(" ")[2].partition(" ")[0]
