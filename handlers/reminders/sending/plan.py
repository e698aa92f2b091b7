"""Plans the messages at one place from the steps due there; `plan` is a pure function, `situation_of` its input."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.deadlines.states import follows_breach
from handlers.deadlines.steps import Recipient, StepKind, is_urgent, kind_of, read_step, recipient_of
from handlers.dialogue.desk import Desk
from handlers.people.page_people import MAIL
from handlers.questions.lead_questions import is_letter
from handlers.reminders.channels import Changeable, Threaded, is_at
from handlers.reminders.messages.current_post import message_of, one_message
from handlers.reminders.messages.posts import has_more, listed
from handlers.reminders.sending.batch import Batch
from storage.records import Place, Reminder

NUDGE = "nudge "
"""The beginning of a thread reply's name."""


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step that is due. ``urgent``: at any hour; ``message``: the address of its deadline's message here, if any."""

    step: Reminder
    urgent: bool = False
    message: str = ""
    breach: bool = False
    """Whether it follows from a breach, which gets a message of its own."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the plan needs to know about a place: its readers, and what was sent there."""

    shared: bool
    """Whether it is the team's, not one person's."""
    threads: bool = False
    """Whether the surface has threads."""
    told_today: bool = False
    recent: str = ""
    """The address of a message of the last hour that new deadlines can join; empty for none."""
    summed_up: str | None = None
    """The address of the one message with all that a digest would list.

    Empty where there is nothing to list, None where no one message has it all.
    """


@dataclass(frozen=True, slots=True)
class Post:
    """A new message, which has its deadlines' buttons from now on."""

    steps: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Nudge:
    """A short reply in the thread of the message with the buttons."""

    steps: tuple[Reminder, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    """A message changed in place; nobody is notified."""

    steps: tuple[Reminder, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Waits until the next morning, as the person got a message today."""

    steps: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """Nothing is sent."""

    steps: tuple[Reminder, ...]


Action = Post | Nudge | Change | Wait | Drop


FAR = 21
"""Days before the safe date from which a reminder is a new message, as the one before it is weeks old."""


def plan(dues: Sequence[DueStep], at: Situation) -> tuple[Action, ...]:
    """The messages to send: one for breaches, and one for everything else.

    A message that may have gone out already keeps its steps.
    """
    fresh = [due for due in dues if not due.step.post and not is_letter(due.step)]
    loud = [due for due in fresh if not _is_quiet(due)]
    actions: list[Action] = [*_repeats([due for due in dues if due.step.post])]
    actions += [Post((due.step,)) for due in dues if is_letter(due.step) and not due.step.post]
    if loud:
        actions += _for_team(loud, at) if at.shared else _for_person(loud, at)
    return (*actions, *_changes([due for due in fresh if _is_quiet(due)]))


def _is_quiet(due: DueStep) -> bool:
    """Whether it only counts the days down (a team's BEFORE step, near the safe date) and has a message already.

    Then that message is changed in place, and no new one is sent.
    """
    step = read_step(due.step.step)
    is_countdown = step is not None and step.kind is StepKind.BEFORE and step.days < FAR
    return bool(due.message) and is_countdown and recipient_of(due.step) is Recipient.TEAM


def _repeats(named: Iterable[DueStep]) -> Iterator[Action]:
    """The messages that were named in an earlier pass, with the steps they had then."""
    by_post: dict[str, list[DueStep]] = {}
    for due in named:
        by_post.setdefault(due.step.post, []).append(due)
    for post, dues in by_post.items():
        message = one_message([due.message for due in dues])
        steps = tuple(due.step for due in dues)
        yield Nudge(steps, message) if post.startswith(NUDGE) and message else Post(steps)


def _changes(quiet: Iterable[DueStep]) -> Iterator[Change]:
    """The messages to change in place, with their steps."""
    by_message: dict[str, list[Reminder]] = {}
    for due in quiet:
        by_message.setdefault(due.message, []).append(due.step)
    yield from (Change(tuple(steps), message) for message, steps in by_message.items())


def _for_person(loud: Sequence[DueStep], at: Situation) -> Iterator[Action]:
    """One message a day with everything of theirs; only what is urgent or of a breach does not wait for the morning."""
    now = [due for due in loud if due.breach or due.urgent or not at.told_today]
    yield from (Post(_steps(some)) for some in _breaches_apart(now))
    if later := [due for due in loud if due not in now]:
        yield Wait(_steps(later))


def _breaches_apart(loud: Sequence[DueStep]) -> Iterator[Sequence[DueStep]]:
    """The steps of breaches, then all others; an empty group is left out."""
    yield from filter(None, ([due for due in loud if due.breach], [due for due in loud if not due.breach]))


def _for_team(loud: Sequence[DueStep], at: Situation) -> Iterator[Action]:
    for some in _breaches_apart(loud):
        yield from _of_breaches(some, at) if some[0].breach else _of_all_else(some, at)


def _of_breaches(rows: Sequence[DueStep], at: Situation) -> Iterator[Action]:
    """A thread reply until the last date; a new message for what is new or overdue."""
    message = one_message([due.message for due in rows])
    calm = not any(kind_of(due.step) in {StepKind.OPENED, StepKind.OVERDUE} for due in rows)
    yield Nudge(_steps(rows), message) if message and at.threads and calm else Post(_steps(rows))


def _of_all_else(loud: Sequence[DueStep], at: Situation) -> Iterator[Action]:
    digest = [due for due in loud if kind_of(due.step) is StepKind.DIGEST]
    rows = [due for due in loud if due not in digest]
    message = one_message([due.message for due in rows])
    opened = [due for due in rows if kind_of(due.step) is StepKind.OPENED]
    if not rows and at.summed_up is not None:
        yield Drop(_steps(digest))
    elif at.recent and not digest and len(opened) == len(rows) and not any(due.urgent for due in rows):
        yield Change(_steps(rows), at.recent)
    elif message and at.threads and not opened and (not digest or at.summed_up == message):
        yield Nudge(_steps(rows), message)
        yield from [Drop(_steps(digest))] * bool(digest)
    else:
        yield Post(_steps(loud))


def _steps(dues: Iterable[DueStep]) -> tuple[Reminder, ...]:
    return tuple(due.step for due in dues)


JOINS_FOR = timedelta(hours=1)
"""How long after a message was posted new deadlines can join it."""
MOST_IN_MESSAGE = 15
APART = frozenset({StepKind.ROLE, StepKind.PAGES, StepKind.APPS, StepKind.DECIDED, StepKind.TRAINING, StepKind.SILENT})
"""Steps about no deadline, which are sent in messages of their own."""


def situation_of(place: Place, steps: Sequence[Reminder], batch: Batch) -> tuple[tuple[DueStep, ...], Situation]:
    """The plan's input: the steps as they stand at the place, and the place's situation."""
    desk, channel = batch.desk(), batch.channels[place.surface]
    shared = place.id not in batch.chats and place.surface != MAIL
    today = [
        one for one in batch.today if is_at(one.sent_as, place) and not is_letter(one) and kind_of(one) not in APART
    ]
    digest = any(kind_of(step) is StepKind.DIGEST for step in steps)
    messages = {id: message_of(id, place, desk) for id in {step.deadline for step in steps} if id and shared}
    dues = tuple(
        DueStep(step, _urgent(step, batch), messages.get(step.deadline, ""), _of_breach(step, batch)) for step in steps
    )
    others = [one for one in today if not _of_breach(one, batch)]
    return dues, Situation(
        shared=shared,
        threads=isinstance(channel, Threaded),
        told_today=any(not _urgent(one, batch) for one in others),
        recent=_recent(others, desk) if shared and isinstance(channel, Changeable) else "",
        summed_up=_summed_up(place, desk) if digest else None,
    )


def _urgent(step: Reminder, batch: Batch) -> bool:
    """Whether it needs a message today: a breach's clock, or a new deadline that is overdue, due today or tomorrow."""
    deadline = batch.deadline(step.deadline)
    if deadline is None:
        return False
    is_new = kind_of(step) in {StepKind.OPENED, StepKind.ASSIGNED}
    return is_urgent(deadline) or (is_new and (deadline.last_day - batch.began.today).days <= 1)


def _of_breach(step: Reminder, batch: Batch) -> bool:
    deadline = batch.deadline(step.deadline)
    return deadline is not None and follows_breach(deadline)


def _recent(today: Sequence[Reminder], desk: Desk) -> str:
    """The newest message, where it is of the last hour and has room; else empty."""
    for reminder in today:
        steps = desk.store.in_message(reminder.sent_as)
        first_sent = min((step.sent_at for step in steps if step.sent_at), default=desk.now)
        return reminder.sent_as if desk.now - first_sent < JOINS_FOR and len(steps) < MOST_IN_MESSAGE else ""
    return ""


def _summed_up(place: Place, desk: Desk) -> str | None:
    """The address of the one message with all that a digest would list; breaches, with their own messages, apart.

    Empty where there is nothing to list, None where no one message has it all.
    """
    if has_more(desk):
        return None
    found = [one for one in listed(desk) if not follows_breach(one)]
    return one_message([message_of(one.id, place, desk) for one in found]) or None if found else ""
