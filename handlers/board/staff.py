"""What a teacher finds who opens the app, and the figures at the head of the board."""

from collections.abc import Iterator, Sequence

from handlers.apps.card import row_of
from handlers.board import words as board_words
from handlers.contracts.form import lacking_provisions
from handlers.contracts.listing import contract_rows
from handlers.deadlines.states import DeadlineState, by_harm, count_states, owned
from handlers.deadlines.status import deadline_rows
from handlers.dialogue import words as wording
from handlers.dialogue.chart import Tile, Tiles
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Rows, Text
from handlers.people import names
from handlers.people.access import is_lead, role_of
from handlers.questions import words as question_words
from handlers.questions.lead_questions import answered_ones
from handlers.reminders.messages.readers import for_reader
from handlers.reminders.undelivered import waiting_for
from handlers.setup.checklist import QUESTIONS
from knowledge.law import TELL_FAMILIES
from storage.kinds import AppRequest
from storage.records import Contract, Deadline, Role, Status

MOST_OWN, MOST_LISTED = 8, 3
COME_FOR = (
    Choice(board_words.MAY_I, "app"),
    Choice(board_words.ASK_FOR_ONE, "ask-app"),
    Choice(board_words.APPROVED, "apps approved"),
    Choice(board_words.TRAINING, "training"),
)


def is_teachers(message: Message, desk: Desk) -> bool:
    """Whether the reader is one of the staff who looks after nothing but their own. Raises StoreError."""
    watches = is_lead(message, desk) or message.who == desk.store.setup().superintendent
    return role_of(message, desk) is Role.STAFF and not watches


def for_teacher(message: Message, desk: Desk) -> tuple[Reply, ...]:
    """What they can do, their own deadlines, their requests and their contracts. Raises StoreError."""
    found = (_start(message, desk), *waiting_lists(message, desk), *_mine(message, desk), _requests(message, desk))
    end = Reply(title="", footer=f"{board_words.ASK_IN_MESSAGES} {wording.NOT_ADVICE}")
    return tuple(for_reader(one, message, desk) for one in (*found, *own_contracts(message, desk), end))


def _start(message: Message, desk: Desk) -> Reply:
    answers = len(answered_ones(message.who, desk))
    return Reply(
        title=board_words.WHAT_NEXT,
        parts=(Text(question_words.have_answer(answers)),) if answers else (Text(wording.WELCOME),),
        choices=(
            *((Choice(question_words.SEE_ANSWERS, "answers"),) if answers else ()),
            *COME_FOR,
            *QUESTIONS,
        ),
    )


def waiting_lists(message: Message, desk: Desk) -> Iterator[Reply]:
    """What waits for the reader beside deadlines, by its lists."""
    if found := waiting_for(message, desk):
        yield Reply(title=board_words.WAITING, choices=found)


def _mine(message: Message, desk: Desk) -> Iterator[Reply]:
    """Their own open deadlines, in the order of every list."""
    own_deadlines = owned(by_harm(desk.store.deadlines(status=Status.OPEN), desk.today), message.who, desk)
    if own_deadlines:
        yield Reply(
            title=board_words.headed(board_words.MINE, count_states(own_deadlines, desk.today)),
            parts=(deadline_rows(own_deadlines[:MOST_OWN], desk, message, owners=False),),
            choices=(Choice(board_words.ALL_MINE, "deadlines mine"),) if len(own_deadlines) > MOST_OWN else (),
        )


def _requests(message: Message, desk: Desk) -> Reply:
    """The products that they asked for, and how that stands; the newest first."""
    requests = [one for one in desk.store.records(AppRequest) if message.who in one.askers][::-1]
    rows = Rows(tuple(row_of(one, desk) for one in requests[:MOST_LISTED]))
    return Reply(
        title=board_words.counted(board_words.MY_REQUESTS, len(rows.rows), len(requests)),
        parts=(rows if requests else Text(board_words.NO_REQUESTS),),
        choices=(Choice(board_words.ALL_REQUESTS, "apps mine"),) if len(requests) > MOST_LISTED else (),
    )


def own_contracts(message: Message, desk: Desk) -> Iterator[Reply]:
    """The contracts they own, the newest first."""
    me = names.all_names(message.who, desk)
    found = [c for c in desk.store.contracts() if not c.withdrawn and c.owner.casefold() in me]
    if found:
        yield listed_contracts(board_words.MY_CONTRACTS, found, desk)


def listed_contracts(title: str, found: list[Contract], desk: Desk) -> Reply:
    """The newest of these contracts, and the way to all."""
    shown = found[::-1][:MOST_LISTED]
    return Reply(
        title=board_words.counted(title, len(shown), len(found)),
        parts=(contract_rows(shown, desk),),
        choices=(Choice(board_words.ALL_CONTRACTS, "contracts"),),
    )


def figures(open_ones: Sequence[Deadline], desk: Desk) -> Tiles:
    """What is overdue, due within a week, of which breaches families wait to hear, and which contracts lack something.

    A safe date that has passed counts as due within a week. Raises StoreError.
    """
    counts = count_states(open_ones, desk.today)
    soon = counts[DeadlineState.PASSING] + counts[DeadlineState.SOON]
    families = sum(one.duty == TELL_FAMILIES for one in open_ones)
    lacking = len(lacking_provisions(desk.store.contracts(), desk))
    return Tiles(
        (
            Tile(counts[DeadlineState.OVERDUE], board_words.OVERDUE, "overdue", "deadlines overdue"),
            Tile(soon, board_words.SOON, "due", "deadlines this week"),
            Tile(families, board_words.FAMILIES, "overdue", "breaches"),
            Tile(lacking, board_words.LACKING, "incomplete", "contracts"),
        )
    )
