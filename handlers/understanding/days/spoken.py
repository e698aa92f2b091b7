"""Writes dates with numbers that somebody dictated in words: "November nineteenth twenty twenty six"."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TWENTY, _THIRTY = 20, 30
_ORDINALS = {
    **{word: at for at, word in enumerate((*_ONES, *_TEENS), 1)},
    **{f"twenty {word}": _TWENTY + at for at, word in enumerate(_ONES, 1)},
    "thirtieth": _THIRTY,
    "thirty first": _THIRTY + 1,
}
_UNITS = {word: at for at, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug"
    "|sept?|oct|nov|dec"
)
_ORDINAL = "|".join(word.replace(" ", "[ -]") for word in sorted(_ORDINALS, key=len, reverse=True))
_LATER = "|".join(
    word.replace(" ", "[ -]") for word in sorted(_ORDINALS, key=len, reverse=True) if _ORDINALS[word] > len(_ONES) + 1
)
"""Those that hardly are the place of an entry in a list."""
_NEXT = "fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_DAY = re.compile(rf"\b(?P<month>{_MONTHS})\.? (?:the )?(?P<day>{_ORDINAL})\b", re.IGNORECASE)
_OF_MONTH = re.compile(rf"\b(?P<day>{_LATER}|{_NEXT})(?= of (?:{_MONTHS})\b)", re.IGNORECASE)
_ALONE = re.compile(rf"\b(?<=the )(?P<day>{_LATER})\b", re.IGNORECASE)
_YEAR = re.compile(
    rf"\b(?:twenty|two thousand(?: and)?) (?P<ten>twenty|thirty)(?:[ -](?P<unit>{'|'.join(_UNITS)}))?\b", re.IGNORECASE
)
_SUFFIXES = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_CENTURY = 2000


def with_numbers(text: str) -> str:
    """The text with the days and years of dates in numbers, as in "November 19, 2026"."""
    text = _YEAR.sub(_year, text)
    text = _DAY.sub(lambda found: f"{found['month']} {_number(found['day'])}", text)
    text = _OF_MONTH.sub(_place, text)
    return _ALONE.sub(_place, text)


def _place(found: re.Match[str]) -> str:
    number = _number(found["day"])
    return f"{number}{_SUFFIXES.get(number, 'th')}"


def _number(said: str) -> int:
    return _ORDINALS[said.lower().replace("-", " ")]


def _year(found: re.Match[str]) -> str:
    tens = _TWENTY if found["ten"].lower() == "twenty" else _THIRTY
    return str(_CENTURY + tens + _UNITS.get((found["unit"] or "").lower(), 0))
