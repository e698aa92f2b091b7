"""How a time limit is said in words, and where a sentence says one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from knowledge.counting import Within

_SMALL: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LARGE: Final[Mapping[str, int]] = {
    "eleven": 11,
    "twelve": 12,
    "fourteen": 14,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty-five": 45,
    "forty-eight": 48,
    "sixty": 60,
    "seventy-two": 72,
    "ninety": 90,
}
_VALUES: Final[Mapping[str, int]] = {**{word: number for number, word in enumerate(_SMALL)}, **_LARGE}
_WORD: Final = "|".join([*sorted(_VALUES, key=len, reverse=True), r"[0-9]{1,4}"])
_MENTION: Final = re.compile(
    rf"(?<![\w.,])(?P<numbers>(?:{_WORD})(?:(?:,| or| and| to) (?:{_WORD}))*)[ -]"
    r"(?:(?P<kind>business|calendar|school|working)[ -])?(?P<unit>day|hour)s?\b",
    re.IGNORECASE,
)
_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of days or hours as a sentence says it; ``business`` where it says business days."""

    text: str
    number: int
    unit: str
    business: bool

    def means(self, within: Within) -> bool:
        """Whether it may be this time limit; "two days" may be short for two business days."""
        units = {"day": {"days", "business days"}, "hour": {"hours"}}[self.unit]
        return self.number == within.number and within.unit in (units & {"business days"} if self.business else units)

    def exact(self, within: Within) -> bool:
        """Whether it says so to the letter: "two business days", not "two days" for them."""
        return self.means(within) and self.business == (within.unit == "business days")


def mentions(text: str) -> Iterator[Mention]:
    """Every number of days or hours in a sentence, in words or digits; "30 or 60 days" has two."""
    for found in _MENTION.finditer(text):
        business = (found["kind"] or "").lower() == "business"
        for number in re.findall(_WORD, found["numbers"], re.IGNORECASE):
            yield Mention(found[0], value(number), found["unit"].lower(), business)


def value(word: str) -> int:
    """The number that a word or digits stand for."""
    return int(word) if word.isdigit() else _VALUES[word.lower()]


def is_number(word: str) -> bool:
    """Whether it is a number, in a word or in digits."""
    return word.isdigit() or word.lower() in _VALUES


def spelled(number: int, unit: str = "") -> str:
    """Business days and small counts up to ten in a word, everything else in digits: five, but 30 and 48."""
    return _SMALL[number] if 0 <= number <= 10 and unit in {"", "business days"} else str(number)


def in_words(within: Within) -> str:
    """``five business days``, ``30 days``, ``48 hours``. Raises ValueError for a limit without a number."""
    return f"{number_of(within)} {unit_of(within)}"


def in_short(within: Within) -> str:
    """``five days`` where it is clear that business days are meant."""
    return in_words(within).replace("business ", "")


def number_of(within: Within) -> str:
    """``five``, ``30``. Raises ValueError for a limit without a number."""
    if not within.number:
        raise ValueError(f"'{within}' has no number of days")
    return spelled(within.number, within.unit)


def unit_of(within: Within) -> str:
    """``business days``, or ``business day`` of one."""
    return within.unit.removesuffix("s") if within.number == 1 else within.unit


def ordinal(within: Within) -> str:
    """``30th``."""
    return nth(within.number)


def nth(number: int) -> str:
    """``1st``, ``22nd``, ``30th``."""
    last = number % 10 if number % 100 // 10 != 1 else 0
    return f"{number}{_ORDINALS.get(last, 'th')}"
