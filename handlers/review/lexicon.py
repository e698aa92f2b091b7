"""The patterns of knowledge/provisions/ as they are searched for in plain words, and spans of time in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from handlers.dialogue import bounded_re as re
from knowledge.provisions.patterns import LEXICON, alternatives, load_patterns

GAP = re.compile(r" (…{1,2}) ")
GAPS = {"…": re.compile(r"[^.;]{0,90}"), "……": re.compile(r"[^.]{0,220}")}
"""What may stand between two words: some words of the clause, or of the sentence."""
Spans = list[tuple[int, int]]


@cache
def families() -> Mapping[str, str]:
    """The words of each family, as one pattern."""
    return {name: "|".join(one.text for one in entries) for name, entries in load_patterns()[LEXICON].items()}


@cache
def rx(pattern: str) -> re.Pattern[str]:
    """The pattern with the families filled in."""
    return re.compile(_filled(pattern))


def _filled(pattern: str) -> str:
    known = families()
    written = re.sub(
        r"\{([a-z]+)\}", lambda found: rf"\b(?:{known[found[1]]})\b" if found[1] in known else found[0], pattern
    )
    if re.match(r"(?:\(\?:)*[A-Za-z]", written):
        written = rf"\b(?:{written})"
    return written.replace(" …… ", r"\b[^.]{0,220}?\b").replace(" … ", r"\b[^.;]{0,90}?\b")


@dataclass(frozen=True, slots=True)
class Patterns:
    """A list of patterns by its file and name; it occurs where one of them does. The file is read when it is needed."""

    file: str
    name: str

    def __iter__(self) -> Iterator[str]:
        return iter(_listed(self))

    def search(self, words: str, *span: int) -> re.Match[str] | None:
        """The first place where one of them occurs."""
        return _joined(self).search(words, *span)

    def finditer(self, words: str, *span: int) -> Iterator[re.Match[str]]:
        """Each place where one of them occurs."""
        return _joined(self).finditer(words, *span)

    def sub(self, words: str) -> str:
        """The words without those places."""
        return _joined(self).sub(" ", words)


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a file in knowledge/provisions/, as attributes."""

    file: str

    def __getattr__(self, name: str) -> Patterns:
        return Patterns(self.file, name)


@cache
def _listed(patterns: Patterns) -> tuple[str, ...]:
    return tuple(one.text for one in load_patterns()[patterns.file][patterns.name])


@cache
def _joined(patterns: Patterns) -> re.Pattern[str]:
    return re.compile("|".join(map(_filled, patterns)))


@cache
def _ways(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The pattern's alternatives, each as its parts and the gaps between them."""
    parts = [GAP.split(way) for way in alternatives(pattern)]
    balanced = all(part.count("(") == part.count(")") for way in parts for part in way)
    return tuple(map(tuple, parts)) if balanced else ((pattern,),)


def has(words: str, pattern: str, seen: dict[str, Spans]) -> bool:
    """Whether the pattern occurs in the words; ``seen`` keeps where its parts do."""
    return any(_in_order(words, way, seen) for way in _ways(pattern))


def _in_order(words: str, way: tuple[str, ...], seen: dict[str, Spans]) -> bool:
    """Whether the parts follow each other, with no more than their gaps between them."""
    reached = _spans(words, way[0], seen)
    for gap, part in zip(way[1::2], way[2::2], strict=True):
        if not reached:
            return False
        reached = [
            after
            for after in _spans(words, part, seen)
            if any(end <= after[0] and GAPS[gap].fullmatch(words, end, after[0]) for _, end in reached)
        ]
    return bool(reached)


def _spans(words: str, part: str, seen: dict[str, Spans]) -> Spans:
    """Where a part occurs. What it cannot do without is looked for first, as that is faster."""
    if part not in seen:
        names, families = _needs(part)
        possible = all(name in words for name in names) and all(_spans(words, family, seen) for family in families)
        seen[part] = [found.span() for found in rx(part).finditer(words)] if possible else []
    return seen[part]


@cache
def _needs(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and families that a part cannot do without: those that stand in no group."""
    bare, depth = "", 0
    for letter in part:
        depth += letter in "([" and not bare.endswith("\\")
        bare += letter if not depth else ""
        depth -= letter in ")]" and bool(depth)
    if "|" in bare or (part.startswith("{") and part.endswith("}") and part.count("{") == 1):
        return (), ()
    sure = re.sub(r"(?:\{[a-z]+\}|\w)[?*]", " ", bare)
    named = tuple(found for found in re.findall(r"\{[a-z]+\}", sure) if found[1:-1] in families())
    return tuple(re.findall(r"\b(?:VENDOR|BOARD|FAMILY|DATA)\b", sure)), named


NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
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
    rf"(?:full |more |consecutive |additional )?(calendar|business|school|working|clock)?[ -]*(hour|day|week"
    rf"|month|year|quarter|minute)s?\b"
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
