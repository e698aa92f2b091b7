"""Counts once more from another day, where a date was counted last and only a day is said now."""

from __future__ import annotations

from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.dialogue.memory import Memory
from handlers.understanding.requests.values.days import near_day, said_days

_ORDINAL = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_LITTLE_WORDS = (
    "no not sorry actually oops i we you meant mean it that they was is were did on the ok okay and but so what if "
    "about wait make signed told us came got then this rather instead sign find found learn learned tell would had "
    "suppose say posted post executed arrived"
).split()
_LITTLE = re.compile(rf"\b(?:{'|'.join(_LITTLE_WORDS)})\b|[^\w]+", re.IGNORECASE)
_AGAIN = re.compile(
    r"^(?:(?:so|ok|and|please|sorry)\b[\s,]*)*(?:give me|what was|what is|what's|tell me|which was) (?:the"
    r"|that) (?:date|day|deadline)(?: again)?[\s?.!]*$|\bdate again\b",
    re.IGNORECASE,
)


def recounted(text: str, memory: Memory, desk: Desk) -> str:
    """The event and the new day, as the command due takes them; empty where more is said, or nothing was counted."""
    event, before = memory.law.get("event", ""), memory.law.get("on", "")
    if not event or memory.newest != "law":
        return ""
    if before and _AGAIN.search(text):
        return f"{event} {before}"
    ordinal = _ORDINAL.search(text)
    days: list[date | None] = [one.day for one in said_days(text, desk.today) if one.day]
    left = text
    for one in said_days(text, desk.today):
        left = left.replace(one.said, " ")
    if not days and ordinal and before:
        left = left.replace(ordinal[0], " ")
        days = [near_day(int(ordinal[1]), date.fromisoformat(before))]
    if len(days) != 1 or len(_LITTLE.sub(" ", left).split()) > 0 or days[0] is None:
        return ""
    return f"{event} {days[0].isoformat()}"
