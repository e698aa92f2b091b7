"""What does the board show?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.board import words as wording_board
from handlers.board.dues import Due, Listed, counts, dues
from handlers.board.lists import Asked, Shelf, breach_list, contract_list
from handlers.board.timeline import Window
from handlers.contracts import commands as contracts
from handlers.deadlines import status as standing
from handlers.deadlines import words
from handlers.deadlines import words as wording_deadlines
from handlers.deadlines.status import State
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Part, Reply, Text
from handlers.reminders.posts import post
from handlers.reminders.waiting import stuck
from storage.port import StoreError
from storage.records import Status

NEXT = 3
SENT = 20
STEPS = 6
"""How many steps of one deadline may have gone out as one post."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A reminder that went out; ``reply`` is None where its deadline is closed or a newer one has the buttons."""

    id: str
    at: datetime
    title: str
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board, in the order in which it is read."""

    today: date
    counts: dict[State, int]
    due: tuple[Due, ...]
    window: Window
    sorts: tuple[Listed, ...]
    contracts: Shelf
    breaches: Shelf
    sent: tuple[Sent, ...]
    stuck: str = ""
    """That posts do not get out, and what to do; empty where they do."""

    @property
    def open(self) -> int:
        """How many deadlines are open."""
        return sum(self.counts.values())


def board(asked: Asked, desk: Desk, reader: Message | None = None) -> Board:
    """The board as it stands, for whoever reads it, or for the team. Raises Sorry when the records cannot be read."""
    try:
        open_ones = desk.store.deadlines(status=Status.OPEN)
        found = dues(open_ones, asked, reader, desk)
        return Board(
            today=desk.today,
            counts=counts(open_ones, desk.today),
            due=found.shown,
            window=found.window.counted([(d.safe, d.last_day) for d in open_ones]),
            sorts=found.sorts,
            contracts=contract_list(asked, desk),
            breaches=breach_list(asked, desk),
            sent=sent(desk),
            stuck=wording_board.stuck(len(stuck(desk, timedelta()))),
        )
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble


def sent(desk: Desk, after: datetime | None = None, limit: int = SENT) -> tuple[Sent, ...]:
    """The reminders that went out at or after that moment, the newest first; a deadline's newest has its buttons.

    Several steps of a deadline that went out together were one post. Raises Sorry when the records cannot be read.
    """
    found: list[Sent] = []
    told: set[str] = set()
    together: set[tuple[str, datetime]] = set()
    try:
        reminders = desk.store.sent(after, limit * STEPS)
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble
    for reminder in reminders:
        deadline = desk.store.deadline(reminder.deadline)
        if deadline is None or reminder.sent_at is None or (deadline.id, reminder.sent_at) in together:
            continue
        together.add((deadline.id, reminder.sent_at))
        reply = post(reminder, desk)
        title = words.reminder_title(wording_deadlines.duty_title(deadline, desk.law), standing.subject(deadline, desk))
        found.append(
            Sent(
                reminder.id,
                reminder.sent_at.astimezone(desk.zone),
                title if reply else wording_board.closed_since(title),
                reply if deadline.id not in told else None,
            )
        )
        told.add(deadline.id)
    return tuple(found[:limit])


def greeting(desk: Desk) -> Reply:
    """The first thing the page says: how things stand, and what one can do."""
    parts: list[Part] = [Text(wording_board.GREETING)]
    title = wording.WELCOME_TITLE
    if desk.records is not None:
        try:
            found = desk.store.deadlines(status=Status.OPEN)
        except StoreError as trouble:
            return Reply(title=wording.SORRY_TITLE, parts=(Text(str(trouble)),), tone="sorry")
        number = counts(found, desk.today)
        title = wording_board.greeting(number["overdue"], number["passing"] + number["soon"], number["later"])
        if found:
            parts += [Text(wording_board.NEXT, heads=True), standing.lines(found[:NEXT], desk)]
    return Reply(
        title=title,
        parts=tuple(parts),
        choices=(
            Choice(wording_board.LOG_CONTRACT, contracts.SAY),
            Choice(wording_board.LOG_BREACH, "log-breach"),
            *(Choice(said, said) for said in wording.FIRST_QUESTIONS),
        ),
        footer=wording.NOT_ADVICE,
    )
