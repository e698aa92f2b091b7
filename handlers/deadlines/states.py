"""How a deadline stands on a day, whose duty it is, and which of several comes first."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import IntEnum, StrEnum

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import BREACH
from handlers.dialogue.desk import Desk
from handlers.people import names
from handlers.understanding.days.dates import days_in
from knowledge import law
from storage.records import Deadline, Status

SOON = 7
"""Days ahead that count as within a week."""
ADDRESS = re.compile(r"(?:\bhttps?://|\bwww\.)\S*[^\s?!,]|\b[\w-]{2,}\.[a-z]{2,6}\b(?:/\S*[^\s?!,])?", re.IGNORECASE)
"""A web address or a file name."""

ANSWERED = frozenset({law.EXECUTED, law.NOTICE_RECEIVED, law.INFORMATION_BREACHED, law.OTHERS_BREACHED})
"""Events that a duty answers, so that it cannot have been done before them."""


class DeadlineState(StrEnum):
    """How an open deadline stands, the most pressing first."""

    OVERDUE = "overdue"
    PASSING = "passing"
    """Its safe date has passed, its last date has not."""
    SOON = "soon"
    LATER = "later"


class Harm(IntEnum):
    """How harmful it is to leave an open deadline, the worst first: the order of every list."""

    FAMILIES = 0
    """Families do not know yet of a breach of their children's data."""
    BREACH = 1
    """Anything else that follows from a breach."""
    OVERDUE = 2
    TODAY = 3
    DUE = 4


class DutyHolder(StrEnum):
    """Whose duty a stored deadline is, where it matters to a reminder."""

    BOARD = "board"
    CONTRACTOR = "contractor"


def done_on(deadline: Deadline, desk: Desk) -> date | None:
    """The day in the district's zone on which it was done: the one that its proof tells, else that of marking it.

    None where it is not done.
    """
    if deadline.status is not Status.DONE or deadline.closed is None:
        return None
    marked = deadline.closed.astimezone(desk.zone).date()
    told = {one.day for one in days_in(ADDRESS.sub(" ", deadline.proof), marked) if one.day and one.day <= marked}
    return told.pop() if len(told) == 1 else marked


def answered(deadline: Deadline) -> date | None:
    """The day of the event that its duty answers; None where the duty answers none, or the day was not kept."""
    at = deadline.trace.get("at", "")
    return date.fromisoformat(at[:10]) if at and deadline.trace.get("event") in ANSWERED else None


def state_of(deadline: Deadline, today: date) -> DeadlineState:
    """How an open deadline stands."""
    if today > deadline.last_day:
        return DeadlineState.OVERDUE
    if today > deadline.safe:
        return DeadlineState.PASSING
    return DeadlineState.SOON if (deadline.safe - today).days <= SOON else DeadlineState.LATER


def count_states(open_ones: Iterable[Deadline], today: date) -> dict[DeadlineState, int]:
    """How many open deadlines are in each state."""
    counts = dict.fromkeys(DeadlineState, 0)
    for deadline in open_ones:
        counts[state_of(deadline, today)] += 1
    return counts


def next_day(deadline: Deadline, today: date) -> date:
    """The safe date, or the last date once the safe one has passed."""
    return deadline.safe if deadline.safe >= today else deadline.last_day


def overdue(open_ones: Iterable[Deadline], today: date) -> list[Deadline]:
    """Those whose last date has passed."""
    return [deadline for deadline in open_ones if state_of(deadline, today) is DeadlineState.OVERDUE]


def pressing(desk: Desk) -> bool:
    """Whether something must be read before all else: what follows a breach, or is overdue. Raises StoreError."""
    open_ones = desk.store.deadlines(status=Status.OPEN)
    return any(map(follows_breach, open_ones)) or bool(overdue(open_ones, desk.today))


def is_boards(deadline: Deadline) -> bool:
    """Whether it is the board's own duty, not a vendor's clock."""
    return deadline.who == DutyHolder.BOARD


_OF_BREACH = f"{BREACH.letter}-"
"""Begins the id of each breach."""


def follows_breach(deadline: Deadline) -> bool:
    """Whether it follows from a breach; such deadlines are listed apart from all others."""
    return deadline.duty in law.AT_ANY_HOUR or deadline.record.startswith(_OF_BREACH)


def harm_of(deadline: Deadline, today: date) -> Harm:
    """How harmful it is to leave an open deadline."""
    if follows_breach(deadline):
        return Harm.FAMILIES if deadline.duty == law.TELL_FAMILIES else Harm.BREACH
    if state_of(deadline, today) is DeadlineState.OVERDUE:
        return Harm.OVERDUE
    return Harm.TODAY if next_day(deadline, today) == today else Harm.DUE


def by_harm(open_ones: Iterable[Deadline], today: date) -> list[Deadline]:
    """The deadlines in the order of every list: by harm, then by date."""
    return sorted(
        open_ones,
        key=lambda one: (harm_of(one, today), next_day(one, today), one.last_day, int(one.id.partition("-")[2])),
    )


def foremost(open_ones: Iterable[Deadline], most: int, today: date) -> Sequence[Deadline]:
    """The first ``most`` deadlines by harm; more where more than that follow from a breach."""
    return first_of(by_harm(open_ones, today), most)


def first_of(ranked: Sequence[Deadline], most: int) -> Sequence[Deadline]:
    """The first ``most`` of these, which are in the order of `by_harm`; more where more follow from a breach."""
    return ranked[: max(most, sum(map(follows_breach, ranked)))]


def breaches_apart(open_ones: Iterable[Deadline], today: date) -> tuple[list[Deadline], list[Deadline]]:
    """What follows from breaches, and all else, each in the order of every list."""
    ranked = by_harm(open_ones, today)
    return [one for one in ranked if follows_breach(one)], [one for one in ranked if not follows_breach(one)]


def families_wait(deadline: Deadline, every: Iterable[Deadline]) -> bool:
    """Whether the families of the deadline's breach are still to be told, as far as ``every`` deadline shows."""
    untold = [one for one in every if one.duty == law.TELL_FAMILIES and one.status is Status.OPEN]
    return any(one.id == deadline.id or (one.record and one.record == deadline.record) for one in untold)


def owner_of(deadline: Deadline, desk: Desk) -> str:
    """The owner's id; the privacy lead's where nobody owns the deadline."""
    return deadline.owner or desk.store.setup().lead


def owned(found: Iterable[Deadline], who: str, desk: Desk) -> list[Deadline]:
    """The deadlines a person owns; the privacy lead also has those that nobody owns. ``who`` is an id or a name."""
    me, lead = names.all_names(who, desk), desk.store.setup().lead
    return [one for one in found if (one.owner or lead).casefold() in me]


def watched(found: Iterable[Deadline], who: str, desk: Desk) -> list[Deadline]:
    """The deadlines a person watches: their own, and for the privacy lead also all that follow from breaches."""
    found = list(found)
    own = owned(found, who, desk)
    if not is_lead(who, desk):
        return own
    ids = {one.id for one in own}
    return [one for one in found if one.id in ids or follows_breach(one)]


def is_lead(who: str, desk: Desk) -> bool:
    """Whether the person, given by id or name, is the privacy lead."""
    lead = desk.store.setup().lead
    return bool(lead) and lead.casefold() in names.all_names(who, desk)
