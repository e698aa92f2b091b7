"""The replies that make up the App Home of a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.board import words as board_words
from handlers.board.board import begun, board, greeting
from handlers.board.lists import BoardQuery, RecordRow, contract_list
from handlers.board.read_once import reading_once
from handlers.contracts.listing import contract_table
from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Facts, Reply, Text, sorry_reply
from handlers.people import names
from handlers.people.access import role_of
from handlers.questions import words as question_words
from handlers.setup.welcome import QUESTIONS, getting_started
from storage.port import StoreError
from storage.records import Role, Status

MOST_DUE, MOST_MINE, MOST_LISTED = 8, 8, 5


def home(message: Message, desk: Desk) -> tuple[Reply, ...]:
    """The replies of the sender's App Home, in order; they show what the sender's role may see."""
    desk = reading_once(desk)
    try:
        role = role_of(message, desk) if desk.records is not None else Role.EVERYONE
        started = getting_started(message, desk)
        if role is Role.EVERYONE or (started and not desk.store.deadlines(status=Status.OPEN)):
            return begun(started, _law_only())
        team = role.includes(Role.PRIVACY)
        own = _due(message, desk), _own_contracts(message, desk)
        return (*begun(started, _start(message, desk)), *own, *(_board(desk) if team else ()))
    except (Sorry, StoreError) as trouble:
        return (sorry_reply(wording.SORRY_TITLE, str(trouble)),)


def _law_only() -> Reply:
    return Reply(
        title=wording.WELCOME_TITLE, parts=(Text(wording.WELCOME),), choices=QUESTIONS, footer=wording.NOT_ADVICE
    )


def _start(message: Message, desk: Desk) -> Reply:
    """How things stand, and the quick actions; those who log nothing get the questions alone."""
    return replace(greeting(message, desk), parts=(Text(board_words.START),))


def _due(message: Message, desk: Desk) -> Reply:
    """Their own open deadlines, the earliest first; everybody's where they have none."""
    open_ones = desk.store.deadlines(status=Status.OPEN)
    me = names.all_names(message.who, desk)
    own = [deadline for deadline in open_ones if deadline.owner.casefold() in me]
    found = own or open_ones
    shown = found[:MOST_DUE]
    return Reply(
        title=board_words.MY_DUE if own else board_words.DUE,
        parts=(status.deadline_lines(shown, desk) if shown else Text(deadline_words.NOTHING_OPEN),),
        choices=(
            *(status.deadline_button(one, desk) for one in shown),
            *((Choice(board_words.ALL_DUE, "deadlines"),) if len(open_ones) > len(shown) else ()),
        ),
        tone=status.tone(found, desk) if shown else "plain",
        footer=board_words.shown_of(len(shown), len(found)),
    )


def _own_contracts(message: Message, desk: Desk) -> Reply:
    """The contracts they own, the newest first."""
    me = names.all_names(message.who, desk)
    found = [c for c in desk.store.contracts() if not c.withdrawn and c.owner.casefold() in me][::-1]
    shown = found[:MOST_MINE]
    return Reply(
        title=board_words.MINE,
        parts=(contract_table(shown, desk) if shown else Text(board_words.NONE_MINE),),
        choices=tuple(Choice(f"{c.id} {c.vendor}"[:75], f"contract {c.id}") for c in shown),
        footer=board_words.shown_of(len(shown), len(found)),
    )


def _board(desk: Desk) -> Iterator[Reply]:
    """For the privacy team: how much is due when, what is missing in contracts, and the breaches."""
    found = board(BoardQuery(), desk)
    lacking = contract_list(BoardQuery(gaps=True), desk)
    counts = Facts(tuple((board_words.COUNTS[state], str(number)) for state, number in found.counts.items()))
    yield Reply(
        title=board_words.BOARD,
        parts=(*((Text(found.stuck),) if found.stuck else ()), counts),
        choices=(
            *((Choice(question_words.count(found.questions), "gaps"),) if found.questions else ()),
            Choice(board_words.ALL_DUE, "deadlines"),
        ),
    )
    every = Choice(board_words.ALL_CONTRACTS, "contracts"), Choice(board_words.ALL_BREACHES, "breaches")
    yield _record_list(board_words.LACKING, "contract", lacking.shown, lacking.lacking, every[0])
    yield _record_list(board_words.BREACHES, "breach", found.breaches.shown, found.breaches.found, every[1])


def _record_list(title: str, command: str, rows_found: Sequence[RecordRow], number: int, every: Choice) -> Reply:
    """The newest records of a list, and how many there are."""
    shown = rows_found[:MOST_LISTED]
    rows = tuple((one.id, "; ".join((one.name, *one.gaps))) for one in shown)
    return Reply(
        title=title,
        parts=(Facts(rows) if rows else Text(board_words.NONE),),
        choices=(*(Choice(f"{one.id} {one.name}"[:75], f"{command} {one.id}") for one in shown), every),
        footer=board_words.shown_of(len(shown), number),
    )
