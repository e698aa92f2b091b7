"""Takes the dates that were counted for facts that were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.law.dates.timing import Reckoned
from handlers.law.decided.told.heard import Heard
from handlers.understanding.days.day_clauses import EventDay
from handlers.understanding.days.diligence import without_delay
from handlers.understanding.days.elapsed import Elapsed, elapsed_in
from knowledge.citation import Citation
from knowledge.counting import Within
from knowledge.law import LawOfDay
from knowledge.model import Duty

_WEEK, _WORKING = 7, 5
NO_DELAY = "no-delay"
SINCE = ".since-2018"
"""Ends the name of a fact: the data is shared, or the duty falls, on or after July 1, 2018."""
_GOES_ON = re.compile(
    r"\b(?:still (?:go(?:es)?|send|share|get|use|flow|do|pass|upload|give|hand|has|have access)(?:s|es|ing)?"
    r"|to this day|even now|ever since|continues? to|ongoing|keeps? (?:on )?\w+ing"
    r"|every (?:day|week|month|year|(?:mon|tues|wednes|thurs|fri)day))\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\b(?:only|never again|stopped|ended|no longer|not since|quit)\b", re.IGNORECASE)
"""What began before a day and goes on is after it too."""
_HOLIDAYS = 2
"""Legal holidays that may fall in so few days, at most."""


def with_dates(told: Heard, reckoned: Sequence[Reckoned]) -> Heard:
    """With what the counted dates tell: whether something was in time."""
    counted = {
        f"{one.duty.id}.in-time": "yes" if one.in_time else "no"
        for one in reckoned
        if one.in_time is not None and not one.between
    }
    return replace(told, facts={**told.facts, **counted}) if told.read else told


def with_ongoing(told: Heard, question: str) -> Heard:
    """With sharing that goes on as one since July 2018: "since January of 2018, and they still go out".

    How the reader would answer is left out then, as it took the first day for the only one.
    """
    early = {name: "yes" for name, value in told.facts.items() if name.endswith(SINCE) and value == "no"}
    if not early or not _GOES_ON.search(question) or _ENDED.search(question):
        return told
    return replace(told, facts={**told.facts, **early}, signs=replace(told.signs, opens={}))


def with_elapsed(told: Heard, question: str, law: LawOfDay, cites: Sequence[Citation]) -> Heard:
    """With what a time that passed tells of the duty heard first, and of its twins: day 27 is within 30 days.

    A time that may pass counts where leave is asked for, and the topic found, with its ``cites``, is on that duty.
    """
    meant = _meant(told, law, cites) if told.read else None
    if meant is None:
        return told
    prompt, passed = without_delay(question), elapsed_in(question)
    if prompt is not None and any(one.id == NO_DELAY for one in meant.done):
        told = replace(told, facts={**told.facts, f"{meant.id}.{NO_DELAY}": "yes" if prompt else "no"})
    if passed is None or (passed.waits and (told.asked.stance != "may" or meant.cite not in cites[:2])):
        return told
    counted = {
        f"{name}.in-time": "yes" if kept else "no"
        for name, duty in law.duties.items()
        if (duty.who, duty.event) == (meant.who, meant.event)
        and any(one.id == "in-time" for one in duty.done)
        and (kept := _kept(passed, duty.within)) is not None
    }
    return replace(told, facts={**told.facts, **counted}, counted=frozenset(counted))


def with_date(told: Heard, days: Sequence[EventDay], law: LawOfDay) -> Heard:
    """With what the one date that is named tells of a yearly duty heard first: August 28 is before September 1."""
    meant = _meant(told, law) if told.read else None
    named = [one.day.day for one in days if one.day.day]
    if meant is None or meant.within.unit != "by" or len(named) != 1 or len(days) != 1:
        return told
    kept = (named[0].month, named[0].day) <= (meant.within.month, meant.within.day)
    fact = f"{meant.id}.in-time"
    return replace(told, facts={**told.facts, fact: "yes" if kept else "no"}, counted=frozenset({fact}))


def _meant(told: Heard, law: LawOfDay, cites: Sequence[Citation] = ()) -> Duty | None:
    """The duty heard first, or the first of those at the topic's passage."""
    heard = [law.duties[id] for one in told.entries if (id := one.removeprefix("duty:")) in law.duties]
    return next((one for one in heard if one.cite in cites[:1]), next(iter(heard), None))


def _kept(passed: Elapsed, limit: Within) -> bool | None:
    """Whether that is within the limit; None where the calendar would have to tell."""
    if limit.unit not in {"days", "business days"}:
        return None
    if passed.business is (limit.unit == "business days"):
        return passed.days <= limit.number
    if passed.business:
        least = passed.days // _WORKING * _WEEK + passed.days % _WORKING
        return False if least > limit.number else True if least + 2 + _HOLIDAYS <= limit.number else None
    working = passed.days // _WEEK * _WORKING + max(passed.days % _WEEK - (_WEEK - _WORKING), 0) - _HOLIDAYS
    return True if passed.days <= limit.number else False if working > limit.number else None
