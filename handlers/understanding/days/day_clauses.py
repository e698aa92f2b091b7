"""The days that a sentence names, and what happened on each by the words beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, takewhile
from typing import Literal

from handlers.dialogue import bounded_re as re

WEEK = 7


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a sentence names, and where in it: a date, or only a weekday (0 is Monday), or neither: last week."""

    day: date | None
    weekday: int | None
    start: int
    end: int
    ahead: bool = False
    """A weekday that is still to come."""
    relative: bool = False
    """Relative to today, as yesterday or last Friday."""
    follows: bool = False
    """Relative to the date named before it, as that Friday."""
    of_month: int = 0
    """The number of a day whose month is not named, as the 23rd; else 0."""
    weeks: int = 0
    """How many calendar weeks after that of the day before it, or of today: 1 for Friday of the next week."""
    times: int = 1
    """Which such weekday after the day before it: 2 for Friday after next."""

    @property
    def vague(self) -> bool:
        """Whether one has to ask which day that is."""
        return self.day is None and self.weekday is None

    def on(self, today: date) -> date | None:
        """The date; for a bare weekday the last one, or the next one with ``ahead``; None for a vague day."""
        if self.day or self.weekday is None:
            return self.day
        if self.weeks or self.times > 1:
            return self.after(today)
        if self.ahead:
            return today + timedelta(days=(self.weekday - today.weekday()) % WEEK or WEEK)
        return today - timedelta(days=(today.weekday() - self.weekday) % WEEK)

    def after(self, day: date) -> date:
        """The weekday counted from another day: in the week named, else the first such day after it, or a later one."""
        assert self.weekday is not None
        if self.weeks:
            return day + timedelta(days=self.weekday - day.weekday(), weeks=self.weeks)
        return day + timedelta(days=(self.weekday - day.weekday()) % WEEK or WEEK, weeks=self.times - 1)


Happening = Literal["signed", "posted", "noticed", "sent", "told", "found", "broke", "other", ""]
"""``noticed``: the board had the vendor's notice; ``sent``: it was on its way; ``told``: the families were told.

``found``: the breach was discovered; ``broke``: it happened; ``other``: no clock runs from it; empty: nobody can tell.
"""
_SHORT: Mapping[str, str] = {
    "US": r"(?:us|me|our|the (?:school |local )?(?:board|district|superintendent|school|principal)|boe)\b",
    "FAMILY": r"(?:parents?|famil(?:y|ies)|guardians?|homes?|households?|moms?|dads?|students?|kids|everyone|them)\b",
    "ALL": r"(?:(?:the|our|all|of|those|these|affected|any) )*",
    "VENDOR": r"(?:they|it|(?:the |our |a )?(?:vendor|company|contractor|operator|provider|firm|supplier|maker))",
    "PAPER": r"(?:notices?|notifications?|letters?|e-?mails?|messages?|calls?|memos?)",
    "OF_IT": r"(?:the|a|an|that|their|its|his|her|our|this|breach|incident|vendor'?s?|written|formal|official|\w+'s)",
    "BREACH": r"(?:(?:it|the|a|an|that|this|its|their|data) )*(?:breach|leak|hack|incident|theft)",
    "TELL": (
        r"(?:tells?|told|telling|inform(?:ed|ing|s)?|notif(?:y|ied|ies|ying)|alert(?:ed|ing|s)?|warn(?:ed|ing|s)?"
        r"|wr(?:ites?|ote|itten)|e-?mail(?:ed|ing|s)?|mail(?:ed|ing|s)?|call(?:ed|ing|s)?|phoned?|contact(?:ed|ing|s)?"
        r"|messaged?|reach(?:ed)?(?: out)?)"
    ),
    "TOLD": r"(?:told|informed|notified|alerted|warned|contacted|e-?mailed|called|phoned|reported|wrote|disclosed)",
    "WERE": r"(?:(?:have|had|has|only|first|finally) )*(?:were|was|are|is|been|got|get) (?:(?:just|not) )*",
    "WAS": r"(?:(?:were|was|are|is|be|been|get|gets|got|had|have|has|will|only|first|finally|just|not|then|'ll) )*",
}
_PHRASES: Mapping[Happening, str] = {
    "signed": r"""
        (?:counter-?)?sign(?:ed|s|ing)?\b(?! (?:up|in|on to)\b)
        (?:counter-?)?signatures?\b(?: (?:was|were|is))?(?: (?:landed|came|arrived|received))?
        execut(?:ed|ion|ing|es|e)\b
        ink(?:ed)?\b(?: dried)?
        finali[sz]ed|entered into|closed the deal
    """,
    "posted": r"""
        post(?:ed|s|ing)?\b|publish\w*|upload\w*|put \w+ (?:up|online)|on the web
        (?:on|onto|to|up on) (?:the|our) (?:(?:board|district|school|town)(?:'s)? )?(?:web ?)?(?:site|page)
        (?:went|goes?|got|was|is) (?:up|live|online)\b
    """,
    "noticed": r"""
        <TELL>(?: (?:back|over))?(?: to)? <US>
        (?:we|i|board|district|superintendent|school) <WERE>(?:<TOLD>|aware)\b(?! <ALL>(?:<FAMILY>|vendor|company))
        (?:heard|hear|got word|word came|word reached|got wind)\b
        (?<!by )(?:<OF_IT> )*<PAPER>(?: (?:of|about|on) <BREACH>)?\b
        (?:<PAPER> )?(?:(?:that we|has been) |<WAS>)(?:receiv\w+|rec'?d|reciev\w+|receipt|arriv\w+|landed|came(?: in)?)
        (?:<PAPER> )?(?:(?:reached|got to|came to|made it to) <US>|hit (?:our|the|my)(?: \w+)?|in our inbox)
        got (?:it|this|that)\b|got (?:<OF_IT> )*<PAPER>
        <VENDOR> <WAS><TOLD>\b(?! <ALL><FAMILY>)
        report(?:ed|s)?\b|disclosed
    """,
    "sent": r"""
        (?:sent|sends|mailed|dispatched|e-?mailed)(?: (?:us|out))?(?: (?:<OF_IT> )*<PAPER>)?\b
    """,
    "told": r"""
        <TELL>(?: (?:back|out))?(?: to)? <ALL><FAMILY>
        <ALL>(?:parents|families|guardians|homes|students|kids|everyone) <WAS>(?:<TELL>|hear|learn|receiv|kn[eo]w)\w*
        (?:<PAPER>|word)(?: (?:went|go|goes|going|sent|out|is|was))* (?:to|for|home to) <ALL><FAMILY>
        <PAPER> (?:went )?(?:home|out)\b|(?:went|sent|go|going) (?:home|out)\b
        (?:we|i) (?:<WAS>|(?:plan|want) to )(?:<TELL>|sen[dt])\b(?! (?:<US>|<ALL>vendor))(?: (?:<OF_IT> )*<PAPER>)?
        sent (?:<OF_IT> )*<PAPER> to <ALL><FAMILY>
        our (?:own )?(?:(?:family|parent) )?(?:<PAPER>|post|warning)(?: (?:to|for) <ALL><FAMILY>)?
    """,
    "found": r"""
        (?:discover\w*|found\b(?: out)?)(?: <BREACH>(?: of (?:\w+ ){0,3}\w+)?)?
        (?:knew|learn(?:ed|t)|became aware|found out) (?:of|about) (?:\w+ ){0,2}?(?:leaked|stolen|exposed|lost|hacked)\b
        find(?:s|ing)?\b|detect\w*|notic(?:ed|es|ing)\b|spotted|learn(?:ed|t|s)?\b|became aware|uncovered
        reali[sz]ed|identified|knew|known|came to light
    """,
    "broke": r"""
        breach\w*|hack\w*|leak\w*|incident|attack\w*|ransomware|intrusion|stolen|happened|occurred|exposed
        compromised|got (?:out|in|loose)|lost|cyber\w*|spill\w*
    """,
    "other": r"""
        (?:board |council )?(?:meets?|meeting|met|voted?|votes|approv\w+)\b
        tak(?:es?|ing) effect|effective|in effect|in force
        starts?\b|begins?\b|began|started|opens?\b
        resum\w+|end(?:s|ed)?\b|expir\w+|runs?\b|goes live|renew\w*|comes? back
        roll(?:s|ed)? out|terminat\w+|back (?:on|in|at)\b|return(?:s|ed)?\b
        clos(?:ed|es|ure)|vacation|break\b|recess|holiday|snow ?day|weekend|thanksgiving|juneteenth|christmas
        good friday|(?:columbus|veterans'?|vets|labor|memorial|lincoln'?s?|presidents'?|mlk) day
        today is|today's|it'?s\b|it is|now\b|dated|postmarked|date of the letter
        (?:reads?|opened|saw|seen)(?: (?:it|<OF_IT>|<PAPER>))+
        bought|buy|purchas\w+|paid|invoiced?|quoted?|first used|logged in
    """,
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell what happened, and where they stand."""

    what: Happening
    start: int
    end: int


def cues(text: str, start: int, end: int) -> tuple[Cue, ...]:
    """The cues between two positions, in order; of overlapping ones only the longest."""
    kept: list[Cue] = []
    for cue in sorted(_all(text, start, end), key=lambda cue: (cue.start - cue.end, cue.start)):
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda cue: cue.start))


def _all(text: str, start: int, end: int) -> Iterator[Cue]:
    for what, phrase in _CUES:
        for match in phrase.finditer(text, start, end):
            yield Cue(what, match.start(), match.end())


def _compiled() -> Iterator[tuple[Happening, re.Pattern[str]]]:
    """One pattern for each line, so that `cues` can choose the longest match."""
    for what, lines in _PHRASES.items():
        for line in filter(None, map(str.strip, lines.splitlines())):
            words = re.sub(r"<([A-Z_]+)>", lambda name: _SHORT[name[1]], line)
            yield what, re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)


_CUES = tuple(_compiled())


_BREAK = re.compile(
    r"[.?!;\n]+(?=\s|$)|[,():]|\s[-–—]+\s|—"
    r"|\b(?:and|but|then|while|so|yet|though|although|that|which|because|since|if|when|until|till|about|after"
    r"|how|what|who|where|why|by when|must|should|do we|does)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.?!;\n]")
_ASKS = re.compile(
    r"\b(?:when|what|how|who|which|deadline|due|must|should|ha(?:ve|s) to|need to|can|may|last day|latest)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\s#]*(?:on|at|in|the|from|of|as|was|it|it was)?[\s#]*", re.IGNORECASE)
_IS = re.compile(r"(?: is|'s|[\s:=(,])*", re.IGNORECASE)
LONGEST_SAME = 60
_UNTIL = ("until", "till")
_SAME = re.compile(
    r"(?:\s|#|\b(?:(?:by|with|for|from|to|on) )?(?:the|a|our|an|other|another|second|first|one|vendor|company"
    r"|superintendent|board|chair|us|them|me|we|they|him|her|mine|theirs|ours|on|too|also)\b"
    r"|\b(?:by|with|for|from|to) \w+)+",
    re.IGNORECASE,
)
"""A clause that leaves out what happened, as the one before has it: "signed by us on Nov 2, by the vendor on Nov 9"."""
_OF_CONTRACTS = frozenset[Happening]({"signed", "posted", "other"})


@dataclass(frozen=True, slots=True)
class EventDay:
    """A day that a question names, and what happened on it: ``contract_event`` by the cues of contracts alone."""

    day: NamedDay
    event: Happening
    contract_event: Happening


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of the question."""

    start: int
    end: int
    sentence: int
    asks: bool
    days: tuple[NamedDay, ...]
    joined: str
    """What separates it from the clause before: punctuation, or a joining word."""
    cues: tuple[Cue, ...]


def event_days(question: str, days: Sequence[NamedDay]) -> tuple[EventDay, ...]:
    """For each day what happened on it, by the words beside it."""
    masked = question
    for day in days:
        masked = masked[: day.start] + "#" * (day.end - day.start) + masked[day.end :]
    clauses = list(_clauses(masked, days)) if days else []
    of_contracts = [replace(one, cues=tuple(cue for cue in one.cues if cue.what in _OF_CONTRACTS)) for one in clauses]
    todays = _today(question, days)
    return tuple(
        EventDay(day, "other", "other")
        if day in todays
        else EventDay(day, _event(day, clauses, masked), _event(day, of_contracts, masked))
        for day in days
    )


def _event(day: NamedDay, clauses: Sequence[_Clause], masked: str) -> Happening:
    at = next(number for number, clause in enumerate(clauses) if day in clause.days)
    return _event_by_words(day, at, clauses, masked)


def _today(question: str, days: Sequence[NamedDay]) -> set[NamedDay]:
    """The two days of "today is Oct 7", which only state the date."""
    said = [(a, b) for a, b in pairwise(days) if question[a.start : a.end].lower() == "today"]
    return {day for a, b in said if _IS.fullmatch(question[a.end : b.start]) for day in (a, b)}


def _clauses(masked: str, days: Sequence[NamedDay]) -> Iterator[_Clause]:
    start, sentence, joined = 0, 0, ""
    for match in [*_BREAK.finditer(masked), None]:
        end = match.start() if match else len(masked)
        inside = tuple(day for day in days if start <= day.start < end)
        asks = bool(_ASKS.search(f"{joined} {masked[start:end]}")) or masked[end : end + 1] == "?"
        if inside or masked[start:end].strip():
            yield _Clause(start, end, sentence, asks, inside, joined.lower(), cues(masked, start, end))
        if match is None:
            return
        joined, start = match[0], match.end()
        sentence += bool(_END.search(match[0]))


def _event_by_words(day: NamedDay, at: int, clauses: Sequence[_Clause], masked: str) -> Happening:
    clause = clauses[at]
    if own := _beside(day, clause):
        return own.what
    if clause.cues:
        return ""
    for neighbor in _clauses_around(day, at, clauses, masked):
        if neighbor.cues:
            return next((cue.what for cue in neighbor.cues if cue.what != "other"), "other")
    before = clauses[at - 1] if at else None
    if clause.joined in _UNTIL or not before or not before.days or before.sentence != clause.sentence:
        return "other" if clause.joined in _UNTIL else ""
    short = clause.end - clause.start <= LONGEST_SAME
    same = short and not day.vague and _SAME.fullmatch(masked, clause.start, clause.end)
    return _event_by_words(before.days[-1], at - 1, clauses, masked) if same else ""


def _beside(day: NamedDay, clause: _Clause) -> Cue | None:
    """The cue nearest to the day: before it, or after it where the clause begins with its day."""
    clause_cues = clause.cues
    place = clause.days.index(day)
    low = clause.days[place - 1].end if place else clause.start
    high = clause.days[place + 1].start if place + 1 < len(clause.days) else clause.end
    before = [cue for cue in clause_cues if low <= cue.start and cue.end <= day.start]
    after = [cue for cue in clause_cues if day.end <= cue.start and cue.end <= high]
    day_first = len(clause.days) > 1 and not any(cue.end <= clause.days[0].start for cue in clause_cues)
    if day_first:
        return after[0] if after else None
    return before[-1] if before else after[0] if after and (place + 1 == len(clause.days)) else None


def _clauses_around(day: NamedDay, at: int, clauses: Sequence[_Clause], masked: str) -> Iterator[_Clause]:
    """The clauses without a day that may say what happened on this one, the likeliest first."""
    clause = clauses[at]
    after = list(_until_a_day(clauses[at + 1 :]))
    before = list(_until_a_day(clauses[:at][::-1]))
    alone = bool(_BARE.fullmatch(masked[clause.start : clause.end]))
    opens = at == 0 or clauses[at - 1].sentence != clause.sentence
    near_after, near_before = (
        list(takewhile(lambda one: one.sentence == clause.sentence and not one.asks, side)) for side in (after, before)
    )
    yield from (*near_after, *near_before) if opens and not day.vague else (*near_before, *near_after)
    if alone and not any(one.sentence == clause.sentence for one in (*before, *after)):
        yield from (one for one in (*before[:1], *after[:1]) if not one.asks)


def _until_a_day(clauses: Sequence[_Clause]) -> Iterator[_Clause]:
    for clause in clauses:
        if clause.days:
            return
        yield clause
