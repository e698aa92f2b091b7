"""The replies that make up a person's App Home."""

from collections.abc import Iterator

from handlers.board import words as board_words
from handlers.board.board import LOG, begun, reading_once, stuck_warning
from handlers.board.staff import figures, for_teacher, is_teachers, listed_contracts, own_contracts, waiting_lists
from handlers.contracts.form import lacking_provisions
from handlers.deadlines.search import nothing_open
from handlers.deadlines.states import breaches_apart, by_harm, count_states, owned
from handlers.deadlines.status import coming_chart, deadline_rows, list_title, titled_tone
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text, sorry_reply
from handlers.people.access import role_of
from handlers.questions import words as question_words
from handlers.questions.lead_questions import answered_ones, may_answer, unanswered
from handlers.setup.checklist import QUESTIONS, getting_started
from storage.port import StoreError
from storage.records import Deadline, Role, Status

MOST_DUE = 8


def home(message: Message, desk: Desk) -> tuple[Reply, ...]:
    """The replies of the sender's App Home, in order; they show what the sender's role may see."""
    desk = reading_once(desk)
    try:
        role = role_of(message, desk) if desk.records is not None else Role.EVERYONE
        started = getting_started(message, desk)
        if role is Role.EVERYONE:
            return begun(started, _law_only())
        if is_teachers(message, desk):
            first, *rest = for_teacher(message, desk)
            return (*begun(started, first), *rest)
        open_ones = desk.store.deadlines(status=Status.OPEN)
        if started and not open_ones:
            return begun(started, _law_only())
        team = role.includes(Role.PRIVACY)
        below = _boards(desk) if team else own_contracts(message, desk)
        breaches, not_breaches = breaches_apart(open_ones, desk.today)
        replies = (
            _start(open_ones, message, desk, team=team),
            *waiting_lists(message, desk),
            _mine(not_breaches, message, desk, beside=bool(breaches)),
            *below,
        )
        end = Reply(
            title="", choices=() if team else QUESTIONS, footer=f"{board_words.ASK_IN_MESSAGES} {wording.NOT_ADVICE}"
        )
        return (*_breaches(breaches, message, desk), *begun(started, replies[0]), *replies[1:], end)
    except (Sorry, StoreError) as trouble:
        return (sorry_reply(wording.SORRY_TITLE, str(trouble)),)


def _breaches(found: list[Deadline], message: Message, desk: Desk) -> Iterator[Reply]:
    """What breaches ask, before all else, each with what its reader can do."""
    if found:
        yield Reply(
            title=list_title(found, "", desk),
            parts=(deadline_rows(found, desk, message),),
            choices=(Choice(board_words.ALL_BREACHES, "breaches"),),
            tone=titled_tone(found, desk),
        )


def _law_only() -> Reply:
    return Reply(
        title=wording.WELCOME_TITLE, parts=(Text(wording.WELCOME),), choices=QUESTIONS, footer=wording.NOT_ADVICE
    )


def _start(open_ones: list[Deadline], message: Message, desk: Desk, *, team: bool) -> Reply:
    """The figures, the coming weeks, and what to begin: what waits for the reader first."""
    answers = len(answered_ones(message.who, desk))
    waiting = len(unanswered(desk)) if may_answer(message, desk) else 0
    stuck = stuck_warning(desk) if team else ""
    return Reply(
        title="",
        parts=(
            *((Text(stuck),) if stuck else ()),
            *((Text(question_words.have_answer(answers)),) if answers else ()),
            figures(open_ones, desk),
            *coming_chart(open_ones, desk.today),
        ),
        choices=(
            *((Choice(question_words.SEE_ANSWERS, "answers"),) if answers else ()),
            *((Choice(question_words.count(number=waiting), "gaps"),) if waiting else ()),
            *(LOG if team else ()),
        ),
    )


def _mine(open_ones: list[Deadline], message: Message, desk: Desk, *, beside: bool) -> Reply:
    """Their own open deadlines, in the order of every list; those of the district where they have none.

    ``beside``: those of breaches stand above, and are counted there.
    """
    ranked = by_harm(open_ones, desk.today)
    own_deadlines = owned(ranked, message.who, desk)
    everyones = board_words.BESIDES if beside else board_words.EVERYONES
    title, listed = (board_words.MINE, own_deadlines) if own_deadlines else (everyones, ranked)
    shown = listed[:MOST_DUE]
    return Reply(
        title=board_words.headed(title, count_states(listed, desk.today)),
        parts=(deadline_rows(shown, desk, message, owners=not own_deadlines) if shown else Text(nothing_open(desk)),),
        choices=(Choice(board_words.ALL_DUE, "deadlines"),) if len(open_ones) > len(shown) else (),
    )


def _boards(desk: Desk) -> Iterator[Reply]:
    """For the privacy team: the contracts that lack something."""
    lacking = lacking_provisions(desk.store.contracts(), desk)
    if lacking:
        yield listed_contracts(board_words.LACKING, lacking, desk)
