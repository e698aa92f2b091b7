"""The day from which a legal clock runs, among those that a question names, and the day of what was done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from handlers.dialogue import bounded_re as re
from handlers.understanding.asked.stance import plainly_whether
from handlers.understanding.days.day_clauses import EventDay, Happening, NamedDay

Clock = Literal["families", "posting", "contractor", "operator"]


@dataclass(frozen=True, slots=True)
class _Signs:
    """What starts a clock; what may start it, likeliest first; and what has to be done in time."""

    event: frozenset[Happening]
    perhaps: tuple[frozenset[Happening], ...]
    act: frozenset[Happening]


_FOUND = (frozenset[Happening]({"found"}), (frozenset[Happening]({"broke"}), frozenset[Happening]({""})))
_SIGNS: dict[Clock, _Signs] = {
    "families": _Signs(
        frozenset({"noticed"}), (frozenset({"sent"}), frozenset({"found", "broke", ""})), frozenset({"told", "posted"})
    ),
    "posting": _Signs(frozenset({"signed"}), (frozenset({""}),), frozenset({"posted"})),
    "contractor": _Signs(*_FOUND, frozenset({"noticed", "sent"})),
    "operator": _Signs(*_FOUND, frozenset({"told"})),
}
_SEVERAL = re.compile(
    r"\b(?:contracts|agreements|deals|both|two|another|other|each|second|respectively)\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"(?:\b(?:will|going to|gonna|plan(?:ning)? to|about to|set to|expect to)|'ll) (?:\w+ )?"
    r"(?:sign|execut|ink|get|receiv)",
    re.IGNORECASE,
)
ASKS_WHEN = re.compile(
    r"\b(?:when|by what|(?:what|which) (?:day|date)|what'?s the (?:last|latest|date|day)|due|deadlines?"
    r"|how (?:long|soon|fast|many|late)|(?:last|latest|outside|outer|final|safe) (?:possible )?(?:day|date|limit)"
    r"|no later than|count for me)\b|\bby\s*\?",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:wait|hold off|put (?:it|this) off)\b[^.?!]{0,60}\b(?:until|till)\b[^.?!\d]{0,40}$", re.IGNORECASE
)
"""Stands before the day that something waits for: "can we wait until"."""
_JUDGES = re.compile(
    r"\b(?:br[eo]ak|broke|miss(?:ed)?|met|meet|ma[dk]e|beat|keep|kept|past|over|within|inside) "
    r"(?:the|its|our|their|that|this) (?:\w+ )?deadline",
    re.IGNORECASE,
)
"""Names a deadline, and asks whether it was kept."""


@dataclass(frozen=True, slots=True)
class ClockStart:
    """The day a clock runs from; None where one has to ask, ``choices`` then being the days to choose from.

    ``sure``: the question itself says that it is that day. ``acted``: the day of the act, where the question is if it
    was in time. ``last_of``: the days of the earlier signatures.
    """

    event: NamedDay | None
    choices: tuple[NamedDay, ...] = ()
    sure: bool = True
    acted: NamedDay | None = None
    last_of: tuple[NamedDay, ...] = ()


STARTS = frozenset(happening for signs in _SIGNS.values() for happening in signs.event)
"""What starts some clock."""


def started_by(clock: Clock) -> Happening:
    """What starts that clock."""
    return next(iter(_SIGNS[clock].event))


def clock_start(question: str, named: Sequence[EventDay], clock: Clock, today: date) -> ClockStart | None:
    """Where the clock starts; None where the days named have nothing to do with it."""
    signs = _SIGNS[clock]
    day_events = [(one.day, one.contract_event if clock == "posting" else one.event) for one in named]
    events = _distinct([day for day, what in day_events if what in signs.event], today)
    acts = _distinct([day for day, what in day_events if what in signs.act or _waits(day, question)], today)
    unknown = [day for day, what in day_events if what == "" and not (day.vague or day.relative)]
    if events:
        if clock == "posting" and (unknown or len(events) > 1) and _SEVERAL.search(question):
            return _ask_which([day for day, _ in day_events])
        start = _from_events(events, acts, clock, question, today)
        return replace(start, sure=False, acted=None) if unknown else start
    for weaker_signs in signs.perhaps:
        candidates = _distinct(
            [
                day
                for day, what in day_events
                if what in weaker_signs and not (what == "" and (day.vague or day.relative))
            ],
            today,
        )
        if candidates:
            alone = len(candidates) == 1 and not (acts or candidates[0].vague) and (not unknown or "" in weaker_signs)
            return ClockStart(candidates[0], sure=False) if alone else _ask_which([*candidates, *unknown])
    return _ask_which([]) if acts else None


def _from_events(events: list[NamedDay], acts: list[NamedDay], clock: Clock, question: str, today: date) -> ClockStart:
    last, *others = sorted(events, key=lambda day: day.on(today) or date.min, reverse=True)
    if any(day.vague for day in events) or (others and clock != "posting"):
        return _ask_which(events)
    if _AHEAD.search(question):
        last = replace(last, ahead=True)
    asks_when = ASKS_WHEN.search(question) and not (_JUDGES.search(question) or plainly_whether(question))
    judged = acts[0] if not others and len(acts) == 1 and not acts[0].vague and not asks_when else None
    return ClockStart(last, acted=judged, last_of=tuple(others))


def _waits(day: NamedDay, question: str) -> bool:
    """Whether it is said that one waits until that day."""
    return _WAITS.search(question, 0, day.start) is not None


def _ask_which(found: Sequence[NamedDay]) -> ClockStart:
    return ClockStart(None, tuple(day for day in found if not day.vague))


def _distinct(days: Sequence[NamedDay], today: date) -> list[NamedDay]:
    """Each date once; a vague day is never merged with another."""
    return list({(day.on(today), day.vague and day.start): day for day in days}.values())
