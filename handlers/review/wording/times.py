"""How long a clause gives: its spans of time in days."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "seventy-two": 72,
    "seventy-five": 75,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "a": 1,
    "an": 1,
    "twenty-one": 21,
    "twenty-four": 24,
    "forty-eight": 48,
    "thirty-six": 36,
    "ninety-six": 96,
    "tenth": 10,
    "fourteenth": 14,
    "fifteenth": 15,
    "twentieth": 20,
    "thirtieth": 30,
    "forty-fifth": 45,
    "sixtieth": 60,
    "ninetieth": 90,
    "one hundred": 100,
    "one hundred twenty": 120,
    "one hundred and twenty": 120,
    "one hundred eighty": 180,
    "one hundred and eighty": 180,
    "twenty-five": 25,
    "thirty-five": 35,
}
"""Numbers in words, as contracts write them."""
UNITS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365, "quarter": 90, "minute": 1 / 1440}
_WORD = "|".join(sorted((re.escape(word) for word in NUMBERS), key=len, reverse=True))
SPAN = re.compile(
    rf"\b(?:(\d[\d,]*)|({_WORD}))(?:\s*\(\s*(\d+)\s*\))?[ -]*"
    rf"(?:full |more |consecutive |additional )?(calendar|business|school|working|clock)?[ -]*(hour|day|week|month|year|quarter|minute)s?\b"
)
BUSINESS = 1.4
"""Days that a business day takes, weekends counted."""


def spans_in(words: str) -> list[float]:
    """Each span of time in the words, in days, in order."""
    numbered = [float(found[1]) for found in re.finditer(r"\bday (\d{1,3})\b", words.lower())]
    return [_days(found) for found in SPAN.finditer(words.lower())] + numbered


def _days(found: re.Match[str]) -> float:
    number = float(found[3] or (found[1] or "").replace(",", "") or NUMBERS[found[2]])
    factor = BUSINESS if found[4] in {"business", "school", "working"} and found[5] == "day" else 1.0
    return number * UNITS[found[5]] * factor
