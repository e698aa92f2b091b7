"""Finds what happened on each day that a sentence names, by the words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.event_cues import Cue, Happening, cues
from handlers.understanding.days.named_day import NamedDay

_BREAK = re.compile(
    r"[.?!;\n]+(?=\s|$)|[,():]|\s[-–—]+\s|—"
    r"|\b(?:and|but|then|while|so|yet|though|although|that|which|because|since|if|when|until|till|about|after"
    r"|how|what|who|where|why|by when|must|should|do we|does)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.?!;\n]")
_ASKS = re.compile(
    r"\b(?:when|what|how|who|which|deadline|due|must|should|ha(?:ve|s) to|need to|can|may|last day|latest)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\s#]*(?:on|at|in|the|from|of|as|was|it|it was)?[\s#]*", re.IGNORECASE)
_IS = re.compile(r"(?: is|'s|[\s:=(,])*", re.IGNORECASE)
LONGEST_SAME = 60
_UNTIL = ("until", "till")
_SAME = re.compile(
    r"(?:\s|#|\b(?:(?:by|with|for|from|to|on) )?(?:the|a|our|an|other|another|second|first|one|vendor|company"
    r"|superintendent|board|chair|us|them|me|we|they|him|her|mine|theirs|ours|on|too|also)\b"
    r"|\b(?:by|with|for|from|to) \w+)+",
    re.IGNORECASE,
)
"""A clause that leaves out what happened, as the one before has it: "signed by us on Nov 2, by the vendor on Nov 9"."""
_OF_CONTRACTS = frozenset[Happening]({"signed", "posted", "other"})


@dataclass(frozen=True, slots=True)
class EventDay:
    """A day that a question names, and what happened on it: of all that can, and of what happens to contracts."""

    day: NamedDay
    event: Happening
    contract_event: Happening


@dataclass(frozen=True, slots=True)
class _Clause:
    """A piece of the question."""

    start: int
    end: int
    sentence: int
    asks: bool
    days: tuple[NamedDay, ...]
    joined: str
    """What stands before it: a stop, or the word that joins it."""
    cues: tuple[Cue, ...]


def event_days(question: str, days: Sequence[NamedDay]) -> tuple[EventDay, ...]:
    """For each day what happened on it, by the words beside it."""
    masked = question
    for day in days:
        masked = masked[: day.start] + "#" * (day.end - day.start) + masked[day.end :]
    clauses = list(_clauses(masked, days)) if days else []
    of_contracts = [replace(one, cues=tuple(cue for cue in one.cues if cue.what in _OF_CONTRACTS)) for one in clauses]
    todays = _today(question, days)
    return tuple(
        EventDay(day, "other", "other")
        if day in todays
        else EventDay(day, _event(day, clauses, masked), _event(day, of_contracts, masked))
        for day in days
    )


def _event(day: NamedDay, clauses: Sequence[_Clause], masked: str) -> Happening:
    at = next(number for number, clause in enumerate(clauses) if day in clause.days)
    return _event_by_words(day, at, clauses, masked)


def _today(question: str, days: Sequence[NamedDay]) -> set[NamedDay]:
    """The day that is only said to be today's date, and its date."""
    said = [(a, b) for a, b in pairwise(days) if question[a.start : a.end].lower() == "today"]
    return {day for a, b in said if _IS.fullmatch(question[a.end : b.start]) for day in (a, b)}


def _clauses(masked: str, days: Sequence[NamedDay]) -> Iterator[_Clause]:
    start, sentence, joined = 0, 0, ""
    for match in [*_BREAK.finditer(masked), None]:
        end = match.start() if match else len(masked)
        inside = tuple(day for day in days if start <= day.start < end)
        asks = bool(_ASKS.search(f"{joined} {masked[start:end]}")) or masked[end : end + 1] == "?"
        if inside or masked[start:end].strip():
            yield _Clause(start, end, sentence, asks, inside, joined.lower(), cues(masked, start, end))
        if match is None:
            return
        joined, start = match[0], match.end()
        sentence += bool(_END.search(match[0]))


def _event_by_words(day: NamedDay, at: int, clauses: Sequence[_Clause], masked: str) -> Happening:
    clause = clauses[at]
    if own := _beside(day, clause):
        return own.what
    if clause.cues:
        return ""
    for other in _clauses_around(day, at, clauses, masked):
        if other.cues:
            return next((cue.what for cue in other.cues if cue.what != "other"), "other")
    before = clauses[at - 1] if at else None
    if clause.joined in _UNTIL or not before or not before.days or before.sentence != clause.sentence:
        return "other" if clause.joined in _UNTIL else ""
    short = clause.end - clause.start <= LONGEST_SAME
    same = short and not day.vague and _SAME.fullmatch(masked, clause.start, clause.end)
    return _event_by_words(before.days[-1], at - 1, clauses, masked) if same else ""


def _beside(day: NamedDay, clause: _Clause) -> Cue | None:
    """The cue nearest to the day: before it, or after it where the clause begins with its day."""
    found = clause.cues
    place = clause.days.index(day)
    low = clause.days[place - 1].end if place else clause.start
    high = clause.days[place + 1].start if place + 1 < len(clause.days) else clause.end
    before = [cue for cue in found if low <= cue.start and cue.end <= day.start]
    after = [cue for cue in found if day.end <= cue.start and cue.end <= high]
    day_first = len(clause.days) > 1 and not any(cue.end <= clause.days[0].start for cue in found)
    if day_first:
        return after[0] if after else None
    return before[-1] if before else after[0] if after and (place + 1 == len(clause.days)) else None


def _clauses_around(day: NamedDay, at: int, clauses: Sequence[_Clause], masked: str) -> Iterator[_Clause]:
    """The clauses without a day that may tell of this one: first those behind it, where it opens its sentence."""
    clause = clauses[at]
    after = list(_until_a_day(clauses[at + 1 :]))
    before = list(_until_a_day(clauses[:at][::-1]))
    alone = bool(_BARE.fullmatch(masked[clause.start : clause.end]))
    opens = at == 0 or clauses[at - 1].sentence != clause.sentence
    near_after, near_before = (
        list(takewhile(lambda one: one.sentence == clause.sentence and not one.asks, side)) for side in (after, before)
    )
    yield from (*near_after, *near_before) if opens and not day.vague else (*near_before, *near_after)
    if alone and not any(one.sentence == clause.sentence for one in (*before, *after)):
        yield from (one for one in (*before[:1], *after[:1]) if not one.asks)


def _until_a_day(clauses: Sequence[_Clause]) -> Iterator[_Clause]:
    for clause in clauses:
        if clause.days:
            return
        yield clause
