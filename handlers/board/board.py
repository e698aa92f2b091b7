"""Puts together everything that the board shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.board import words as board_words
from handlers.board.dues import DueRow, SortCount, count_states, list_due
from handlers.board.lists import BoardQuery, RecordPage, breach_list, contract_list
from handlers.board.read_once import reading_once
from handlers.board.timeline import Timeline
from handlers.breaches import listing as breach_listing
from handlers.contracts import listing as contract_listing
from handlers.deadlines.rows import deadline_rows
from handlers.deadlines.states import DeadlineState
from handlers.deadlines.steps import StepKind, kind_of, was_said
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Part, Reply, Text, sorry_reply
from handlers.reminders.current_post import single
from handlers.reminders.digest import digest_reply
from handlers.reminders.posts import title_of
from handlers.reminders.unsent import failing_reminders
from storage.port import StoreError
from storage.records import Reminder, Status

NEXT = 3
SENT = 20
STEPS = 6
"""How many steps of one deadline may have gone out as one post."""


@dataclass(frozen=True, slots=True)
class SentPost:
    """What was recalled; ``reply`` is None where its deadline is closed."""

    id: str
    at: datetime
    title: str
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board, in the order in which it is read."""

    today: date
    counts: dict[DeadlineState, int]
    due: tuple[DueRow, ...]
    window: Timeline
    sorts: tuple[SortCount, ...]
    contracts: RecordPage
    breaches: RecordPage
    sent: tuple[SentPost, ...]
    stuck: str = ""
    """A warning that posts are not getting through; empty where they are."""

    @property
    def open(self) -> int:
        """How many deadlines are open."""
        return sum(self.counts.values())


def board(asked: BoardQuery, desk: Desk, reader: Message | None = None) -> Board:
    """The board for its reader, or for the team. Raises Sorry when the records cannot be read."""
    desk = reading_once(desk)
    try:
        open_ones = desk.store.deadlines(status=Status.OPEN)
        found = list_due(open_ones, asked, reader, desk)
        return Board(
            today=desk.today,
            counts=count_states(open_ones, desk.today),
            due=found.shown,
            window=found.window.counted([(d.safe, d.last_day) for d in open_ones]),
            sorts=found.sorts,
            contracts=contract_list(asked, desk),
            breaches=breach_list(asked, desk),
            sent=sent_posts(desk),
            stuck=board_words.stuck(len(failing_reminders(desk, timedelta()))),
        )
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble


def sent_posts(desk: Desk, after: datetime | None = None, limit: int = SENT) -> tuple[SentPost, ...]:
    """What was recalled at or after that moment, the newest first: each deadline once, and the digest.

    Raises Sorry when the records cannot be read.
    """
    desk = reading_once(desk)
    found: list[SentPost] = []
    seen: set[str] = set()
    try:
        reminders = desk.store.sent(after, limit * STEPS)
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble
    for reminder in reminders:
        if was_said(reminder.sent_as) and reminder.deadline not in seen and (shown := _sent_post(reminder, desk)):
            found.append(shown)
            seen.add(reminder.deadline)
    return tuple(found[:limit])


def _sent_post(reminder: Reminder, desk: Desk) -> SentPost | None:
    """One deadline as it stands, or the digest; None for what was said to nobody."""
    deadline, at = desk.store.deadline(reminder.deadline), (reminder.sent_at or desk.now).astimezone(desk.zone)
    if deadline is None:
        told = digest_reply(desk) if kind_of(reminder) is StepKind.DIGEST else None
        return SentPost(reminder.id, at, told.title, told) if told else None
    title = title_of(deadline, desk)
    if deadline.status is not Status.OPEN:
        return SentPost(reminder.id, at, board_words.closed_since(title), None)
    return SentPost(reminder.id, at, title, single(deadline, [reminder], desk))


def greeting(desk: Desk) -> Reply:
    """The first reply on the page: how things stand, and what to do next."""
    parts: list[Part] = [Text(board_words.GREETING)]
    title = wording.WELCOME_TITLE
    if desk.records is not None:
        try:
            found = desk.store.deadlines(status=Status.OPEN)
        except StoreError as trouble:
            return sorry_reply(wording.SORRY_TITLE, str(trouble))
        number = count_states(found, desk.today)
        title = board_words.greeting(number)
        if found:
            parts += [Text(board_words.NEXT, heads=True), deadline_rows(found[:NEXT], desk)]
    return Reply(
        title=title,
        parts=tuple(parts),
        choices=(
            Choice(board_words.LOG_CONTRACT, contract_listing.SAY),
            Choice(board_words.LOG_BREACH, breach_listing.SAY),
            *(Choice(said, said) for said in wording.FIRST_QUESTIONS),
        ),
        footer=wording.NOT_ADVICE,
    )
