"""Goes on with an act that waits: a date, a link or a number fills what is missing or replaces what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.acts import cues
from handlers.understanding.requests.kept import over
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.corrections import new_day
from handlers.understanding.requests.values.days import DayOf, SaidDay

MOST_WORDS, FEW = 25, 9
_ORDINAL = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_NOT = re.compile(r"\bnot (?:on )?(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?\s*$|^(?:what|why|who|how|can|may|must|do|does|is|are|should|which|where)\b", re.IGNORECASE)
_ELSE = re.compile(r"\b(?:the other|remind\w*)\b|^(?:and |also |please )*(?:make a )?note\b", re.IGNORECASE)
"""Begins something else, whatever day it names."""
_YEAR = re.compile(r"\b20\d\d\b")
_NOT_YEAR = re.compile(r"\b(?:not|instead of|rather than) 20\d\d\b", re.IGNORECASE)
_FIRST: dict[str, Sequence[DayOf]] = {
    "log-contract": (DayOf.SIGNED, DayOf.EXPIRES),
    "log-breach": (DayOf.NOTICE, DayOf.DISCOVERED),
    "received": (DayOf.NOTICE,),
}
"""What a bare date is the day of, where that is not said yet."""


def filled(text: str, wish: Request, said: Slots, today: date) -> Request | None:
    """The act with what was said now; None where it says nothing for it."""
    if (
        len(text.split()) > MOST_WORDS
        or _QUESTION.search(text)
        or _other(text, wish)
        or cues.asks(text, politely=False)
    ):
        return None
    said = replace(said, said_days=_days(text, wish, said.said_days, today))
    told = said.said_days or said.links or said.number is not None or said.provisions or said.categories or said.without
    named = said.person_said or said.vendor or said.product or said.value or said.duties or said.owner
    if not told and not named:
        return None
    other = said.vendor and wish.slots.vendor and said.vendor.casefold() != wish.slots.vendor.casefold()
    if other and (said.said_days or not re.match(r"(?:no|not|sorry|it'?s|i meant|actually)\b", text, re.IGNORECASE)):
        return None
    return replace(wish, slots=over(wish.slots, said))


def _other(text: str, wish: Request) -> bool:
    return wish.command not in {"remind", "note"} and _ELSE.search(text) is not None


def _days(text: str, wish: Request, said: Sequence[SaidDay], today: date) -> tuple[SaidDay, ...]:
    """The days that are to stand, each as the day of an event that the act knows."""
    known = {one.role: one for one in wish.slots.said_days}
    wrong = _NOT.search(text)
    old = next((one for one in known.values() if wrong and one.day and one.day.day == int(wrong["day"])), None)
    new = new_day(text, said) or _ordinal(text, old, today)
    if new is None:
        other = _of_year(text, wish.slots.said_days)
        return (other,) if other else ()
    standing = [one for one in said if one.role is not DayOf.OTHER]
    if new.role is not DayOf.OTHER and old is None:
        return tuple(standing)
    if old:
        return (replace(new, role=old.role),)
    order = _FIRST.get(wish.command, ())
    role = next((one for one in order if one not in known), next(iter(known), DayOf.OTHER))
    corrects = re.match(r"(?:no|not|sorry|actually|oops|i meant|wait)\b", text.strip(), re.IGNORECASE)
    return (replace(new, role=next(reversed(known)) if corrects and known else role),)


def _of_year(text: str, known: Sequence[SaidDay]) -> SaidDay | None:
    """``no wait, 2028``: the day said last, in another year."""
    found, last = _YEAR.search(_NOT_YEAR.sub("", text)), next((one for one in reversed(known) if one.day), None)
    if found is None or last is None or last.day is None or len(text.split()) > FEW:
        return None
    try:
        return replace(last, day=last.day.replace(year=int(found[0])), said=found[0])
    except ValueError:
        return None


def _ordinal(text: str, old: SaidDay | None, today: date) -> SaidDay | None:
    """``the 3rd, not the 2nd``: of the month of the day that was wrong."""
    found = next((one for one in _ORDINAL.finditer(text) if not text[: one.start()].lower().endswith("not ")), None)
    if found is None:
        return None
    base = old.day if old and old.day else today
    try:
        return SaidDay(DayOf.OTHER, base.replace(day=int(found[1])), found[0], found.start(), found.end())
    except ValueError:
        return None
