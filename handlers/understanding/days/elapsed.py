"""Reads how much time passed ("on day 27", "75 days ago"), and if anybody delayed; defines the TimeSpan of a period."""

from dataclasses import dataclass, replace
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.understanding.words import NUMBER, number_of
from knowledge.counting import Within

_SPAN = (
    rf"\b(?P<number>{NUMBER}) (?:calendar )?(?P<unit>(?:(?:business|working|work|school) )?(?:days?|weeks?|months?))"
)
_AFTER = re.compile(rf"{_SPAN} (?:later|ago|after|since|past|into|from (?:the|when|finding))\b", re.IGNORECASE)
_ON_DAY = re.compile(
    r"(?:\b(?:on|is|at|only on|it'?s|by) |^|[,;.] )day (?:number )?(?P<number>\d{1,3})\b", re.IGNORECASE
)
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ON_NTH = re.compile(
    rf"\b(?:on|by|until|it'?s) (?:the|our|their) (?:(?P<word>{'|'.join(_NTH)})|(?P<number>\d{{1,3}})(?:st|nd|rd|th))"
    r" (?:calendar )?(?P<unit>(?:(?:business|working|work|school) )?day)\b",
    re.IGNORECASE,
)
_TOOK = re.compile(
    rf"\b(?:it'?s been|it has been|has been|have been|had been|took|waited|after|spent|needed|for) (?:\w+ )?{_SPAN}"
    r"(?! (?:or (?:less|fewer)|limit|clock|rule|window|deadline|notice))",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:waits?|waiting|hold(?:s|ing)? off|delay(?:s|ing)?|takes?|taking|sit(?:s|ting)? on \w+) "
    rf"(?:(?:for|up to|about|another|more than|over|until|it|them|us|full|at least) ){{0,2}}{_SPAN}"
    r"(?! (?:or (?:less|fewer)|limit|clock|rule|window|deadline|notice))",
    re.IGNORECASE,
)
"""A time that may pass: "can they wait 90 days"."""
_RULE = re.compile(
    r"\b(?:(?:within|under|up to|at most|no more than|not more than|gives?|allow\w*|have|has|get|gets) (?:\w+ )?"
    rf"|(?:the|that|a) ){_SPAN}",
    re.IGNORECASE,
)
"""A time that is allowed, not one that passed."""
_OF_CONTRACT = re.compile(
    rf"\b(?:contract|agreement|dpa|addendum|terms?|clause)\b[^.?!;]{{0,60}}?\b(?P<number>{NUMBER})[ -](?:calendar )?"
    r"(?P<unit>hours?|(?:(?:business|working|work|school) )?(?:days?|weeks?|months?))"
    r"(?! (?:later|ago|after|since|past|into|from)\b)",
    re.IGNORECASE,
)
"""A time that a contract allows: "the agreement promises 72 hours"."""
FIRST_DAY = 1
"""A day by this number is the one from which others are counted."""
_HOURS = 24
_DAYS_OF = {"day": (1, 0), "week": (7, 0), "month": (28, 3)}
"""The fewest days of each, and how many more it may have."""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A time that passed."""

    days: int
    business: bool
    """Business days; else calendar days."""
    waits: bool = False
    """Whether it has not passed, and somebody asks if it may."""
    more: int = 0
    """How many days more it may be, as a month has 28 to 31."""


def elapsed_in(text: str) -> Elapsed | None:
    """The time that passed; None where a text tells none, or several that differ."""
    counted = [one for pattern in (_ON_DAY, _ON_NTH) for one in pattern.finditer(text)]
    days = sorted({int(one["number"]) for one in _ON_DAY.finditer(text)})
    if len(days) == 2 and days[0] <= FIRST_DAY:
        return Elapsed(days[1] - days[0], business=False)
    matches = counted or [one for pattern in (_AFTER, _TOOK, _WAITS) for one in pattern.finditer(text)]
    allowed = {one.start("number") for one in _RULE.finditer(text)}
    waits = {one.start("number") for one in _WAITS.finditer(text)}
    kept = [one for one in matches if one.start("number") not in allowed]
    spans = {replace(_elapsed(one), waits=one.start("number") in waits) for one in kept}
    return spans.pop() if len(spans) == 1 else None


def contract_limit(text: str) -> Within | None:
    """The time that a text says its contract allows; None where it tells none, or several."""
    limits = {_within(one) for one in _OF_CONTRACT.finditer(text)}
    return limits.pop() if len(limits) == 1 else None


def _within(found: re.Match[str]) -> Within:
    if found["unit"].lower().startswith("hour"):
        return Within("days", number_of(found["number"]) // _HOURS)  # of what passed only whole days are told
    time = _elapsed(found)
    return Within("business days" if time.business else "days", time.days)


def _elapsed(found: re.Match[str]) -> Elapsed:
    unit = found.groupdict().get("unit") or "day"
    word = unit.lower().split()[-1].rstrip("s")
    ordinal = found.groupdict().get("word")
    number = _NTH.index(ordinal.lower()) + 1 if ordinal else number_of(found["number"])
    days, more = _DAYS_OF[word]
    return Elapsed(number * days, business=" " in unit, more=number * more)


_AT_WORK = re.compile(
    r"\b(?:(?:work|dig|investigat|trac|search|look)\w*|dug)(?: \w+){0,3} (?:hard|nonstop|non-stop|day and night"
    r"|around the clock|flat out|at once|right away|immediately|the (?:whole|entire) time"
    r"|without (?:a )?(?:break|pause))\b"
    r"|\b(?:is|was|it'?s|took|been) (?:\w+ )?hard work\b|\bdug in\b"
    r"|\bas (?:fast|quickly|soon) as (?:we|they|it) could\b"
    r"|\bwithout (?:any |unreasonable |undue )?delay\b|\bno delay\b",
    re.IGNORECASE,
)
_IDLE = re.compile(
    r"\b(?:sat|sit|sitting) on (?:it|that|this|the)\b|\bdid nothing\b|\bdragged (?:its|their|our) feet\b"
    r"|\b(?:could|might) have (?:told|said|written|called) (?:\w+ )?(?:\w+ )?(?:sooner|earlier|before|at once)\b"
    r"|\bfor no (?:good )?reason\b|\bkept (?:it |that )?quiet\b|\b(?:just|simply) waited\b",
    re.IGNORECASE,
)


def without_delay(text: str) -> bool | None:
    """True where it says that they acted without delay, False that they waited; None where it says neither, or both."""
    worked, idle = _AT_WORK.search(text), _IDLE.search(text)
    return None if bool(worked) is bool(idle) else bool(worked)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """First and last day, both included; None leaves an end open. ``said`` is the phrase, at ``start`` to ``end``."""

    since: date | None
    until: date | None
    said: str
    start: int
    end: int
    soon: bool = False
    """Whether only "soon" was said, so that the kind of list sets its length."""


def spanned(since: date | None, until: date | None, match: re.Match[str]) -> TimeSpan:
    """The period that a match names."""
    return TimeSpan(since, until, match[0].strip(), match.start(), match.end())
