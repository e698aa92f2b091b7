"""The sentences in and around forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.dialogue.reply import Field
from handlers.dialogue.text import short
from handlers.dialogue.words import day
from handlers.understanding.fuzzy import closest

NEEDED = "Please fill this in."
NO_NUMBER = "Write a whole number, for example 30."
NO_LINK = "Write the whole address, starting with https://"
NO_REFERENCE = "Write initials or a number of your own, as in J.D. or Case 14. Please leave out the name."
BACKWARDS = "It ends before it begins. Put the earlier day first."
MOST_DAYS = 200
TOO_MANY_DAYS = f"That is more than {MOST_DAYS} days. Leave out those that have passed."
CHECK_TITLE = "Please check this"
KEPT = "Nothing has been saved yet. What you typed is still below."
DOUBTS = "Please confirm, or change it:"
SURE, MORE = "I have checked it", "More"
ONLY_LOOKED = "There is no form to show; nothing was saved."
KINDS = {
    "name": "a name",
    "birth date": "a birth date",
    "student number": "a student number",
    "e-mail address": "an e-mail address",
    "phone number": "a phone number",
    "Social Security number": "a Social Security number",
    "home address": "a home address",
}


def too_long(length: int, most: int) -> str:
    """A text is too long for its field."""
    return f"That is {length:,} characters; at most {most:,} fit. Shorten it, or attach the document."


def no_option(word: str, labels: Sequence[str]) -> str:
    """What was typed is none of the options."""
    return f"'{word[:40]}' is not one of: {', '.join(labels)}."


def personal(label: str, finds: Sequence[tuple[str, str]]) -> str:
    """A field seems to hold a student's personal data, which no record needs."""
    what = "; ".join(f"{KINDS.get(kind, kind)} ({text[:40]})" for kind, text in finds[:5])
    return f"{label} seems to contain personal data: {what}. Take it out, or confirm that it is not a student's."


def changed(now: Mapping[str, str]) -> str:
    """A record was changed while its form was open; ``now``: the fields that would be overwritten, by label."""
    told = "; ".join(f"{label}: {short(value, 80) or 'empty'}" for label, value in now.items())
    return short(f"Somebody changed this while your form was open. On record now: {told}. Save yours instead?", 1500)


def far(label: str, value: date, years: int) -> str:
    """A date is so far off that it is asked about."""
    away = f"{years} years ahead" if years > 0 else f"{-years} years ago"
    return f"{label}: {day(value)} is {away}; that is the day I mean"


def please_check(doubts: Sequence[str]) -> str:
    """It was saved as typed, but something about it is odd."""
    return f"Please check: {'; '.join(doubts)}? If not, correct it."


def in_one_line(say: str, fields: Sequence[Field]) -> str:
    """How the form's values can be typed in one line."""
    needed = [f"{f.id.replace('_', ' ')}: …" for f in fields if f.required] or [f"{fields[0].id}: …"]
    return f"In one line: {say} {'; '.join(needed)}"


def no_pairs(text: str, fields: Sequence[Field]) -> str:
    """A typed line is not made of 'name: value' pieces."""
    example = "; ".join(f"{f.id.replace('_', ' ')}: …" for f in fields[:3])
    return f"I cannot read '{text}'. Write pieces like {example}, separated by semicolons."


def no_field(name: str, known: Sequence[str]) -> str:
    """There is no field of that name; with the nearest one."""
    near = closest(name, known, 1)
    hint = f" Did you mean '{near[0].replace('_', ' ')}'?" if near else ""
    return f"There is no field '{name}'.{hint} The fields are: {', '.join(k.replace('_', ' ') for k in known)}."


def changed_meanwhile(id: str) -> str:
    """Somebody else changed the record first."""
    return f"Somebody else changed {id} a moment ago, so nothing was saved. See how it stands now, then try again."
