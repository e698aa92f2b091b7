"""Reads dates that are typed, dictated or relative to today; finds the days in a sentence, and fills in the years."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil import parser
from dateutil.relativedelta import relativedelta

from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.understanding.days.day_clauses import WEEK, NamedDay
from handlers.understanding.words import NUMBER, NUMBER_WORDS, ORDINAL_WORDS, number_of
from knowledge.wording import nth

_YEAR = re.compile(r"\d{4}|/\d{1,2}/")
_BY_ITSELF = re.compile(rf"(?:mon|tue|wed|thu|fri|sat|sun)|.*(?:{_YEAR.pattern})", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:was|were|did|had|found|told|came|got|sent|learned|heard|put|went|knew|wrote|stolen"
    r"|(?:discover|notic|notif|sign|post|execut|reach|arriv|receiv|leak|happen)i?ed)\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:falls?|fall(?:ing)|fell|lands?|is|be|it'?s) (?:on )?an? $", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|shall|going to|plan|if|suppose|say)\b", re.IGNORECASE)
NEAR = 60
"""Days within which two dates of one message belong to the same course of events."""


def with_years(days: Sequence[NamedDay], text: str, today: date) -> list[NamedDay]:
    """The days: a date joined with the weekday right before it, a date without a year in the year that fits."""
    merged = list(_with_weekdays(days, text))
    dated = [one for one in merged if one.day and not one.relative]
    with_year = [one for one in dated if _told(one, text)]
    known = [one.day for one in with_year or dated if one.day]
    if not with_year and known and (month := month_in(text)):
        known = [month]
    if not known:
        return merged
    ahead = not with_year and len(known) > 1 and min(known) > today
    if ahead and _DONE.search(text) and not _TO_COME.search(text):
        merged = [_passed(one, today) for one in merged]  # what is told as done lies in the past
        known = [one.day for one in merged if one.day and not one.relative]
    base = min(known, key=lambda day: (day > today, _apart(day, today)))
    return [_near(one, base) if one.day and not one.relative and not _told(one, text) else one for one in merged]


def _with_weekdays(days: Sequence[NamedDay], text: str) -> Iterable[NamedDay]:
    """Each date extended to the weekday right before it, where they agree; that weekday may tell the year."""
    previous: NamedDay | None = None
    for day in days:
        weekday = previous.weekday if previous and previous.day is None and not previous.relative else None
        touches = previous is not None and not text[previous.end : day.start].strip(" ,(")
        if previous and weekday is not None and touches and day.day and not day.relative:
            fits = day if day.weekday == weekday or _YEAR.search(text, day.start, day.end) else _on(weekday, day)
            yield replace(fits, start=previous.start) if fits.weekday == weekday else fits
        else:
            yield day
        previous = day


def _on(weekday: int, day: NamedDay) -> NamedDay:
    """The date in the nearest year in which it falls on that weekday; unchanged where there is none."""
    return next((one for one in _years(day) if one.weekday == weekday), day)


def _passed(day: NamedDay, today: date) -> NamedDay:
    """The date in the last year in which it has passed."""
    if day.day is None or day.relative or day.day <= today:
        return day
    return next((one for one in _years(day) if one.day and one.day <= today), day)


def _told(day: NamedDay, text: str) -> bool:
    """Whether the text tells its year: by a number, or by its weekday."""
    return _BY_ITSELF.match(text, day.start, day.end) is not None


def _near(day: NamedDay, base: date) -> NamedDay:
    return next((one for one in (day, *_years(day, base.year)) if _apart(one.day, base) <= NEAR), day)


def _years(day: NamedDay, year: int = 0) -> Iterable[NamedDay]:
    """The same date a year before and after it, or in and around that year."""
    assert day.day
    for more in (0, -1, 1):
        try:
            moved = day.day.replace(year=(year or day.day.year) + more)
        except ValueError:
            continue
        yield replace(day, day=moved, weekday=moved.weekday())


def _apart(day: date | None, other: date) -> int:
    assert day
    return abs((day - other).days)


MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|(?<!good )fri(?:day)?|saturday|sunday"
    r"|sat(?!\s+(?:on|in|down|there|for|with|at|idle|tests?|scores?|prep|exams?)\b))"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_DAY = re.compile(
    rf"(?P<full>\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+\d{{4}})\b"
    rf"|\b(?P<part>{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL}\s+(?:of\s+)?{MONTH}(?!\w)"
    rf"|{_ORDINAL}\s+of\s+(?:last|this|next)\s+month"
    rf"|\d{{1,2}}\s+(?!may\b|mar){MONTH}(?!\w|\s+\d)"
    rf"|(?!24/7)\d{{1,2}}/\d{{1,2}})(?!\w)(?!/)"
    rf"|\b(?P<word>today|this morning|this afternoon|tonight|(?:the\s+)?day before yesterday|yesterday"
    rf"|(?:the\s+)?day after tomorrow|tomorrow)\b"
    rf"|\b(?:(?:next|this|coming|last|past)\s+)?(?P<nth>{_WEEKDAY},?\s+the\s+{_ORDINAL})(?!\w)"
    rf"|\b(?P<ago>{NUMBER})\s+(?P<unit>(?:(?:business|working|work|school)\s+)?days?|weeks?)\s+ago\b"
    rf"|\b(?P<number>{NUMBER})\s+(?P<weekdays>{_WEEKDAY})s\s+(?:later|after)\b"
    rf"|\b(?:(?P<which>(?:the\s+)?next|this|coming|last|past|that(?:\s+same)?|(?:the\s+)?following)\s+)?(?P<weekday>{_WEEKDAY})\b"
    rf"(?:,?\s+(?:(?:of|in)\s+)?(?P<week>(?:the\s+)?(?:(?:next|following)\s+week|week\s+after(?!\s+next)|last\s+week)|a\s+week\s+later)\b"
    rf"|\s+after\s+(?P<over>next)\b)?"
    rf"|\b(?P<vague>(?:last|this|next)\s+(?:week(?:end)?|month)|over the weekend|the other day"
    rf"|(?:days|weeks|months) ago"
    rf"|(?:early|mid|late|in|since|last)[\s-]+{MONTH}(?:\s+\d{{4}}|(?!\s*\d))|(?:on|by|since|until|till|signed|executed|dated|was|is"
    rf"|not|actually|meant)\s+(?P<the>the\s+{_ORDINAL})(?!\s+(?:of|one|time|grade|graders?|contract|breach|deadline|vendor|row)\b))\b",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"\b{MONTH},?\s+(?:of\s+)?\d{{4}}\b", re.IGNORECASE)
_TWO_DAYS = (datetime(1904, 1, 1), datetime(1908, 2, 2))  # noqa: DTZ001 - the district's own time
_FROM_TODAY = {"tomorrow": 1, "yesterday": -1, "day before yesterday": -2, "day after tomorrow": 2}
YEARS = range(1900, 2101)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ISO = re.compile(r"(\d{4})-\d{1,2}-\d{1,2}")
_WHOLE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}",
    re.IGNORECASE,
)
_DICTATED = re.compile(
    rf"\b(?:(?P<month>(?!may (?:first|second)\b){MONTH}) (?:the )?)?"
    rf"(?P<day>{'|'.join(word.replace(' ', '[ -]') for word in sorted(ORDINAL_WORDS, key=len, reverse=True))})\b"
    rf"(?P<of>(?= of {MONTH}(?!\w)))?",
    re.IGNORECASE,
)
"""Excludes "they may first ask"."""
_PLACES = 10
"""Up to "tenth" an ordinal may be the place of an entry in a list."""
_DICTATED_YEAR = re.compile(
    r"\b(?:twenty|two thousand(?: and)?) (?P<ten>twenty|thirty)"
    rf"(?:[ -](?P<unit>{'|'.join(word for word, number in NUMBER_WORDS.items() if number < _PLACES)}))?\b",
    re.IGNORECASE,
)


def with_numbers(text: str) -> str:
    """The text with dictated dates in numbers: "November nineteenth twenty twenty six" is "November 19th 2026"."""
    return _DICTATED.sub(_in_number, _DICTATED_YEAR.sub(_year, text))


def _in_number(found: re.Match[str]) -> str:
    number = ORDINAL_WORDS[found["day"].lower().replace("-", " ")]
    alone = number > _PLACES and found.string[: found.start()].lower().endswith("the ")
    dated = found["month"] or found["of"] is not None or alone
    return " ".join(filter(None, (found["month"], nth(number)))) if dated else found[0]


def _year(found: re.Match[str]) -> str:
    return str(2000 + NUMBER_WORDS[found["ten"].lower()] + NUMBER_WORDS.get((found["unit"] or "").lower(), 0))


def read_day(text: str) -> date:
    """One date as typed (``2026-10-07``, ``Oct 7, 2026``, ``10/7/2026``: month first). Raises Sorry."""
    return read_moment(text).date()


def read_moment(text: str) -> datetime:
    """A date, with a time if one is given (else midnight), without a zone unless typed. Raises Sorry."""
    if exact := _exact(text.strip()):
        return exact
    try:
        # Read on two different days: what comes out otherwise was guessed, not typed.
        moment, second = (parser.parse(text.strip(), default=day) for day in _TWO_DAYS)
    except (ValueError, OverflowError):
        raise Sorry(wording.no_such_day(text) if _is_impossible(text) else wording.no_date(text)) from None
    if (year := _ISO.fullmatch(text.strip())) and int(year[1]) not in YEARS:
        raise Sorry(wording.no_such_year(text, int(year[1])))
    if moment.date() != second.date() or moment.year not in YEARS:
        raise Sorry(wording.no_date(text))
    return moment


def _exact(text: str) -> datetime | None:
    """A whole ISO date, as forms send it, at midnight; None for all else."""
    if not _ISO_DAY.fullmatch(text):
        return None
    with suppress(ValueError):
        day = date.fromisoformat(text)
        return datetime.combine(day, time()) if day.year in YEARS else None
    return None


def _is_impossible(text: str) -> bool:
    """Whether it is written as a whole date and is none, as February 30."""
    return bool(_WHOLE.fullmatch(text.strip()))


def days_in(text: str, today: date) -> tuple[NamedDay, ...]:
    """The days that a sentence names, in order; a date without its year is the one nearest to today.

    A weekday before it, or another date near it, may tell another year. A weekday that a date beside it falls on is
    left out: in ``Thu July 2, 2026`` they are the same day. "That Friday" is the first one after the date before it;
    any other weekday beside dates is vague, as nobody can tell from which of them it is meant.
    """
    named = with_years([day for match in _DAY.finditer(text) if (day := _read_match(match, today))], text, today)
    days = [_following(day, named) for day in named]
    dated = [day for day in days if day.day and not day.relative]
    same = {day.weekday for day in dated}
    kept = [day for day in days if day.day or not (day.weekday in same or _touches(day, days, text))]
    kept = [day for day in kept if not (day.relative and _touches(day, dated, text))]  # "today, December 1"
    months = {day.day.replace(day=1) for day in dated if day.day}
    kept = [day for day in kept if day.day or month_in(text[day.start : day.end]) not in months]
    unsure = [day for day in kept if dated and not (day.day or day.relative)]
    return tuple(replace(day, weekday=None) if day in unsure else day for day in kept)


def a_year_on(day: date) -> date:
    """The same day of the next year; of February 29, the 28th."""
    return day + relativedelta(years=1)


def month_in(text: str) -> date | None:
    """The first day of the one month and year that a sentence names, as in "back in May 2017"."""
    matches = _MONTH_YEAR.findall(text)
    return parser.parse(matches[0], default=datetime(1, 1, 1)).date() if len(matches) == 1 else None  # noqa: DTZ001


def _following(day: NamedDay, named: list[NamedDay]) -> NamedDay:
    """The date of "that Friday" or "Monday the 23rd", from the date named before it."""
    before = [one.day for one in named if one.day and one.end <= day.start]
    if before and day.of_month:
        return _in_month(day, before[-1])
    if not day.follows or day.weekday is None or not before:
        return day
    return replace(day, day=day.after(before[-1]))


def _in_month(day: NamedDay, before: date) -> NamedDay:
    """The next day with that number; still vague where the month has none."""
    months = (before.replace(day=1) + relativedelta(months=more) for more in (0, 1))
    with suppress(ValueError):
        next_day = next(on for month in months if (on := month.replace(day=day.of_month)) >= before)
        return replace(day, day=next_day, weekday=next_day.weekday())
    return day


def _touches(day: NamedDay, found: list[NamedDay], text: str) -> bool:
    """Whether only a space or comma parts a weekday from a date: then it belongs to that date, right or wrong."""
    gaps = (text[min(day.end, one.end) : max(day.start, one.start)] for one in found if one.day)
    return day.weekday is not None and any(not gap.strip(" ,(") for gap in gaps)


def _read_match(match: re.Match[str], today: date) -> NamedDay | None:
    """What a match names; None where it is no day at all."""
    start, end = match.span()
    if match["vague"]:
        number = _ordinal(match["the"]) if match["the"] else 0
        return NamedDay(None, None, match.start("the") if number else start, end, of_month=number)
    if match["nth"]:
        return _nth_weekday(match, today)
    if match["number"]:
        return NamedDay(None, _weekday(match["weekdays"]), start, end, follows=True, times=number_of(match["number"]))
    if match["weekday"]:
        return _read_weekday(match, today)
    from_today = _from_today(match, today)
    day = from_today or _written(match, today)
    return NamedDay(day, day.weekday(), start, end, relative=from_today is not None) if day else None


def _read_weekday(match: re.Match[str], today: date) -> NamedDay | None:
    """A weekday with what tells its week: "Friday of the next week", "the Tuesday after next"."""
    if match["weekday"] == "SAT" and not match.string.isupper():
        return None  # the test, as in "help with SAT"
    if _ANY.search(match.string, 0, match.start()):
        return None  # any such day, as in "if it falls on a Sunday"
    which = (match["which"] or "").lower()
    follows = which.startswith(("that", "the ")) or which.endswith("following")
    named = NamedDay(None, _weekday(match["weekday"]), *match.span())
    if match["over"]:
        return replace(named, follows=True, times=2)
    if which in {"last", "past"}:  # today and yesterday have names of their own, so a week earlier is meant
        ago = 1 + (today.weekday() - _weekday(match["weekday"]) - 1) % WEEK
        return replace(named, relative=True, day=today - timedelta(days=ago if ago > 1 else ago + WEEK))
    if match["week"]:
        of_last_week = replace(named, relative=True, day=replace(named, weeks=-1).after(today))
        return of_last_week if match["week"].lower().endswith("last week") else replace(named, follows=True, weeks=1)
    return replace(
        named, ahead=which in {"next", "this", "coming"}, relative=bool(which) and not follows, follows=follows
    )


def _nth_weekday(match: re.Match[str], today: date) -> NamedDay:
    """The day of "Monday the 23rd" that is nearest to today; vague where no day near it is both."""
    weekday, number = _weekday(match["nth"]), _ordinal(match["nth"])
    near = (today + timedelta(days=days) for days in range(-NEAR, NEAR))
    both = [day for day in near if (day.weekday(), day.day) == (weekday, number)]
    day = min(both, key=lambda other: abs((other - today).days), default=None)
    return NamedDay(day, weekday if day else None, *match.span(), of_month=number)


def _weekday(text: str) -> int:
    return next(number for number, name in enumerate(_WEEKDAYS) if name.startswith(text.lower()[:3]))


def _ordinal(text: str) -> int:
    """The number of the ordinal with which a text ends, as in "Monday the 23rd"."""
    return int(text.rsplit(maxsplit=1)[-1][:-2])


def _from_today(match: re.Match[str], today: date) -> date | None:
    if word := (match["word"] or "").lower().removeprefix("the "):
        return today + timedelta(days=_FROM_TODAY.get(" ".join(word.split()), 0))
    if number := match["ago"]:
        many, unit = number_of(number), match["unit"].lower()
        if " " in unit:
            return _workdays_back(today, many)
        return today - timedelta(days=many * (WEEK if unit.startswith("week") else 1))
    return None


def _workdays_back(day: date, many: int) -> date:
    """The day so many business days before, weekends left out; a holiday in between makes it earlier still."""
    weeks, rest = divmod(many, len(_WEEKDAYS) - 2)
    back = day - timedelta(days=WEEK * weeks)
    for _ in range(rest):
        back -= timedelta(days=3 if back.weekday() == 0 else 1)
    return back


def _written(match: re.Match[str], today: date) -> date | None:
    written = match["full"] or match["part"]
    if not written:
        return None
    if written.lower().endswith("month"):
        return _of_month(written, today)
    try:
        day = parser.parse(written.replace(" of ", " "), default=datetime(today.year, 1, 1)).date()  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
    if match["part"]:
        years = [day.replace(year=day.year + more) for more in (-1, 0, 1) if (day.month, day.day) != (2, 29)] or [day]
        day = min(years, key=lambda other: abs((other - today).days))
    return day if 2000 <= day.year <= 2099 else None


def _of_month(written: str, today: date) -> date | None:
    """The day of "the 12th of last month"; None where that month has none."""
    months = {"last": -1, "this": 0, "next": 1}[written.split()[-2].lower()]
    first = today.replace(day=1) + relativedelta(months=months)
    with suppress(ValueError):
        return first.replace(day=int(written[:2].rstrip("stndrh")))
    return None


MOST_WORDS = 4
"""Words of a day, as in ``until Nov 26, 2026``."""
_SAID = re.compile(
    r"(?:(?:on|until|till) )?(?:(?P<which>last|this(?! morning)|next|coming) )?"
    r"(?P<day>this morning|[a-z]+\.?|[a-z]+\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]+\.?"
    r"|\d{1,2}/\d{1,2})"
    r"(?:,? (?:at )?(?P<time>\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?))?",
    re.IGNORECASE,
)


def read_relative(text: str, today: date, *, ahead: bool = False) -> datetime:
    """A date as `read_moment` reads it, or one relative to today: ``yesterday``, ``11/26``, ``last Friday``.

    A weekday is the last one, or with ``ahead`` the next; a date without its year the one nearest to today. Raises
    Sorry.
    """
    try:
        return read_moment(text)
    except Sorry:
        match = _SAID.fullmatch(" ".join(text.split()))
        days = days_in(match["day"], today) if match else ()
        if match is None or len(days) != 1 or not _fits(match, days[0]):
            raise
    which = (match["which"] or "").lower()
    day, weekday = days[0].day, days[0].weekday
    if day is None and weekday is not None:
        day = today + timedelta(days=_until(weekday, today.weekday(), which, ahead=ahead))
    return read_moment(f"{day} {match['time'] or ''}")


def split_day(text: str, today: date) -> tuple[str, str]:
    """The day that a text begins with, as typed, and the rest; without one, its first word and the rest."""
    words = text.split()
    starts = [words[:length] for length in range(min(MOST_WORDS, len(words)), 0, -1)]
    day_words = next((start for start in starts if _day(start, today)), words[:1])
    while day_words and not _numbered(day_words[-1]) and _day(day_words, today) == _day(day_words[:-1], today):
        day_words = day_words[:-1]  # of "Nov 26, 2026 at the vendor" the "at" is read as part of the day
    day_words = day_words or words[:1]
    return " ".join(day_words), " ".join(words[len(day_words) :])


def _fits(found: re.Match[str], day: NamedDay) -> bool:
    """Whether all of it was read: "last" and "next" go with no date, and a number with no weekday."""
    return not found["which"] if day.day else not _numbered(found["day"])


def _numbered(text: str) -> bool:
    return any(letter.isdecimal() for letter in text)


def _day(words: list[str], today: date) -> datetime | None:
    """The day, where the words are one and nothing more; else None. The 3 of ``2026-11-26 3`` is no hour."""
    try:
        moment = read_relative(" ".join(words), today)
    except Sorry:
        return None
    return moment if moment.time() == datetime.min.time() else None


def _until(weekday: int, today: int, which: str, *, ahead: bool) -> int:
    """Days from today to the weekday that is meant; negative where it has passed."""
    match which:
        case "last":
            return -((today - weekday) % 7 or 7)
        case "this":
            return weekday - today
        case "":
            return ((weekday - today) % 7 or 7) if ahead else -((today - weekday) % 7)
        case _:
            return (weekday - today) % 7 or 7
