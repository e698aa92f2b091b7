"""Numbers of days in the law files' sentences: finding them, spelling them, and filling in ``{post-contract}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar

from knowledge.citation import FIRST_DAY, Fact, Period
from knowledge.counting import Within
from knowledge.model import Answer, Duty, Entry, Topic

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
    """A number of days or hours as a sentence has it; ``business`` where it says business days."""

    text: str
    number: int
    unit: str
    business: bool

    def means(self, within: Within) -> bool:
        """Whether it may mean this time limit; "two days" may be short for two business days."""
        units = {"day": {"days", "business days"}, "hour": {"hours"}}[self.unit]
        return self.number == within.number and within.unit in (units & {"business days"} if self.business else units)

    def exact(self, within: Within) -> bool:
        """Whether it says exactly this time limit: "two business days", not "two days" for them."""
        return self.means(within) and self.business == (within.unit == "business days")


def mentions(text: str) -> Iterator[Mention]:
    """Every number of days or hours in a sentence, in words or digits; "30 or 60 days" has two."""
    for match in _MENTION.finditer(text):
        business = (match["kind"] or "").lower() == "business"
        for number in re.findall(_WORD, match["numbers"], re.IGNORECASE):
            yield Mention(match[0], value(number), match["unit"].lower(), business)


def value(word: str) -> int:
    """The number that a word or digits stand for."""
    return int(word) if word.isdigit() else _VALUES[word.lower()]


def is_number(word: str) -> bool:
    """Whether the word is a number, spelled or in digits."""
    return word.isdigit() or word.lower() in _VALUES


def spelled(number: int, unit: str = "") -> str:
    """The number as text: business days and plain counts up to ten in a word, all else in digits."""
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


PLACE: Final = re.compile(r"\{([^{}]*)\}")
_AS_WRITTEN: Final = frozenset({"id", "at", "link", "lines", "reviewed", "english", "spanish"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMS: Final[Mapping[str, Callable[[Within], str]]] = {
    "": in_words,
    "number": number_of,
    "short": in_short,
    "adjective": lambda within: _hyphens(in_words(within)),
    "short adjective": lambda within: _hyphens(in_short(within)),
    "ordinal": ordinal,
}
FORMS: Final = tuple(form for form in _FORMS if form)
Duties = Mapping[str, Sequence[Duty]]
T = TypeVar("T")
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A text in braces: a duty, the form of its number, and the day whose number is meant, where one is given."""

    duty: str
    form: str = ""
    day: str = ""

    @classmethod
    def parse(cls, text: str) -> Placeholder | None:
        """Read the text between the braces; None for a number that stays as it is written."""
        duty, *more = text.split() or [""]
        if is_number(duty):
            return None
        *form, last = more or [""]
        if _DAY.fullmatch(last):
            return cls(duty, " ".join(form), last)
        return cls(duty, " ".join(more))

    def says(self, duties: Duties, day: date) -> str:
        """The number in its form, by the duty's version of the day. Raises ValueError where there is none."""
        if not duties.get(self.duty):
            raise ValueError(f"no duty is called '{self.duty}'")
        if self.form not in _FORMS:
            raise ValueError(f"'{self.form}' is no form of a number; leave it out or write one of: {', '.join(FORMS)}")
        at = date.fromisoformat(self.day) if self.day else day
        return _FORMS[self.form](version(duties[self.duty], at).within)


def version(versions: Sequence[E], day: date) -> E:
    """The version that has begun last by that day, else the first one. Raises ValueError where there are none."""
    begun = [one for one in versions if one.since <= day]
    return max(begun, key=lambda one: one.since) if begun else min(versions, key=lambda one: one.since)


def duties_of(entries: Iterable[Entry]) -> Duties:
    """Every version of each duty by its name."""
    found: dict[str, list[Duty]] = {}
    for entry in entries:
        if isinstance(entry, Duty):
            found.setdefault(entry.id, []).append(entry)
    return found


def fill(text: str, duties: Duties, day: date) -> str:
    """The sentence as it reads on that day; what cannot be filled in stays in braces, and the check reports it."""

    def put(found: re.Match[str]) -> str:
        try:
            place = Placeholder.parse(found[1])
            said = place.says(duties, day) if place else found[1]
        except ValueError:
            return found[0]
        return said[:1].upper() + said[1:] if _begins(text[: found.start()]) else said

    return PLACE.sub(put, text)


def _begins(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1] in ".?!"


def _hyphens(said: str) -> str:
    return said.removesuffix("s").replace(" ", "-")


def texts(value: object) -> Iterator[str]:
    """Every text in an entry or a part of one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts(part)
    elif is_dataclass(value):
        for name in _names(value):
            yield from texts(getattr(value, name))


def filled(value: T, duties: Duties, day: date) -> T:
    """The entry or part with each sentence as it reads on that day."""
    made: Any = value
    if isinstance(value, str):
        made = fill(value, duties, day)
    elif isinstance(value, tuple):
        made = tuple(filled(part, duties, day) for part in value)
    elif isinstance(value, Mapping):
        made = {name: filled(part, duties, day) for name, part in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        old = {name: getattr(value, name) for name in _names(value)}
        new = {name: filled(part, duties, day) for name, part in old.items()}
        made = replace(value, **new) if new != old else value
    return made  # type: ignore[no-any-return]


def _names(value: object) -> list[str]:
    if isinstance(value, Fact):
        return ["says"]
    return [f.name for f in fields(value) if f.name not in _AS_WRITTEN]  # type: ignore[arg-type]


def by_period(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries with all numbers filled in; one whose number changes while it holds is split at that day."""
    known = tuple(entries)
    duties = duties_of(known)
    for entry in known:
        if any("{" in text for text in texts(entry)):
            yield from _cut_topic(entry, duties) if isinstance(entry, Topic) else _cut(entry, entry.period, duties)
        else:
            yield entry


def _cut(entry: Any, period: Period, duties: Duties) -> Iterator[Any]:
    """The versions of an entry, or of a topic's answer, each with its period; equal consecutive ones are merged."""
    last: Any = None
    for since, until in _pieces(entry, period, duties):
        piece = replace(filled(entry, duties, since), since=since, until=until)
        if last is not None and replace(piece, since=last.since) == replace(last, until=until):
            last = replace(last, until=until)
            continue
        if last is not None:
            yield last
        last = piece
    yield last


def _pieces(entry: object, period: Period, duties: Duties) -> Iterator[tuple[date, date | None]]:
    """The parts of the period, split on each day on which a duty that the entry names begins or ends."""
    turns = {
        day for name in named_in(entry) for duty in duties.get(name, ()) for day in (duty.since, duty.until) if day
    }
    starts = [period.since, *sorted(day for day in turns if day > period.since and period.covers(day))]
    return zip(starts, [*starts[1:], period.until], strict=True)


def named_in(entry: object) -> set[str]:
    """The duties whose number of the day an entry uses."""
    inside = (found[1] for text in texts(entry) for found in PLACE.finditer(text))
    return {place.duty for one in inside if (place := Placeholder.parse(one)) and not place.day}


def _cut_topic(topic: Topic, duties: Duties) -> Iterator[Topic]:
    """A topic's versions; the first one keeps the answers of earlier days, which are split too."""
    before = tuple(
        piece
        for old in topic.before
        for piece in _cut(old, Period(old.since, old.until), duties)
        if isinstance(piece, Answer)
    )
    starts = max((old.until for old in topic.before if old.until), default=FIRST_DAY)
    now = replace(topic, before=())
    first, *later = _cut(now, Period(max(topic.since, starts), topic.until), duties)
    yield replace(first, since=topic.since, before=before)
    yield from later
