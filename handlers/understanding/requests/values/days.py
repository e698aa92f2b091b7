"""Finds the days that a message says, with what happened on each, and at what time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.dates import days_in
from handlers.understanding.days.day_clauses import NamedDay
from handlers.understanding.days.periods import NEAR_HOLIDAY, ON_HOLIDAY, holiday_on
from handlers.understanding.requests.values.terms import impossible_dates
from handlers.understanding.words import NUMBER, number_of


class DayOf(Enum):
    """What a day is the day of."""

    SIGNED = "signed"
    APPROVED = "approved by the board"
    EFFECTIVE = "in force from"
    EXPIRES = "expires"
    DISCOVERED = "discovered"
    HAPPENED = "happened"
    NOTICE = "notice received"
    TOLD = "families told"
    POSTED = "posted"
    UNTIL = "put off until"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day that a message says. ``day`` is None where one has to ask which day that is, as of "last week"."""

    role: DayOf
    day: date | None
    said: str
    start: int
    end: int
    time: str = ""
    """As it was said: ``9``, ``3:15 pm``."""


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """Where the model found a day, and the role it gave it."""

    role: DayOf
    start: int
    end: int
    by_words: bool = False
    """Whether cues in the text take precedence over the model's role."""


_PARTS = {
    "WHO": r"(?:parents?|famil(?:y|ies)|guardians?|households?|everyone)",
    "MAIL": r"(?:notice|e-?mail|letter|call|message|notification)",
}
_CUES: Mapping[DayOf, str] = {
    DayOf.EXPIRES: r"""
        expir\w*|exp\.?|ends?|ending|(?:runs?|good|valid|lasts?|goes) (?:until|through|thru|till?|to|up)|through|thru
        (?:extended|prolonged|renewed|stretched) (?:until|through|thru|till?|to)
        until|terminat(?:es?|ing|ion date)|conclud(?:es?|ing)|laps(?:es?|ing)|term end\w*|up for renewal
    """,
    DayOf.EFFECTIVE: r"""
        effective|in effect|takes effect|starts?|starting|begins?|beginning|commenc(?:es?|ing|ed|ement)|kicks in
        in force|term(?: is| of| runs)?
    """,
    DayOf.APPROVED: r"""
        approv\w+|voted|adopted|ok'?d|okayed|passed|green ?lit
    """,
    DayOf.SIGNED: r"""
        (?:counter ?-?|re-?)?sign(?:ed|s|ing|atures?)?|exec(?:ut\w+|'?d)?|inked|finali[sz]ed|renew(?:ed|al)|dated
        closed the deal|entered into|re-?upped
    """,
    DayOf.DISCOVERED: r"""
        discover\w*|disc(?:'?d|\.)?|found(?: (?:it|out|this|that|the \w+))?|noticed|detected|spotted|learned|realized
        became aware|first saw|came across|knew
    """,
    DayOf.NOTICE: r"""
        (?:told|notified|emailed) (?:to )?(?:us|me|the (?:district|board|superintendent|office)|our \w+)
        (?:e-mailed|wrote|informed|called|advised) (?:to )?(?:us|me)
        (?:told|notified|wrote|informed|called|advised|alerted) (?:to )?(?:this|our|the) (?:\w+ )?(?:office|board)
        (?:gave|served|sent|provided) (?:us|me|this office|the (?:district|board|office)) (?:\w+ )?(?:notice|word)
        (?:e-mailed|wrote|informed|called) (?:to )?(?:the (?:district|board|superintendent|office)|our \w+)
        (?:contacted|alerted|phoned) (?:to )?(?:us|me|the (?:district|board|superintendent|office)|our \w+)
        (?:warned|messaged|reached|texted) (?:to )?(?:us|me)
        (?:warned|messaged|reached|texted) (?:to )?(?:the (?:district|board|superintendent|office)|our \w+)
        let (?:us|me) know|heard(?: from)?
        (?:got|received|had|opened|have) (?:an?|the|their|its|this|that|\w+'s)? ?(?:\w+ ){0,2}?<MAIL>
        (?:notice|e-?mail|letter|notification)(?: \w+){0,3}? (?:came|arrived|landed)
        (?:notice|e-?mail|letter|notification)(?: \w+){0,3}? (?:is dated|was received|reached us)
        (?:came|arrived|received|rec'?d)(?: in)?|(?:notice|letter|e-?mail) from|finally told|got word|notified
        e-?mailed|told|called|wrote|disclosed|announced|reported
        (?:disclosed|reported|announced|told|confirmed)(?: \w+){0,6}? to us|phone (?:call )?with
        sent (?:us |the |an? |its |their |official |formal |written |breach )*(?:notice|letter)
        sent (?:us |the |an? |its |their |official |formal |written |breach )*(?:notification|e-?mail)|informed
        alerted|contacted|phoned|says|said|let on|notifying (?:you|us)|got here|on the phone
    """,
    DayOf.TOLD: r"""
        <WHO>(?: \w+){0,3}? (?:told|notified|e-?mailed|informed|contacted)
        <WHO>(?: \w+){0,3}? (?:know|got|received|written|alerted|messaged)
        (?:told|notified)(?: to)? (?:all |the |our |every |affected )*(?:parents?|famil(?:y|ies)|guardians?)
        (?:e-?mailed|informed)(?: to)? (?:all |the |our |every |affected )*(?:parents?)
        (?:e-?mailed|informed)(?: to)? (?:all |the |our |every |affected )*(?:famil(?:y|ies)|guardians?)
        (?:told|notified)(?: to)? (?:all |the |our |every |affected )*(?:households?|everyone|homes?)
        (?:e-?mailed|informed)(?: to)? (?:all |the |our |every |affected )*(?:households?|everyone|homes?)
        (?:contacted|wrote)(?: to)? (?:all |the |our |every |affected )*(?:parents?|famil(?:y|ies)|guardians?)
        (?:alerted|messaged|texted)(?: to)? (?:all |the |our |every |affected )*(?:parents?)
        (?:alerted|messaged|texted)(?: to)? (?:all |the |our |every |affected )*(?:famil(?:y|ies)|guardians?)
        (?:contacted|wrote)(?: to)? (?:all |the |our |every |affected )*(?:households?|everyone|homes?)
        (?:alerted|messaged|texted)(?: to)? (?:all |the |our |every |affected )*(?:households?|everyone|homes?)
        (?:went|sent|go(?:es)?|mailed|e-?mailed) (?:it |them )?(?:out|home)
        (?:went|sent|go(?:es)?|mailed|e-?mailed) (?:that |the (?:letter|notice|e-?mail)s? )?(?:out|home)
        (?:letters?|e-?mails?|notices?) (?:went|were sent|got sent|are sent) ?(?:out|home|to)?
        (?:sent|e-?mailed) (?:the |a |an |our )*(?:letter|notice|e-?mail)s? to
    """,
    DayOf.POSTED: r"""
        post(?:ed|ing)|publish\w*|upload\w*|put (?:\w+ ){1,4}?(?:up|on|online)
        (?:went|goes|is|was|been|'s) (?:up|live|online)|on (?:the|our) (?:web ?)?(?:site|page)|live since
        up since
    """,
    DayOf.HAPPENED: r"""
        unauthorized access|(?:had|gained|got) (?:access|into)|accessed|took place|went missing
        hack\w*|breach\w*|broken? in(?:to)?|broke in(?:to)?|stolen|leak\w*|incident|attack\w*|happened|occurred
        exposed|compromised|got in
    """,
}
_COMPILED = tuple(
    (role, re.compile(rf"(?<![\w-])(?:{re.alternatives(lines, _PARTS)})(?!\w)", re.IGNORECASE))
    for role, lines in _CUES.items()
)
_OF_WHAT = re.compile(
    r"\b(?:they|somebody|someone|hackers?|it|data|records?|accounts?|servers?) "
    r"(?:was|were|had|got|may|might|have|has|lost|took|saw|went)\b",
    re.IGNORECASE,
)
_BREACH = re.compile(r"breach(?:es)?|leak|hack|incident|attack", re.IGNORECASE)
"""Names what was told or found, as in "told us of a breach on Nov 30"; the day is then of the telling."""
_APART = re.compile(r"[,:()]|\b(?:that|there|which|who|where|when|after|since|while|and|but|because)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:of|about|regarding|concerning)\b", re.IGNORECASE)
_SAYS = re.compile(r".*\b(?:us|me|know|says|said|told|board|district|office|superintendent)", re.IGNORECASE)
"""After these what was told is named with "of" or "about"; else a clause may begin: "said the breach on Nov 3 hit"."""
_WE = re.compile(r"\b(?:we|i) (?:\w+ )?$", re.IGNORECASE)
"""Before "learned of a breach on Nov 3": that may be the day of the vendor's notice, or of its own discovery."""
_ITS_OWN = re.compile(r"\s*(?:of|from|dated)\s*$", re.IGNORECASE)
"""Between the breach and its own day: "told us of the breach of Nov 3"."""
_PAPER = re.compile(r"\s+(?:notice|letter|notification|e-?mail|report)\b", re.IGNORECASE)
_OF_CLAUSE = re.compile(r"\bthat (?:on |as of |back on )?$", re.IGNORECASE)
_LEADS = re.compile(r"(?: (?:on|at|by|as of|from|of|is))*\s?", re.IGNORECASE)
"""Between a word and the day that it leads to."""
_NOT_BEHIND = {DayOf.EXPIRES, DayOf.HAPPENED}
_GAP = re.compile(r" (?:we (?:were |got )?)?", re.IGNORECASE)
_CLAUSE_END = re.compile(r"(?: (?:us|it|by them))?\s*(?:[,.;:&)]|and\b|$)", re.IGNORECASE)
_JOINT = re.compile(
    r"[\s,]*(?:(?P<to>(?:and )?(?:to|up to|through|up through|thru|until|till)|[-–—])|and)[\s,]*", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[.!?;\n](?:\s|$)")
_TIME = re.compile(
    r"(?:\b(?:at|around|about|@|by)\s*)(?P<hour>\d{1,2}(?::\d\d)?)(?!\d|[/-]|\s*(?:%|kids|students|of\b|pm?\w{2,}))"
    r"\s*(?P<half>[ap]\.?m\.?)?(?!\w)"
    r"|\b(?P<hour2>\d{1,2}(?::\d\d)?)\s*(?P<half2>[ap]\.?m\.?)(?!\w)|\b(?:at )?(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
_AHEAD = {DayOf.EXPIRES, DayOf.EFFECTIVE, DayOf.UNTIL}
PAST = frozenset({
    DayOf.SIGNED, DayOf.APPROVED, DayOf.DISCOVERED, DayOf.HAPPENED, DayOf.NOTICE, DayOf.TOLD, DayOf.POSTED,
})  # fmt: skip
"""Events that have happened when somebody tells of them, so a day in the future is an error."""
_ORDINAL = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?$", re.IGNORECASE)
_NUMBER_OF_DAY = re.compile(
    r"(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?P<day>(?:the )?\d{1,2}(?:st|nd|rd|th)|the \d{1,2})",
    re.IGNORECASE,
)
_NOT = re.compile(r"\bnot (?:on )?$", re.IGNORECASE)
_BARE_ORDINAL = re.compile(
    r"\b(?:was|is|be|on|not|meant|actually|online|up|live|posted|out|home|to|until|till|til|by) "
    r"the (\d{1,2}(?:st|nd|rd|th))(?!\w)",
    re.IGNORECASE,
)
_LAST_NIGHT = re.compile(r"\b(?:last|yesterday) (?:night|evening|afternoon|morning)\b", re.IGNORECASE)
_TODAY = re.compile(
    r"\b(?:(?:earlier )?this (?:morning|afternoon|evening|am|pm)|earlier today|just now|an? (?:minute|hour) ago"
    r"|(?:a few|some|two|three|\d{1,2}) (?:minutes|hours) ago)\b",
    re.IGNORECASE,
)
_SOME = r"(?:about|around|roughly|approximately|maybe|perhaps|almost|nearly|over|some|more than|less than)"
_FEW = r"(?:an? )?(?:few|couple(?: of)?|several|some)"
_ROUGHLY = re.compile(
    rf"\b(?:{_SOME} )?(?:(?:{_FEW}|half an?|{NUMBER}) )?(?:months?|years?) ago\b"
    rf"|\b(?:{_SOME} (?:{NUMBER})|{_FEW}) (?:(?:business|school) )?(?:days|weeks?) ago\b|\b(?:days|weeks) ago\b",
    re.IGNORECASE,
)
"""A day that is only roughly known: "about a month ago"."""
_ASKED = (_ROUGHLY, NEAR_HOLIDAY)
"""No certain days, so that one has to ask which was meant."""
_JUST = re.compile(r"\bjust (?:now )?", re.IGNORECASE)
_TOMORROW = re.compile(r"\b(?:tmrw|tmr|tmw|tomorow|tommorow|tommorrow)\b", re.IGNORECASE)
_MONTH_ONLY = re.compile(
    r"\b(?:through|until|thru|till|expires?(?: in)?|ends?(?: in)?|to) ((?:jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec)[a-z]*\.? \d{4})\b",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(
    rf"\b(?:for|in|back|by|another|off|out)\s+(?:another |about )?(?P<number>{NUMBER})(?: more)?"
    r" (?P<unit>day|week|month)s?\b(?! (?:before|ahead|ago|early|prior))",
    re.IGNORECASE,
)
_LENGTHS = {"day": 1, "week": 7, "month": 30}
_WEEKDAY = re.compile(r"\b(?:(?:last|this|next) )?(?:mon|tues|wednes|thurs|fri)day\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}|/\d{1,2}/\d\d$")
NEAR = 24
"""Most letters between a day and its time."""
WEEK = 7


def said_days(
    text: str, today: date, default: DayOf = DayOf.OTHER, marked: Sequence[MarkedDay] = ()
) -> tuple[SaidDay, ...]:
    """Each day in order; ``default`` is the role of a day without a cue.

    ``marked``: where the model found days; there a bare "the 23rd" counts too, whatever stands before it.
    """
    wrong = impossible_dates(text)
    named = _named(text, today)
    bare = dict(_bare(text, marked, named))
    if bare:  # "not Friday, Monday the 23rd"
        named = [one for one in named if one.day or one.weekday is None]
        named = sorted((*named, *bare), key=lambda one: one.start)
    existing = [one for one in named if not any(a < one.end and one.start < b for a, b, _ in wrong)]
    days = [_said(one, place, existing, text, today, default) for place, one in enumerate(existing)]
    by_mark = {one.start: mark for one, mark in bare.items()}
    known = {one.role for one in days if one.start not in by_mark}
    days = [_as_marked(one, by_mark[one.start], today) if one.start in by_mark else one for one in days]
    days = [one for one in days if one.start not in by_mark or one.role not in known]
    days = list(_spread(tuple(_passed(days, today)), text, today))
    return tuple(_with_times(_in_order(days, today), text))


def _passed(days: Sequence[SaidDay], today: date) -> Iterator[SaidDay]:
    """The days; "the 12th" of what has happened is the last one, and of a discovery the last before its notice."""
    told = next((one.day for one in days if one.role is DayOf.NOTICE and one.day and one.day <= today), today)
    for one in days:
        number, latest = number_of_day(one.said), told if one.role is DayOf.DISCOVERED else today
        late = number and one.day and one.day > latest and one.role in PAST
        yield replace(one, day=_month_day(number, latest, ahead=False)) if number and late else one


def told_now(text: str, today: date) -> SaidDay | None:
    """Today as the day of the vendor's notice, where it came just now: "they just told us"; else None."""
    cues = dict(_COMPILED)
    for just in _JUST.finditer(text):
        at = just.end()
        if cues[DayOf.NOTICE].match(text, at) and not cues[DayOf.TOLD].match(text, at):
            return SaidDay(DayOf.NOTICE, today, just[0].strip(), just.start(), at)
    return None


def _as_marked(said: SaidDay, marked: MarkedDay, today: date) -> SaidDay:
    """A bare day number with the model's role; without any role nobody can tell the month, and ``day`` is None."""
    roles = (said.role, marked.role) if marked.by_words else (marked.role, said.role)
    role = next((one for one in roles if one is not DayOf.OTHER), DayOf.OTHER)
    number = number_of_day(said.said)
    day = _month_day(number, today, ahead=role in _AHEAD) if number and role is not DayOf.OTHER else None
    return replace(said, role=role, day=day)


def _named(text: str, today: date) -> list[NamedDay]:
    days = list(days_in(text, today))
    for match in _BARE_ORDINAL.finditer(text):
        if not any(one.start < match.end(1) and match.start(1) < one.end for one in days):
            days.append(NamedDay(None, None, match.start(1), match.end(1)))
    days += [
        NamedDay(today - timedelta(days=1), None, *one.span(), relative=True) for one in _LAST_NIGHT.finditer(text)
    ]
    days += [
        NamedDay(today, None, *one.span(), relative=True)
        for one in _TODAY.finditer(text)
        if not any(day.start - 3 < one.end() and one.start() < day.end + 3 for day in days)
    ]
    days += [NamedDay(today + timedelta(days=1), None, *one.span(), relative=True) for one in _TOMORROW.finditer(text)]
    days += [NamedDay(None, None, *one.span(1)) for one in _MONTH_ONLY.finditer(text)]
    days += (NamedDay(_after(match, today), None, *match.span(), relative=True) for match in _FROM_NOW.finditer(text))
    for match in _WEEKDAY.finditer(text):
        # Also one on which a date in another clause falls; beside a date it is that date's own.
        if not any(one.start - 3 < match.end() and match.start() < one.end + 3 for one in days):
            days += (replace(one, start=match.start(), end=match.end()) for one in days_in(match[0], today))
    days += (NamedDay(None, None, *match.span()) for asked in _ASKED for match in asked.finditer(text))
    days += (NamedDay(None, None, *match.span("day")) for match in ON_HOLIDAY.finditer(text))
    days.sort(key=lambda one: (one.start - one.end, one.vague))
    longest = [one for at, one in enumerate(days) if not any(_overlaps(one, other) for other in days[:at])]
    return sorted(longest, key=lambda one: one.start)


def _overlaps(one: NamedDay, other: NamedDay) -> bool:
    return one.start < other.end and other.start < one.end


def _bare(text: str, marked: Sequence[MarkedDay], named: Sequence[NamedDay]) -> Iterator[tuple[NamedDay, MarkedDay]]:
    """Bare day numbers that the model marked and no rule finds: "the 23rd", or "the 12" and no more."""
    for mark in marked:
        match = _NUMBER_OF_DAY.fullmatch(text, mark.start, mark.end)
        known = any(day.start < mark.end and mark.start < day.end for day in named if day.day or day.weekday is None)
        if match and not known and not _NOT.search(text, 0, mark.start):
            yield NamedDay(None, None, *match.span("day")), mark


def _after(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=number_of(match["number"]) * _LENGTHS[match["unit"].lower()])


def _said(  # noqa: PLR0913, PLR0917 - a day and all around it
    one: NamedDay, place: int, found: Sequence[NamedDay], text: str, today: date, default: DayOf
) -> SaidDay:
    low = found[place - 1].end if place else 0
    high = found[place + 1].start if place + 1 < len(found) else len(text)
    role = _role(text, one, low, high) or default
    said = text[one.start : one.end]
    return SaidDay(role, _day(one, said, role, today), said, one.start, one.end)


def _role(text: str, one: NamedDay, low: int, high: int) -> DayOf | None:
    """The role, by the last cue before the day in its own sentence, else by the first one after it."""
    stops = [stop.end() for stop in _SENTENCE.finditer(text, low, one.start)]
    start = stops[-1] if stops else low
    before = [
        (cue.end(), cue.start(), role) for role, cues in _COMPILED for cue in cues.finditer(text, start, one.start)
    ]
    own = _own_cue(text, one, high)
    if own:
        return own
    begins = bool(before) and _OF_CLAUSE.search(text, max(before)[0], one.start)  # "told us that on May 3 it found"
    if before and not begins:
        end, _, role = _meant(sorted(before, key=lambda cue: (cue[0], -cue[1])), text, one)
        # "told us that somebody had their list on May 3": the day is of what is told, not of the telling
        return DayOf.HAPPENED if role is DayOf.NOTICE and _OF_WHAT.search(text, end, one.start) else role
    stop = _SENTENCE.search(text, one.end, high)
    end = stop.start() if stop else high
    after = [
        (cue.start(), -cue.end(), role)
        for role, cues in _COMPILED
        for cue in cues.finditer(text, one.end, end)
        # "12/2 through 12/1/27", "12/2 and ends on 12/1/27": that word is of the second day
        if not (role in _AHEAD and high < len(text) and _LEADS.fullmatch(text, cue.end(), high))
    ]
    if after:
        return min(after, key=lambda cue: cue[:2])[2]
    return DayOf.HAPPENED if begins else None


def _meant(cues: Sequence[tuple[int, int, DayOf]], text: str, one: NamedDay) -> tuple[int, int, DayOf]:
    """The last cue; where that only names the breach, what was done about it before: "discovered a breach on Nov 3"."""
    end, start, role = last = cues[-1]
    if role is not DayOf.HAPPENED or not _BREACH.fullmatch(text, start, end) or _ITS_OWN.match(text, end, one.start):
        return last
    verb = next((cue for cue in reversed(cues) if cue[2] is not DayOf.HAPPENED and cue[0] <= start), None)
    if verb is None or verb[2] not in {DayOf.NOTICE, DayOf.DISCOVERED} or _APART.search(text, verb[0], start):
        return last
    if verb[2] is DayOf.DISCOVERED and _WE.search(text, 0, verb[1]):
        return last
    plain = not _SAYS.fullmatch(text, verb[1], verb[0])
    return verb if plain or _OBJECT.search(text, verb[0], start) or _PAPER.match(text, end) else last


def _own_cue(text: str, one: NamedDay, high: int) -> DayOf | None:
    """The role by a word right after the day, as in ``12/10 found, 12/15 told``; None without one."""
    gap = _GAP.match(text, one.end, high)
    if gap is None:
        return None
    for role, cues in _COMPILED:
        cue = cues.match(text, gap.end(), high)
        if cue and role not in _NOT_BEHIND and _CLAUSE_END.match(text, cue.end()):
            return role
    return None


def _spread(days: Sequence[SaidDay], text: str, today: date) -> Iterator[SaidDay]:
    """``from July 1 to June 30``: the first is when it begins, the second when it ends."""
    joints = [_JOINT.fullmatch(text, a.end, b.start) for a, b in pairwise(days)]
    spans = [
        bool(joint and (joint["to"] or _BETWEEN.search(text, 0, a.start)))
        for a, joint in zip(days, joints, strict=False)
    ]
    for place, day in enumerate(days):
        is_first = place < len(spans) and spans[place]
        begins = is_first and day.role in {DayOf.OTHER, DayOf.EXPIRES}
        from_it = begins_on(text, day) and (place + 1 < len(days) or day.role is DayOf.EXPIRES)
        if place and spans[place - 1]:
            yield in_role(day, DayOf.EXPIRES, today)
        elif begins or from_it:
            yield in_role(day, DayOf.EFFECTIVE, today)
        else:
            yield _before(day, days[place + 1]) if is_first else day


def _in_order(days: Sequence[SaidDay], today: date) -> Iterator[SaidDay]:
    """The days, with when something begins before when it ends, where a year is missing in either."""
    start, end = (next((one for one in days if one.role is role), None) for role in (DayOf.EFFECTIVE, DayOf.EXPIRES))
    if start is None or end is None or start.day is None or end.day is None:
        yield from days
        return
    new_start = _before(start, end) if _has_year(end) else start if _has_year(start) else _nearest(start, today)
    new_end = end if _has_year(end) else _after_start(end, new_start)
    yield from (new_start if one is start else new_end if one is end else one for one in days)


def begins_on(text: str, day: SaidDay) -> bool:
    """Whether something is said to begin on that day: "three years from July 1"."""
    return bool(_FROM.search(text, 0, day.start))


def in_role(said: SaidDay, role: DayOf, today: date) -> SaidDay:
    """The day in that role; one without a year in the next year, where it is still to come and has passed."""
    passed = role in _AHEAD and not _has_year(said) and said.day and said.day < today
    return replace(said, role=role, day=_next_year(said.day) if passed and said.day else said.day)


def _has_year(said: SaidDay) -> bool:
    return not _DIGIT.search(said.said) or _YEAR.search(said.said) is not None


def _before(first: SaidDay, last: SaidDay) -> SaidDay:
    """The first day of a span; one without a year in the last year in which it comes before the last day."""
    if first.day is None or last.day is None or first.day < last.day or _has_year(first):
        return first
    return replace(first, day=first.day - relativedelta(years=relativedelta(first.day, last.day).years + 1))


def _after_start(last: SaidDay, first: SaidDay) -> SaidDay:
    """The last day of a span, in the first year in which it comes after the first day."""
    assert first.day
    assert last.day
    years = (last.day + relativedelta(year=first.day.year + more) for more in (0, 1))
    return replace(last, day=next(day for day in years if day > first.day))


def _nearest(said: SaidDay, today: date) -> SaidDay:
    """The day in the year in which it is nearest to today."""
    assert said.day
    years = [said.day + relativedelta(year=today.year + more) for more in (-1, 0, 1)]
    return replace(said, day=min(years, key=lambda day: abs(day - today)))


def _day(one: NamedDay, said: str, role: DayOf, today: date) -> date | None:
    ahead = role in _AHEAD
    if ordinal := _ORDINAL.search(said) if one.vague else None:
        return _month_day(int(ordinal[1]), today, ahead=ahead)
    if one.vague and (holiday := holiday_on(said, today, ahead=ahead)):
        return holiday
    asked = one.vague and any(words.fullmatch(said) for words in _ASKED)
    if one.vague and not asked and (bare := days_in(said, today)):
        one = bare[0]  # a weekday beside a date is still seen from today
    if one.vague:
        return None
    if ahead and one.day is None and not said.lower().startswith(("last", "past")):
        one = replace(one, ahead=True)
    day = one.on(today)
    if day == today and said.lower().startswith(("last ", "past ")):
        return today - timedelta(days=WEEK)
    if day and ahead and day < today and not one.relative and not _YEAR.search(said):
        return _next_year(day)
    return day


def _next_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def near_day(number: int, near: date) -> date | None:
    """The date with that day number nearest to ``near``, within a month; None where no month there has it."""
    days: list[date] = []
    for apart in (-1, 0, 1):
        with suppress(ValueError):
            days.append((near.replace(day=1) + relativedelta(months=apart)).replace(day=number))
    return min(days, key=lambda day: abs(day - near), default=None)


def number_of_day(said: str) -> int | None:
    """Of "the 23rd" the 23; None of anything more or else."""
    match = _NUMBER_OF_DAY.fullmatch(said.strip())
    return int(re.sub(r"\D", "", match["day"])) if match else None


def _month_day(number: int, today: date, *, ahead: bool) -> date | None:
    """The latest date with that day number up to ``today``, or with ``ahead`` the next one."""
    step = timedelta(days=1 if ahead else -1)
    day = today + step if ahead else today
    for _ in range(62):
        if day.day == number:
            return day
        day += step
    return None


def _with_times(days: Iterable[SaidDay], text: str) -> Iterator[SaidDay]:
    """The days, each time with the day nearest to it."""
    all_days = list(days)
    times: dict[int, str] = {}
    for match in _TIME.finditer(text):
        inside = any(one.start < match.end() and match.start() < one.end for one in all_days)
        gaps = [(_gap(match.start(), match.end(), one), place) for place, one in enumerate(all_days)]
        if gaps and not inside and min(gaps)[0] <= NEAR:
            times.setdefault(min(gaps)[1], _as_said(match))
    for place, one in enumerate(all_days):
        yield replace(one, time=times.get(place, ""))


def is_time(text: str) -> bool:
    """Whether the text is a time of day and no more: ``4pm``, ``at noon``."""
    return _TIME.fullmatch(text.strip()) is not None


def _gap(start: int, end: int, one: SaidDay) -> int:
    return start - one.end if start >= one.end else one.start - end if end <= one.start else 0


def _as_said(match: re.Match[str]) -> str:
    if match["word"]:
        return match["word"].lower()
    half = (match["half"] or match["half2"] or "").replace(".", "").lower()
    return f"{match['hour'] or match['hour2']} {half}".strip()
