"""Prepares a message for the rules: misspellings fixed, and placeholders for names, ids and periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import kind_of
from handlers.understanding.courtesy import without_greeting
from handlers.understanding.days.dates import days_in
from handlers.understanding.days.elapsed import TimeSpan
from handlers.understanding.days.periods import period_in
from handlers.understanding.fuzzy import is_typo
from handlers.understanding.named import is_ordinary
from handlers.understanding.requests.asking import PERSON, asked_span, strange_in, stranger_in
from handlers.understanding.requests.names import NameIndex, NameMention, left_out

_KNOWN = tuple(
    "contract contracts agreement agreements breach breaches deadline deadlines vendor vendors overdue expire expires "
    "expiring provision provisions reminder reminders missing incident".split()
)
_ASKING = tuple("which anything something everything nothing should would could about".split())
"""Question words that are corrected; no name is one letter off them."""
_OTHER_WORDS = frozenset(
    "contact contacts contrast contrasts breath breaths beach beaches breadth preach broach vender mission missile "
    "expired reminded remainder remainders provisional incidents contracted accident mixing kissing".split()
)
"""Real words that are one letter off a word in ``_KNOWN``, and are not corrected."""
_SHORT_FORMS = {
    **dict.fromkeys(("shd", "shld", "shud"), "should"),
    **dict.fromkeys(("wld", "wud"), "would"),
    **dict.fromkeys(("cld", "cud"), "could"),
    "abt": "about",
}
SHORTEST, SHORTEST_TYPED = 6, 4
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_SIGNS = {"#": "number", "w/": "with ", "w/o": "without"}
_SPELLED_SIGN = re.compile(r"#(?= of\b)|(?<![\w/])w/(?:o\b| ?)(?=[\w ])")
_WORD = re.compile(rf"[a-z]{{{SHORTEST},}}")


def plainly_spelt(text: str) -> str:
    """The message with misspelled and shortened question words fixed ("wich", "shd", "w/"); names stay as they are."""
    return _SMALL.sub(lambda found: _asking(found[0]), _SPELLED_SIGN.sub(lambda sign: _SIGNS[sign[0].strip()], text))


@lru_cache(maxsize=4096)
def _asking(word: str) -> str:
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    known = len(word) < SHORTEST_TYPED or word in _ASKING or is_ordinary(word)
    return word if known else next((one for one in _ASKING if is_typo(word, one)), word)


def well_spelt(text: str) -> str:
    """The lower-case text with the misspelled words of ``_KNOWN`` fixed: "contarct" becomes "contract"."""
    return _WORD.sub(lambda found: _spelled(found[0]), text)


@lru_cache(maxsize=4096)
def _spelled(word: str) -> str:
    if word in _KNOWN or word in _OTHER_WORDS:
        return word
    return next((known for known in _KNOWN if is_typo(word, known)), word)


_ID = re.compile(r"\b([cbd]|[aer](?=-))(?:-| ?#)?(\d{1,6})\b(?!-)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(contract|agreement|breach|incident|deadline)(?: (?:no\.?|number|id|#))? ?#?(?P<number>\d{1,4})\b(?![/-])"
    r"(?!\s+(?:(?:business|working|school|calendar) )?(?:days?|weeks?|months?|years?|hours?|minutes?)\b)",
    re.IGNORECASE,
)
_LETTER_OF = {"contract": "C", "agreement": "C", "breach": "B", "incident": "B", "deadline": "D"}
_ASIDE = re.compile(
    r"^(?:(?:so|ok|okay|hey|hi|hello|um|uh|well|also|and|but|oh|quick(?: question| one)?|just|please|pls|plz|now|then"
    r"|kindly|sorry|dpa|bot|team|morning|good morning|real quick|question|btw|fyi|actually|can you|could you|would you"
    r"|will you|can u|could u|can i|could i|may i|can we|could we|i need you to|i want you to|i'd like you to"
    r"|i need to|i want to|i would like to|i'd like to|i wanna|i gotta|we need to|we want to|we'd like to|let me|lemme"
    r"|let's|help me|is there a way to|how (?:do|can) (?:i|we)|where (?:do|can) (?:i|we)|do you mind|would you mind"
    r"|able to|be able to|are you able to|go ahead and|i am trying to|i'm trying to|trying to)\b[\s,:!.-]*)+"
    r"(?=(?:show|identify|enumerate|itemi[sz]e|recite|retrieve|produce|furnish|provide"
    r"|supply|list|display|pull|bring|give|get|find|see|view|look (?:at|up)"
    r"|check|open|print|tell|send|fetch|read|count|export"
    r"|download|make|create|draft|remind me (?:who|what|when|which)|know|have|compare|summarize|sum)\b)",
    re.IGNORECASE,
)
_FOR_SOMEBODY = re.compile(
    r"^(?:[\w' ]{2,40}? )?(?:wants?|needs|asked|asks|is asking"
    r"|would like)(?: (?:me|us))? (?:to know|to hear|to see)\b[\s,:]*"
    r"(?=(?:which|what|who|how many|whether|when|where|if)\b)"
)
"""For whom something is asked: "the principal wants to know"."""
VENDOR, ID, TIME = "_v_", "_id_", "_t_"
_ASKS = re.compile(r"\b(who|what|where|when|how)s\b", re.IGNORECASE)
_SIGN = re.compile(r"_(?:v|id)_")
_IT = re.compile(r"\b(?:they|them|it|that one|this one)\b")
_FRONTED = re.compile(
    r"^(?:.*[.,;:!] )?(?:(?:and|so|ok|but|fine|anyway|now|then|speaking of)\b[,: ]*)*_v_[,:]? "
    r"(?=(?:what|who|when|where|how|is|are|do|does|did|has|have)\b.*\b(?:they|them|it|that one|this one)\b)"
)
"""Names the record first and then points at it: "Kami, what do they collect"."""
_NAMED_FIRST = re.compile(
    r"^_v_ ?[:–—-]+ ((?:what|who|when|where|which|how|is|are|do|does|did|has|have|any)\b[^.;!]*)$"
)
"""Names the record as a heading: "Kami: what do we owe"."""
_ENDS_ASKING = re.compile(
    r"^(?:.*[,.;:!] )?(?:(?:and|so|but) )*(?!who|what|when|where|which|how)([^,.;:!]*_v_[^,.;:!]*) (when|where)$"
)
"""Asks at its end: "Kami is up when"."""
_POINTS_AT_PERSON = re.compile(r"\b(?:he|she|his|her|hers|him|their|they)\b", re.IGNORECASE)
_ASIDES = re.compile(
    r",? for (?:the|this|our|my|tonight|tomorrow)\b[\w' ]{1,40},"
    r"(?= (?:the|our|all|a|any|every|how|which|what|who)\b)|,? ?\((?:[^()\d]{1,60})\)"
    r"|, (?:by the way|if you please|if i may|if possible|pray|so far as (?:you|i|we) know"
    r"|as far as (?:you|i|we) (?:know|can tell)|bless them|for what it'?s worth|of course|perhaps|though|however)"
    r"(?=[,.?!:;]|$),?",
    re.IGNORECASE,
)
"""An aside, which says nothing of what is wanted."""


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A message for the rules: in lower case, with placeholders for names, ids and the period."""

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
    but: tuple[str, ...] = ()
    """The ids of the records that are said to be left out, as in "all except Kami"."""

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
    """The part of a message that asks, ready for the rules, with the names, ids and the period found in it."""
    whole = _ASIDES.sub(" ", " ".join(_in_full(plainly_spelt(without_greeting(text).replace("’", "'"))).split()))
    mentioned, ids = index.mentions(whole), list(_ids(whole))
    spans = [(one.start, one.end, PERSON if one.kind == "person" else VENDOR) for one in mentioned]
    spans += [(start, end, ID) for _, start, end in ids]
    start, end = asked_span(whole)
    asked = whole[start:end]
    mentions = _meant([one for one in mentioned if one.ids], whole, start, end)
    ids = [one for one in ids if start <= one[1] < end] or ([] if any(_of_record(one) for one in mentions) else ids)
    inside = [(a - start, b - start, sign) for a, b, sign in spans if start <= a < end]
    strange = next((one.name for one in mentioned if not one.ids and start <= one.start < end), "")
    if any(_of_record(one) and start <= one.start < end for one in mentions):
        strange = ""
    elif not strange and (strange := strange_in(asked, inside)):
        inside.append((at := asked.find(strange), at + len(strange), VENDOR))
    if strange:
        mentions = tuple(one for one in mentions if not _of_record(one))
    stranger, at = stranger_in(asked, inside)
    if stranger:
        inside.append((at, at + len(stranger), PERSON))
    period = period_in(_masked(asked, inside, blank=True), today, closures)
    if period:
        inside.append((period.start, period.end, TIME))
    masked = _FOR_SOMEBODY.sub("", " ".join(_masked(asked, inside).lower().split()))
    masked = _ASIDE.sub("", _ASKS.sub(r"\1's", well_spelt(masked))).strip(" .!?,;:")
    masked = _NAMED_FIRST.sub(r"\1 for _v_", _ENDS_ASKING.sub(r"\2 \1", _FRONTED.sub("", masked)))
    day = next((on for one in days_in(asked, today) if (on := one.on(today))), None)
    if any(_of_record(one) for one in mentions) and not _SIGN.search(masked):
        masked = _IT.sub(VENDOR, masked, count=1)
    but = tuple(dict.fromkeys(id for one in mentioned if left_out(one, whole) for id in one.ids))
    return MaskedText(masked, whole, tuple(id for id, _, _ in ids), mentions, period, day, strange, stranger, but)


def _of_record(one: NameMention) -> bool:
    return one.kind != "person"


def _meant(found: Sequence[NameMention], whole: str, start: int, end: int) -> tuple[NameMention, ...]:
    """The names that the asking part has; where it names no record, or points at a person, those told outside it."""
    kept = [one for one in found if not left_out(one, whole)]
    asked = [one for one in kept if start <= one.start < end]
    records = [one for one in asked if _of_record(one)] or [one for one in kept if _of_record(one)]
    people = [one for one in asked if not _of_record(one)]
    if not people and _POINTS_AT_PERSON.search(whole[start:end]):
        people = [one for one in kept if not _of_record(one)]
    return tuple(sorted((*records, *people), key=lambda one: one.start))


_SHORT = {
    "w": "with",
    "wk": "week",
    "nxt": "next",
    "yr": "year",
    "tmrw": "tomorrow",
    "tmw": "tomorrow",
    **{f"{word}nt": f"{word}n't" for word in "are is has have was were do does did ca wo".split()},
}
_UNITS = {"d": "days", "h": "hours", "w": "weeks", "wks": "weeks", "mo": "months", "mos": "months", "yrs": "years"}
_SO_MANY = re.compile(r"\b(\d{1,3})(d|h|w|wks|mos?|yrs)\b", re.IGNORECASE)
_SHORTENED = re.compile(rf"(?<![\w/])(?:{'|'.join(map(re.escape, _SHORT))})(?!\w)", re.IGNORECASE)


def _in_full(text: str) -> str:
    """The text with its abbreviations written in full."""
    text = _SO_MANY.sub(lambda found: f"{found[1]} {_UNITS[found[2].lower()]}", text)
    return _SHORTENED.sub(lambda found: _SHORT[found[0].lower()], text)


def _ids(text: str) -> Iterable[tuple[str, int, int]]:
    for match in _ID.finditer(text):
        if "-" in match[0] or "#" in match[0] or match[1].isupper() or (len(match[0]) > 1 and " " not in match[0]):
            id = f"{match[1].upper()}-{int(match[2])}"
            if kind_of(id):
                yield id, match.start(), match.end()
    for match in _NUMBERED.finditer(text):
        yield f"{_LETTER_OF[match[1].lower()]}-{int(match['number'])}", match.start(), match.end()


def _masked(text: str, spans: Iterable[tuple[int, int, str]], *, blank: bool = False) -> str:
    """The text with a placeholder for each span; spans at one place, as of a vendor and its product, get one."""
    taken = -1
    pieces, at = [], 0
    for start, end, sign in sorted(set(spans), key=lambda one: (one[0], -one[1])):
        if start < taken:
            continue
        pieces += [text[at:start], "#" * (end - start) if blank else f" {sign} "]
        at = taken = end
    return "".join([*pieces, text[at:]]).replace(" 's ", " ").replace(" '", " ")
