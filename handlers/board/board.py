"""Puts together everything that the board shows, the posts that were sent, and the greeting of a reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, cast

from handlers.apps.asking import list_post
from handlers.board import dues
from handlers.board import words as board_words
from handlers.board.staff import figures, for_teacher, is_teachers
from handlers.breaches import commands as breach_commands
from handlers.contracts import listing as contract_listing
from handlers.deadlines.states import DeadlineState, count_states, foremost, owned, pressing
from handlers.deadlines.status import coming_chart, deadline_rows, list_title, title_of, titled_tone
from handlers.deadlines.steps import StepKind, kind_of, was_said
from handlers.dialogue import words as wording
from handlers.dialogue.chart import Chart, Tiles
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Part, Reply, Text, Tone, sorry_reply
from handlers.links import pages_post
from handlers.people.access import pressable, role_of
from handlers.questions import words as question_words
from handlers.questions.lead_questions import answered_ones, may_answer, unanswered
from handlers.reminders.messages.current_post import single
from handlers.reminders.messages.posts import digest_reply
from handlers.reminders.messages.readers import for_reader
from handlers.reminders.undelivered import failing_reminders, waiting_for
from handlers.setup.checklist import QUESTIONS, getting_started
from storage.port import Store, StoreError
from storage.reading import origin_of
from storage.records import Breach, Contract, Deadline, Reminder, Role, Status

READS = frozenset("contracts breaches deadlines reminders people person places place setup head deadline".split())


def reading_once(desk: Desk) -> Desk:
    """The same desk for one page: what it has read stays as it was then."""
    return replace(desk, records=cast("Store", ReadOnce(desk.store))) if desk.records is not None else desk


class ReadOnce:
    """A store that remembers its answers. A single contract or breach is found among all of them, read together.

    ``origin`` is the store itself, behind this view of it.
    """

    def __init__(self, store: Store) -> None:
        self._store, self.origin = store, origin_of(store)
        self._known: dict[tuple[Any, ...], Any] = {}
        self._by_id: dict[str, Mapping[str, Any]] = {}
        self._deadlines: dict[str, Deadline] = {}

    def contract(self, key: str) -> Contract | None:
        """The contract, or None."""
        found: Contract | None = self._one("contracts", key)
        return found

    def breach(self, key: str) -> Breach | None:
        """The breach, or None."""
        found: Breach | None = self._one("breaches", key)
        return found

    def deadline(self, key: str) -> Deadline | None:
        """The deadline, or None; of a list that was read, or asked for by itself."""
        found: Deadline | None = self._deadlines.get(key) or self._remembered("deadline", key)
        return found

    def __getattr__(self, name: str) -> Any:
        if name not in READS:
            return getattr(self._store, name)

        def read(*args: Any, **words: Any) -> Any:
            return self._remembered(name, *args, **words)

        return read

    def _one(self, name: str, key: str) -> Any:
        if name not in self._by_id:
            self._by_id[name] = {one.id: one for one in self._remembered(name)}
        return self._by_id[name].get(key)

    def _remembered(self, name: str, *args: Any, **words: Any) -> Any:
        asked = (name, *args, *sorted(words.items()))
        if asked not in self._known:
            verb: Callable[..., Any] = getattr(self._store, name)
            self._known[asked] = verb(*args, **words)
            if name == "deadlines":
                self._deadlines.update({one.id: one for one in self._known[asked]})
        return self._known[asked]


LOG = (
    Choice(board_words.LOG_CONTRACT, contract_listing.SAY),
    Choice(board_words.LOG_BREACH, breach_commands.SAY),
)
NEXT = 3
SENT = 20
STEPS = 6
"""How many steps of one deadline may have gone out as one post."""


@dataclass(frozen=True, slots=True)
class SentPost:
    """A reminder or digest that was sent; ``reply`` is None where its deadline is closed."""

    id: str
    at: datetime
    title: str
    reply: Reply | None
    deadline: str = ""
    """Its deadline; the digest has none."""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board, in the order in which it is read."""

    today: date
    counts: dict[DeadlineState, int]
    untold: tuple[dues.UntoldBreach, ...]
    groups: tuple[dues.DueGroup, ...]
    figures: Tiles
    weeks: tuple[Chart, ...]
    sorts: tuple[dues.SortCount, ...]
    contracts: dues.RecordPage
    breaches: dues.RecordPage
    sent: tuple[SentPost, ...]
    district: str = ""
    """Its name; empty until the setup names it."""
    actions: tuple[Choice, ...] = LOG
    """What the reader may log."""
    stuck: str = ""
    """A warning that posts are not getting through; empty where they are."""
    questions: int = 0
    """How many questions wait for the reader's answer."""
    waiting: tuple[Choice, ...] = ()
    """What else waits for the reader, a line for each kind of record, each leading to its list."""

    @property
    def open(self) -> int:
        """How many deadlines are open."""
        return sum(self.counts.values())

    @property
    def due(self) -> tuple[dues.DueRow, ...]:
        """The deadlines of all groups that are shown."""
        return tuple(row for group in self.groups for row in group.shown)

    @property
    def lacking(self) -> int:
        """In how many contracts and breaches something is missing, whatever is searched for."""
        return self.contracts.lacking + self.breaches.lacking


def board(asked: dues.BoardQuery, desk: Desk, reader: Message | None = None) -> Board:
    """The board for its reader, or for the team. Raises Sorry when the records cannot be read."""
    desk = reading_once(desk)
    try:
        open_ones = desk.store.deadlines(status=Status.OPEN)
        due = dues.list_due(open_ones, asked, reader, desk)
        return Board(
            today=desk.today,
            counts=count_states(open_ones, desk.today),
            untold=dues.untold_breaches(open_ones, desk),
            groups=due.groups,
            figures=figures(open_ones, desk),
            weeks=tuple(coming_chart(open_ones, desk.today)),
            sorts=due.sorts,
            contracts=dues.contract_list(asked, desk),
            breaches=dues.breach_list(asked, desk),
            sent=sent_posts(desk, reader=reader),
            district=desk.store.setup().district,
            actions=pressable(LOG, reader, desk) if reader else LOG,
            stuck=stuck_warning(desk),
            questions=len(unanswered(desk)) if reader is None or may_answer(reader, desk) else 0,
            waiting=waiting_for(reader, desk),
        )
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble


def stuck_warning(desk: Desk) -> str:
    """That posts are not getting through; empty where they are. Raises StoreError."""
    return board_words.stuck(len(failing_reminders(desk, timedelta())))


def sent_posts(
    desk: Desk, after: datetime | None = None, limit: int = SENT, reader: Message | None = None
) -> tuple[SentPost, ...]:
    """The reminders and digests sent at or after that moment, the newest first, each deadline once.

    With what its reader may do, or without one, the team. A teacher reads of their own deadlines alone.

    Raises Sorry when the records cannot be read.
    """
    desk = reading_once(desk)
    posts: list[SentPost] = []
    seen: set[str] = set()
    try:
        reminders = desk.store.sent(after, limit * STEPS)
        mine = _own_deadlines(reader, desk) if reader and is_teachers(reader, desk) else None
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble
    for reminder in reminders:
        theirs = mine is None or reminder.deadline in mine
        if (
            theirs
            and was_said(reminder.sent_as)
            and reminder.deadline not in seen
            and (post := _sent_post(reminder, desk))
        ):
            reply = for_reader(post.reply, reader, desk) if post.reply else None
            posts.append(replace(post, reply=reply))
            seen.add(reminder.deadline)
    return tuple(posts[:limit])


def _own_deadlines(reader: Message, desk: Desk) -> frozenset[str]:
    return frozenset(one.id for one in owned(desk.store.deadlines(), reader.who, desk))


def _sent_post(reminder: Reminder, desk: Desk) -> SentPost | None:
    """One deadline as it stands, or the digest; None for what was said to nobody."""
    deadline, at = desk.store.deadline(reminder.deadline), (reminder.sent_at or desk.now).astimezone(desk.zone)
    if deadline is None:
        kind = kind_of(reminder)
        alone = pages_post(reminder, desk) if kind is StepKind.PAGES else None
        alone = list_post(desk) if kind is StepKind.APPS else alone
        reply = digest_reply(desk) if kind is StepKind.DIGEST else alone
        return SentPost(reminder.id, at, reply.title, reply) if reply else None
    title = title_of(deadline, desk)
    if deadline.status is not Status.OPEN:
        return SentPost(reminder.id, at, board_words.closed_since(title=title), None, deadline.id)
    return SentPost(reminder.id, at, title, single(deadline, [reminder], desk), deadline.id)


def first_replies(reader: Message, desk: Desk) -> tuple[Reply, ...]:
    """The first replies on the page: what is still to be set up, for those who do that, and how things stand.

    What follows a breach, or is overdue, comes before what is to be set up.
    """
    try:
        started = getting_started(reader, desk)
        if desk.records is not None and is_teachers(reader, desk):
            first, *rest = for_teacher(reader, desk)
            return (*begun(started, first), *rest)
        presses = desk.records is not None and pressing(desk)
    except StoreError as trouble:
        return (sorry_reply(wording.SORRY_TITLE, str(trouble)),)
    replies = begun(started, greeting(reader, desk))
    return replies[::-1] if presses else replies


def begun(started: Reply | None, next: Reply) -> tuple[Reply, ...]:
    """What is to be set up, then the other reply, without the buttons that are there already."""
    if started is None:
        return (next,)
    offered = {choice.say for choice in started.choices}
    return started, replace(next, choices=tuple(one for one in next.choices if one.say not in offered))


def greeting(reader: Message, desk: Desk) -> Reply:
    """The first reply on the page and the Home: how things stand, what the reader can do next, answers for them."""
    parts: list[Part] = [Text(board_words.GREETING)]
    title, logs, answers = str(wording.WELCOME_TITLE), False, 0
    tone: Tone = "plain"
    if desk.records is not None:
        try:
            open_ones = desk.store.deadlines(status=Status.OPEN)
            logs = role_of(reader, desk).includes(Role.PRIVACY)
            answers = len(answered_ones(reader.who, desk))
        except StoreError as trouble:
            return sorry_reply(wording.SORRY_TITLE, str(trouble))
        number = count_states(open_ones, desk.today)
        tone = titled_tone(open_ones, desk) if number[DeadlineState.OVERDUE] else tone
        title = list_title(open_ones, board_words.greeting(number), desk)
        if open_ones:
            next_ones = foremost(open_ones, NEXT, desk.today)
            parts += [Text(board_words.NEXT, heads=True), deadline_rows(next_ones, desk, reader)]
        if answers:
            parts = [Text(question_words.have_answer(answers)), *parts]
    return Reply(
        title=title,
        parts=tuple(parts),
        choices=(
            *((Choice(question_words.SEE_ANSWERS, "answers"),) if answers else ()),
            *(LOG if logs else ()),
            *QUESTIONS,
        ),
        tone=tone,
        footer=wording.NOT_ADVICE,
    )
