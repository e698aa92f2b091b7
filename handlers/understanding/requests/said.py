"""Takes a message apart for the rules: the names, ids and periods in it, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.dialogue.record_kinds import kind_of
from handlers.understanding.days.dates import days_in
from handlers.understanding.days.periods import period_in
from handlers.understanding.days.time_span import TimeSpan
from handlers.understanding.greetings import without_greeting
from handlers.understanding.products import is_name, is_ordinary
from handlers.understanding.requests.names import NameIndex, NameMention
from handlers.understanding.requests.spelling import well_spelt

_ID = re.compile(r"\b([cbd])(?:-| ?#)?(\d{1,6})\b(?!-)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(contract|agreement|breach|incident|deadline)(?: (?:no\.?|number|id|#))? ?#?(?P<number>\d{1,4})\b(?![/-])"
    r"(?!\s+(?:(?:business|working|school|calendar) )?(?:days?|weeks?|months?|years?|hours?|minutes?)\b)",
    re.IGNORECASE,
)
_LETTER_OF = {"contract": "C", "agreement": "C", "breach": "B", "incident": "B", "deadline": "D"}
_STRANGE = re.compile(
    r"\b(?:(?:contract|agreement|dpa|deal|paperwork|breach|incident|anything|something) (?:with|for|from|at|by) "
    r"(?P<after>[^\W_][\w.+&'-]*(?: [A-Z][\w.+&-]*)*)"
    r"|(?:the|our|a|an|any|my) (?P<before>[^\W_][\w.+&'-]*(?: [A-Z][\w.+&-]*)*?)(?:'s)? "
    r"(?:contract|agreement|dpa|deal|paperwork|breach)\b"
    r"|(?P<owned>[A-Z][\w.+&-]*(?: [A-Z][\w.+&-]*)*)(?:'s)? (?:contract|agreement|dpa|breach)\b)"
)
_STRANGER = re.compile(
    r"\b(?:(?i:what|what all|anything|everything|how many|how much|stuff)(?i:'s| does| did| has| is)?"
    r"(?i: (?:contracts|deadlines|things|tasks))?(?i: does| did| has)? (?P<has>[A-Za-z][a-z'-]+(?: [A-Z][a-z'-]+)?)"
    r" (?i:have|has|own|owns|got|handles?|manages?|owes?|is responsible|is on the hook)"
    r"|(?P<whose>[A-Z][a-z]+(?: [A-Z][a-z'-]+)?)'s? (?i:list|plate|deadlines|tasks|contracts|stuff|to-?dos|queue))\b"
)
_ASIDE = re.compile(
    r"^(?:(?:so|ok|okay|hey|hi|hello|um|uh|well|also|and|but|oh|quick(?: question| one)?|just|please|pls|plz|now|then"
    r"|sorry|dpa|bot|team|morning|good morning|real quick|question|btw|fyi|actually|can you|could you|would you"
    r"|will you|can u|could u|can i|could i|may i|can we|could we|i need you to|i want you to|i'd like you to"
    r"|i need to|i want to|i would like to|i'd like to|i wanna|i gotta|we need to|we want to|we'd like to|let me|lemme"
    r"|let's|help me|is there a way to|how (?:do|can) (?:i|we)|where (?:do|can) (?:i|we)|do you mind|would you mind"
    r"|able to|be able to|are you able to|go ahead and|i am trying to|i'm trying to|trying to)\b[\s,:!.-]*)+"
    r"(?=(?:show|list|display|pull|bring|give|get|find|see|view|look (?:at|up)"
    r"|check|open|print|tell|send|fetch|read|count|export"
    r"|download|make|create|draft|remind me (?:who|what|when|which)|know|have|compare|summarize|sum)\b)",
    re.IGNORECASE,
)
_FOR_SOMEBODY = re.compile(
    r"^(?:[\w' ]{2,40}? )?(?:wants?|needs|asked|asks|is asking"
    r"|would like)(?: (?:me|us))? (?:to know|to hear|to see)\b[\s,:]*"
    r"(?=(?:which|what|who|how many|whether|when|where|if)\b)"
)
"""For whom something is asked."""
VENDOR, PERSON, ID, TIME = "_v_", "_p_", "_id_", "_t_"
_ASKS = re.compile(r"\b(who|what|where|when|how)s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A message for the rules: in small letters, with signs in the place of names, ids and the period."""

    text: str
    """``who owns the _v_ contract``."""
    whole: str
    """As it was typed, without its greeting, and with its shortened words in full."""
    ids: tuple[str, ...]
    mentions: tuple[NameMention, ...]
    period: TimeSpan | None
    day: date | None
    """The first day that is named."""
    strange: str
    """A vendor that is not on record, as it was typed; empty where none is named."""
    stranger: str = ""
    """A person whom no record names, as typed; empty where none is named."""

    @property
    def named(self) -> bool:
        """Whether it names one of the district's records, by id or by its vendor."""
        return bool(self.ids) or any(one.kind != "person" for one in self.mentions)

    @property
    def person(self) -> NameMention | None:
        """The person that is named."""
        return next((one for one in self.mentions if one.kind == "person"), None)

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of the records whose vendor or product was named."""
        return tuple(dict.fromkeys(id for one in self.mentions if one.kind != "person" for id in one.ids))

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern stands in it."""
        return pattern.search(self.text) is not None


def take_apart(text: str, today: date, index: NameIndex, closures: Sequence[date] = ()) -> MaskedText:
    """The message for the rules."""
    whole = " ".join(_in_full(without_greeting(text).replace("’", "'")).split())
    mentions, ids = index.mentions(whole), list(_ids(whole))
    spans = [(one.start, one.end, PERSON if one.kind == "person" else VENDOR) for one in mentions]
    spans += [(start, end, ID) for _, start, end in ids]
    strange = "" if any(sign == VENDOR for _, _, sign in spans) else _strange(whole, spans)
    stranger, at = _stranger(whole, spans)
    if stranger:
        spans.append((at, at + len(stranger), PERSON))
    period = period_in(_masked(whole, spans, blank=True), today, closures)
    if period:
        spans.append((period.start, period.end, TIME))
    if strange and (at := whole.find(strange)) >= 0:
        spans.append((at, at + len(strange), VENDOR))
    masked = " ".join(_masked(whole, spans).lower().split())
    masked = _FOR_SOMEBODY.sub("", masked)
    masked = _ASIDE.sub("", _ASKS.sub(r"\1's", well_spelt(masked))).strip(" .!?,;:")
    day = next((found for one in days_in(whole, today) if (found := one.on(today))), None)
    return MaskedText(masked, whole, tuple(id for id, _, _ in ids), mentions, period, day, strange, stranger)


_SHORT = {
    "w/o": "without",
    "w/": "with",
    "wk": "week",
    "yr": "year",
    "tmrw": "tomorrow",
    "tmw": "tomorrow",
    **{f"{word}nt": f"{word}n't" for word in "are is has have was were do does did ca wo".split()},
}
_SHORTENED = re.compile(rf"(?<![\w/])(?:{'|'.join(map(re.escape, _SHORT))})(?!\w)", re.IGNORECASE)


def _in_full(text: str) -> str:
    """The text with its shortened words as they are written in full."""
    return _SHORTENED.sub(lambda found: f"{_SHORT[found[0].lower()]}{' ' if found[0].endswith('/') else ''}", text)


def _ids(text: str) -> Iterable[tuple[str, int, int]]:
    for found in _ID.finditer(text):
        if "-" in found[0] or "#" in found[0] or found[1].isupper() or (len(found[0]) > 1 and " " not in found[0]):
            id = f"{found[1].upper()}-{int(found[2])}"
            if kind_of(id):
                yield id, found.start(), found.end()
    for found in _NUMBERED.finditer(text):
        yield f"{_LETTER_OF[found[1].lower()]}-{int(found['number'])}", found.start(), found.end()


def _masked(text: str, spans: Iterable[tuple[int, int, str]], *, blank: bool = False) -> str:
    """The text with signs in these places; the same name twice, as of a vendor and a product, is one sign."""
    taken = -1
    pieces, at = [], 0
    for start, end, sign in sorted(set(spans), key=lambda one: (one[0], -one[1])):
        if start < taken:
            continue
        pieces += [text[at:start], "#" * (end - start) if blank else f" {sign} "]
        at = taken = end
    return "".join([*pieces, text[at:]]).replace(" 's ", " ").replace(" '", " ")


def _stranger(text: str, spans: Sequence[tuple[int, int, str]]) -> tuple[str, int]:
    """A person that no record has, by what they have or are asked for, and where the name stands."""
    found = None if any(sign == PERSON for _, _, sign in spans) else _STRANGER.search(text)
    if found is None:
        return "", 0
    group = "has" if found["has"] else "whose"
    name, at = found[group], found.start(group)
    known = any(start < found.end(group) and at < end for start, end, _ in spans)
    other = known or is_ordinary(name.lower()) or name.lower() in _NO_VENDOR or name.lower() in _NOBODY
    return ("", 0) if other else (name, at)


_NOBODY = frozenset("mine ours theirs his hers yours who it's that's there's what's else ever still already".split())


def _strange(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """A vendor that no record has, by its place beside a word for a contract or a breach."""
    for found in _STRANGE.finditer(text):
        name = found["after"] or found["before"] or found["owned"] or ""
        if any(start < found.end() and found.start() < end for start, end, _ in spans):
            continue
        name = re.sub(r"'s$", "", name).strip(" .?!,")
        first = name.split()[0] if name else ""
        capital = first[:1].isupper() and not is_ordinary(name) and first.lower() not in _NO_VENDOR
        if name and (capital or (is_name(name) and name.lower() not in _NO_VENDOR)):
            return name
    return ""


_NO_VENDOR = frozenset(
    "ct connecticut state federal us ferpa coppa hipaa act dpa privacy data new old current signed latest last first "
    "next every each all whose which what the our my your this that these those show list any no i we who how "
    "when where "
    "existing original master renewed expired posted unposted overdue missing another other valid live actual full "
    "draft final open active entire whole annual yearly standard model sample recent security right wrong same "
    "service software written sole single multi year two three verbal oral paper click handshake everyone anyone "
    "somebody someone everybody nobody them us it me him her you oldest newest earliest latest biggest longest".split()
)
