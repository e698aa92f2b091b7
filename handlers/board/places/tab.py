"""The board inside a chat's app."""

from __future__ import annotations

from handlers.board.board import Board, board
from handlers.board.parts.lists import BoardQuery
from handlers.board.parts.staff import for_teacher, is_teachers
from handlers.board.places.link import COMMAND, store_trouble_as_sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.people.access import allow
from handlers.people.chats import TAB
from storage.records import Role

MOST = 50
"""Deadlines, of each kind that can be chosen there; the chat has the rest."""


@store_trouble_as_sorry()
def replies_for(who: str, desk: Desk, *, outsider: bool) -> tuple[Reply, ...]:
    """What a teacher finds there instead of the board; nothing for all others.

    Raises Sorry where the records cannot be read.
    """
    reader = Message("", who=who, surface=TAB, outsider=outsider)
    return for_teacher(reader, desk) if desk.records is not None and is_teachers(reader, desk) else ()


@store_trouble_as_sorry()
def board_for(who: str, desk: Desk, *, outsider: bool) -> Board:
    """The board for a person, as in ``teams:0a1b…``, if their role may see it; it is looked up each time.

    Raises Refused, and Sorry where the records cannot be read.
    """
    reader = Message(COMMAND, who=who, surface=TAB, outsider=outsider)
    allow(COMMAND, Role.STAFF, reader, desk)
    return board(BoardQuery(of_each=MOST), desk, reader)
