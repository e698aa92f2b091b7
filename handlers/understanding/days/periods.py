"""Reads the period that a list is asked for: this month, the next 60 days, before winter break, in 2025."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.dates import days_in
from handlers.understanding.days.elapsed import TimeSpan, spanned
from handlers.understanding.words import NUMBER, number_of
from knowledge.counting import Calendar

_BREAKS = {
    "winter": (12, 24),
    "christmas": (12, 24),
    "xmas": (12, 24),
    "holiday": (12, 24),
    "holidays": (12, 24),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "new year's": (1, 1),
    "new years": (1, 1),
    "new year": (1, 1),
    "spring": (4, 10),
    "april": (4, 10),
    "february": (2, 14),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "veterans day": (11, 11),
    "july 4th": (7, 4),
    "fourth of july": (7, 4),
    "graduation": (6, 15),
    "end of school": (6, 15),
    "school ends": (6, 15),
    "school lets out": (6, 15),
    "school gets out": (6, 15),
    "last day of school": (6, 15),
    "first day of school": (8, 28),
    "start of school": (8, 28),
    "school starts": (8, 28),
    "school opens": (8, 28),
    "school began": (8, 28),
    "school started": (8, 28),
    "summer": (6, 15),
}
"""About when each begins (month, day); a closure in the settings near that day is used instead."""
_MOVING = {
    "thanksgiving": ("Thanksgiving", 0),
    "turkey day": ("Thanksgiving", 0),
    "labor day": ("Labor Day", 0),
    "memorial day": ("Memorial Day", 0),
    "easter": ("Good Friday", 2),
}
"""Days that move from year to year: the holiday by which each is found, and how many days after it."""
_BREAK = re.compile(
    r"\b(?P<sign>before|by|until|till|prior to|ahead of|between now and|over|during|around|at|come|after|since"
    r"|through|thru) "
    rf"(?:the |our )?(?P<break>{'|'.join((*_BREAKS, *_MOVING))})(?P<what> (?:break|vacation|recess|holidays?))?\b",
    re.IGNORECASE,
)
_SINGLE = (*_MOVING, "new year's day", "new year's eve", "halloween", "valentine's day", "veterans day", "july 4th",
           "fourth of july")  # fmt: skip
ON_HOLIDAY = re.compile(
    rf"\bon (?P<day>{'|'.join(_SINGLE)})\b(?! (?:break|vacation|recess|holidays?|week\w*|eve))", re.IGNORECASE
)
"""A holiday as the day of something, in the group ``day``."""
NEAR_HOLIDAY = re.compile(
    rf"\b(?:the )?(?:\w*day|week|weekend) (?:before|after|of) (?:the )?(?:{'|'.join((*_BREAKS, *_MOVING))})\b"
    r"(?: (?:break|vacation|recess))?",
    re.IGNORECASE,
)
"""A day or a week counted from a holiday: "the Monday before Thanksgiving"."""
NEAR = 10
"""Days before and after a holiday that "around" it takes in."""
JUNE = 6
BREAK, SUMMER = 14, 75
"""Days of a break, and of the summer."""


def holiday_in(text: str, today: date, closures: Sequence[date]) -> TimeSpan | None:
    """The period before, over or after a holiday or a break that a text names, seen from ``today``."""
    match = _BREAK.search(text.replace("’", "'"))
    if match is None or (match["break"].lower() == "april" and not match["what"]):
        return None
    name = match["break"].lower()
    this_year = _day(name, today.year)
    begins = this_year if this_year >= today else _day(name, today.year + 1)
    if match["sign"].lower() == "since":
        return spanned(_day(name, begins.year - 1), today, match)
    near = [one for one in closures if abs((one - begins).days) <= 20 and one >= today]
    begins = min(near, default=begins)
    since, until = _holiday_span(match["sign"].lower(), begins, today, SUMMER if begins.month == JUNE else BREAK)
    return spanned(since, until, match)


def holiday_on(name: str, today: date, *, ahead: bool) -> date | None:
    """The last such holiday, or the next one with ``ahead``; None for another name."""
    if (name := name.lower()) not in _SINGLE:
        return None
    days = [_day(name, today.year + more) for more in (-1, 0, 1)]
    return min(one for one in days if one > today) if ahead else max(one for one in days if one <= today)


def _holiday_span(sign: str, begins: date, today: date, days: int) -> tuple[date | None, date | None]:
    match sign:
        case "before" | "by" | "until" | "till" | "prior to" | "ahead of" | "between now and":
            return today, max(today, begins - timedelta(days=1))
        case "after":
            return begins, None
        case "through" | "thru":
            return today, begins + timedelta(days=days)
        case "at" | "around" | "come":
            return begins - timedelta(days=NEAR), begins + timedelta(days=NEAR)
        case _:
            return begins, begins + timedelta(days=days)


def _day(name: str, year: int) -> date:
    if name in _MOVING:
        holiday, after = _MOVING[name]
        return Calendar().named(holiday, year) + timedelta(days=after)
    return date(year, *_BREAKS[name])


_SOME = {"couple": 2, "few": 3}
_COUNT = rf"(?:(?:a )?(?P<number>{NUMBER}|{'|'.join(_SOME)})(?: of)? )?(?P<unit>days?|weeks?|months?|quarters?|years?)"
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = rf"(?P<month>{'|'.join(f'{m[:3]}(?:{m[3:]})?' if len(m) > 3 else m for m in _MONTHS)}|sept)\.?"
_AHEAD = re.compile(
    rf"\b(?:(?:in|over|within|during|for) )?(?:the )?(?:next|coming|following|upcoming) {_COUNT}\b", re.IGNORECASE
)
_WITHIN = re.compile(rf"\b(?:within|in)(?: the next)? (?:a )?{_COUNT}(?! ago)\b", re.IGNORECASE)
_BEHIND = re.compile(rf"\b(?:(?:in|over|during) )?(?:the )?(?:last|past|previous) {_COUNT}\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?P<sign>by the end of |before the end of |end of |rest of |in )?(?:the )?"
    r"(?P<which>this|next|last|current) (?P<what>week|month|quarter|school year|fiscal year|year|summer|fall"
    r"|spring|winter|semester|term)\b",
    re.IGNORECASE,
)
_END_OF = re.compile(
    r"\b(?:by |before |until |through |for )?(?:the )?(?:end of|rest of|remainder of|close of) (?:the |this )?"
    r"(?P<what>week|month|quarter|school year|year|fiscal year)\b",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(
    rf"\b(?P<sign>in|during|for|since|before|by|after|from|until|through)? ?(?:(?P<which>last|next|this) )?(?:the )?"
    rf"(?:end of |month of )?{_MONTH}(?:,? (?:of )?(?P<year>20\d\d))?(?![\w]|\s+\d)",
    re.IGNORECASE,
)
_ALSO_NAMES = frozenset({"march", "april", "june", "apr", "jun"})
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of)? ?$", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:'s)? ?(?:$|[?!.,]|(?:contracts?|agreements?|postings?|deadlines?|breach\w*|incidents?|dates?|expir\w+"
    r"|renewals?|summary|report|numbers?|ones|items?)\b)",
    re.IGNORECASE,
)
"""What may follow a month that stands without "in" or a year."""
_YEAR = re.compile(
    r"\b(?P<sign>in|during|for|from|since|before|after|by|until|signed|all of|back in)? "
    r"?(?<![-/\d])(?P<year>20\d\d)(?![-/\d])",
    re.IGNORECASE,
)
_SIGNED_DAY = re.compile(
    r"\b(?P<sign>(?P<with>on or (?:before|by|prior to)"
    r"|(?:before|by|until|prior to|up to) (?:or|and)(?: also)? (?:on|including)"
    r"|up (?:to|until)|not after|(?:no|not) later than|at the latest (?:on|by))"
    r"|(?:before|prior to) (?:(?!(?:and|or|after|since)\b)\w+ ){2,6}on"
    r"|before|by|until|till|through|after|since|from|on|between|starting)(?: the)?\s*$",
    re.IGNORECASE,
)
_OR_THEN = re.compile(r",? or (?:else )?(?:on )?(?:that|the)(?: very| same)? (?:day|date)(?: itself)?\b", re.IGNORECASE)
"""Includes the day itself after "before": "before June 30 or on that day"."""
_TODAY = re.compile(
    r"\b(?P<word>today|tomorrow|yesterday|tonight)\b(?: (?:or|and) (?P<until>tomorrow|today)\b)?", re.IGNORECASE
)
_DAY_END = re.compile(
    r"\b(?:by |before |until |till )?(?:(?:the )?(?:end|close) of (?:the )?(?:school |business |work |working )?"
    r"(?:day|business)|eod|cob)(?:,? (?:on )?(?P<day>today|tomorrow|tonight))?\b",
    re.IGNORECASE,
)
_FISCAL = re.compile(
    r"\b(?P<sign>in|during|for|since|before|by|after|until)? ?(?:the )?"
    r"(?:(?:fy|fiscal year) ?'?(?:20)?(?P<ends>\d\d)"
    r"|(?:sy|school year)? ?'?20(?P<begins>\d\d) ?[-/–] ?(?:20)?(?P<to>\d\d)(?: (?:school|fiscal) year)?)"
    r"\b(?![-/]\d)",
    re.IGNORECASE,
)
_SOON = re.compile(r"\b(?:soon|coming up|upcoming|shortly|any day now|near future)\b", re.IGNORECASE)
SCHOOL_YEAR = 7
"""The month in which a school year begins, on its first day."""
SPRING = 3
"""The month in which spring begins, and winter is over."""


def period_in(text: str, today: date, closures: Sequence[date] = ()) -> TimeSpan | None:
    """The first period that a text names; None where it names none."""
    readers: tuple[Callable[[str, date, Sequence[date]], TimeSpan | None], ...] = (
        _between, _day_end, holiday_in, _fiscal, _counted, _current, _end_of, _dated, _month, _year, _word, _soon
    )  # fmt: skip
    for reader in readers:
        if span := reader(text, today, closures):
            return span
    return None


def _between(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:
    match = re.search(r"\b(?:between|from)\b", text, re.IGNORECASE)
    days = [day for day in days_in(text, today) if day.on(today)]
    if match and len(days) > 1 and match.end() <= days[0].start:
        joined = text[days[0].end : days[1].start].strip().lower()
        first, last = days[0].on(today), days[1].on(today)
        if joined in {"and", "to", "-", "–", "through", "until"} and first and last:
            start, end = match.start(), days[1].end
            return TimeSpan(min(first, last), max(first, last), text[start:end], start, end)
    return None


def _day_end(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:
    """The end of a day: of the one named right after it, else of today."""
    match = _DAY_END.search(text)
    if match is None:
        return None
    if match["day"]:
        return spanned(None, today + timedelta(days=match["day"].lower() == "tomorrow"), match)
    for day in days_in(text, today):
        at = day.on(today)
        if at and 0 <= day.start - match.end() <= len(" on the "):
            at += timedelta(days=7 if at < today and day.day is None else 0)
            return TimeSpan(None, at, text[match.start() : day.end], match.start(), day.end)
    return spanned(None, today, match)


def _fiscal(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:  # noqa: ARG001 - as all readers
    """A school year by its numbers: FY27 and 2026-27 both end in June 2027."""
    for match in _FISCAL.finditer(text):
        if match["begins"] and (int(match["begins"]) + 1) % 100 != int(match["to"]):
            continue
        year = 2000 + (int(match["ends"]) - 1 if match["ends"] else int(match["begins"]))
        last = date(year + 1, SCHOOL_YEAR - 1, 30)
        return _signed((match["sign"] or "").lower(), date(year, SCHOOL_YEAR, 1), last, match)
    return None


def _counted(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:
    for pattern, ahead in ((_BEHIND, False), (_AHEAD, True), (_WITHIN, True)):
        for match in pattern.finditer(text):
            if match["number"] is None and (pattern is _WITHIN or not match["unit"].lower().endswith("s")):
                continue  # "last month", "next week" are calendar ones
            count_word = (match["number"] or "").lower()
            many = number_of(count_word) if count_word and count_word not in _SOME else _SOME.get(count_word, 3)
            other_end = _moved(today, many if ahead else -many, match["unit"].lower())
            return spanned(today, other_end, match) if ahead else spanned(other_end, today, match)
    return None


def _moved(day: date, many: int, unit: str) -> date:
    if unit.startswith("day"):
        return day + timedelta(days=many)
    if unit.startswith("week"):
        return day + timedelta(weeks=many)
    months = many * (1 if unit.startswith("month") else 3 if unit.startswith("quarter") else 12)
    return _add_months(day, months)


def _add_months(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, _last_of(year, month + 1).day))


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _span(what: str, today: date, ahead: int) -> tuple[date, date]:
    """First and last day of a week, month, quarter, year or season; ``ahead``: 0 this, 1 next, -1 last."""
    match what:
        case "week":
            start = today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)
            return start, start + timedelta(days=6)
        case "month":
            start = _add_months(today.replace(day=1), ahead)
            return start, _last_of(start.year, start.month)
        case "quarter":
            start = _add_months(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 * ahead)
            return start, _last_of(_add_months(start, 2).year, _add_months(start, 2).month)
        case "school year" | "fiscal year":
            year = today.year - (today.month < SCHOOL_YEAR) + ahead
            return date(year, SCHOOL_YEAR, 1), date(year + 1, SCHOOL_YEAR - 1, 30)
        case "year":
            return date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31)
        case season:
            first = {"spring": SPRING, "summer": 6, "fall": 9, "winter": 12}[season]
            start = date(today.year + ahead - (season == "winter" and today.month < SPRING), first, 1)
            last = _add_months(start, 2)
            return start, _last_of(last.year, last.month)


def _semester(today: date, ahead: int) -> tuple[date, date]:
    """First and last day of a semester: July to December, or January to June."""
    at = today.year * 2 + (today.month >= SCHOOL_YEAR) + ahead
    year, second = divmod(at, 2)
    return (date(year, 7, 1), date(year, 12, 31)) if second else (date(year, 1, 1), date(year, 6, 30))


def _current(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:
    match = _NOW.search(text)
    if match is None:
        return None
    ahead = {"next": 1, "last": -1}.get(match["which"].lower(), 0)
    what = match["what"].lower()
    since, until = _semester(today, ahead) if what in {"semester", "term"} else _span(what, today, ahead)
    return spanned(max(since, today) if "end of" in (match["sign"] or "") else since, until, match)


def _end_of(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:
    found = _END_OF.search(text)
    return spanned(today, _span(found["what"].lower(), today, 0)[1], found) if found else None


def _dated(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:
    for day in days_in(text, today):
        sign = _SIGNED_DAY.search(text[: day.start])
        if sign is None or day.vague:
            continue
        then = _OR_THEN.match(text, day.end)
        word = "by" if sign["with"] or then else sign["sign"].lower().partition(" ")[0]
        word = "before" if word == "prior" else word
        ahead = word in {"before", "by", "until", "till", "through"}
        at = day.on(today)
        if at and day.day is None and ahead and at <= today:
            at += timedelta(days=7)
        if at is None:
            continue
        start, end = sign.start(), then.end() if then else day.end
        phrase = text[start:end]
        if word == "before":
            return TimeSpan(None, at - timedelta(days=1), phrase, start, end)
        if ahead:
            return TimeSpan(None, at, phrase, start, end)
        if word == "on":
            return TimeSpan(at, at, phrase, start, end)
        return TimeSpan(at + timedelta(days=word == "after"), None, phrase, start, end)
    return None


def _month(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:
    for match in _IN_MONTH.finditer(text):
        sign, which = (match["sign"] or "").lower(), (match["which"] or "").lower()
        if match["month"].lower() in {"may", "mar"} and not (sign or match["year"]):
            continue
        alone = not (sign or which or match["year"])
        if alone and _DAY_BEFORE.search(text[: match.start("month")]):
            continue
        if alone and (match["month"].lower() in _ALSO_NAMES or not _ALONE.match(text, match.end())):
            continue
        number = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(match["month"].lower()[:3]))
        year = int(match["year"]) if match["year"] else _year_of(number, sign, which, today)
        first, last = date(year, number, 1), _last_of(year, number)
        return _signed(sign, first, last, match)
    return None


def _year_of(month: int, sign: str, which: str, today: date) -> int:
    if which == "last" or sign == "since":
        return today.year - (month >= today.month)
    if which == "next" or sign in {"before", "by", "until", "through"}:
        return today.year + (month < today.month)
    return today.year


def _signed(sign: str, first: date, last: date, found: re.Match[str]) -> TimeSpan:
    match sign:
        case "before":
            return spanned(None, first - timedelta(days=1), found)
        case "by" | "until" | "through":
            return spanned(None, last, found)
        case "since" | "from":
            return spanned(first, None, found)
        case "after":
            return spanned(last + timedelta(days=1), None, found)
        case _:
            return spanned(first, last, found)


def _year(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:  # noqa: ARG001 - as all readers
    match = _YEAR.search(text)
    if match is None:
        return None
    year, sign = int(match["year"]), (match["sign"] or "").lower()
    return _signed("in" if sign == "from" else sign, date(year, 1, 1), date(year, 12, 31), match)


def _word(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:
    match = _TODAY.search(text)
    if match is None:
        return None
    day = _near(match["word"], today)
    return spanned(day, max(day, _near(match["until"], today)) if match["until"] else day, match)


def _near(word: str, today: date) -> date:
    return today + timedelta(days={"tomorrow": 1, "yesterday": -1}.get(word.lower(), 0))


def _soon(text: str, today: date, _: Sequence[date]) -> TimeSpan | None:
    found = _SOON.search(text)
    return TimeSpan(today, None, found[0], found.start(), found.end(), soon=True) if found else None
