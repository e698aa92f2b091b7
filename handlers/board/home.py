"""The replies that make up the App Home of a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.board import words as board_words
from handlers.board.board import begun, board, greeting
from handlers.board.lists import BoardQuery
from handlers.board.read_once import reading_once
from handlers.breaches.listing import breach_rows
from handlers.contracts.listing import contract_rows
from handlers.contracts.provisions import missing_provisions
from handlers.deadlines import words as deadline_words
from handlers.deadlines.charts import timely_chart, weeks_chart
from handlers.deadlines.rows import deadline_rows, list_tone
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Reply, Text, sorry_reply
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
        below = _board(desk) if team else (_own_contracts(message, desk),)
        return (*begun(started, _start(message, desk, team=team)), _due(message, desk), *below)
    except (Sorry, StoreError) as trouble:
        return (sorry_reply(wording.SORRY_TITLE, str(trouble)),)


def _law_only() -> Reply:
    return Reply(
        title=wording.WELCOME_TITLE, parts=(Text(wording.WELCOME),), choices=QUESTIONS, footer=wording.NOT_ADVICE
    )


def _start(message: Message, desk: Desk, *, team: bool) -> Reply:
    """How things stand, the coming weeks, questions to answer, and the quick actions."""
    reply = greeting(message, desk)
    found = desk.store.deadlines(status=Status.OPEN)
    drawn = (*weeks_chart(found, desk.today), *timely_chart(desk.store.deadlines(), desk))
    shown = board(BoardQuery(), desk) if team else None
    stuck = (Text(shown.stuck),) if shown and shown.stuck else ()
    waiting = shown.questions if shown else 0
    answer = (Choice(question_words.count(waiting), "gaps"),) if waiting else ()
    return replace(reply, parts=(*stuck, *drawn, Text(board_words.START)), choices=(*answer, *reply.choices))


def _due(message: Message, desk: Desk) -> Reply:
    """Their own open deadlines, the earliest first; everybody's where they have none."""
    open_ones = desk.store.deadlines(status=Status.OPEN)
    me = names.all_names(message.who, desk)
    own = [deadline for deadline in open_ones if deadline.owner.casefold() in me]
    found = own or open_ones
    shown = found[:MOST_DUE]
    return Reply(
        title=board_words.MY_DUE if own else board_words.DUE,
        parts=(deadline_rows(shown, desk, message) if shown else Text(deadline_words.NOTHING_OPEN),),
        choices=(Choice(board_words.ALL_DUE, "deadlines"),) if len(open_ones) > len(shown) else (),
        tone=list_tone(found, desk),
        footer=board_words.shown_of(len(shown), len(found)),
    )


def _own_contracts(message: Message, desk: Desk) -> Reply:
    """The contracts they own, the newest first."""
    me = names.all_names(message.who, desk)
    found = [c for c in desk.store.contracts() if not c.withdrawn and c.owner.casefold() in me][::-1]
    shown = found[:MOST_MINE]
    return Reply(
        title=board_words.MINE,
        parts=(contract_rows(shown, desk) if shown else Text(board_words.NONE_MINE),),
        footer=board_words.shown_of(len(shown), len(found)),
    )


def _board(desk: Desk) -> Iterator[Reply]:
    """For the privacy team: the contracts that lack something, and the breaches."""
    contracts = [one for one in desk.store.contracts() if not one.withdrawn and missing_provisions(one, desk)][::-1]
    breaches = [one for one in desk.store.breaches() if not one.withdrawn][::-1]
    yield Reply(
        title=board_words.LACKING,
        parts=(contract_rows(contracts[:MOST_LISTED], desk) if contracts else Text(board_words.NONE),),
        choices=(Choice(board_words.ALL_CONTRACTS, "contracts"),),
        footer=board_words.shown_of(min(MOST_LISTED, len(contracts)), len(contracts)),
    )
    yield Reply(
        title=board_words.BREACHES,
        parts=(breach_rows(breaches[:MOST_LISTED], desk) if breaches else Text(board_words.NONE),),
        choices=(Choice(board_words.ALL_BREACHES, "breaches"),),
        footer=board_words.shown_of(min(MOST_LISTED, len(breaches)), len(breaches)),
    )
