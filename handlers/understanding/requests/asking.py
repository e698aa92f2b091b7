"""Finds the part of a message that asks, and the vendors and people in it that are not on record."""

from collections.abc import Sequence

from handlers.dialogue import bounded_re as re
from handlers.understanding.named import is_name, is_ordinary, known_at

_SENTENCE = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bvs)(?<=[.?!;])\s+|\s+(?:[–—]|-{1,2})\s+|\n+|\.{3,}\s*"
)
_WHICH = r"(?:who|whom|whose|what|when|where|which|how|whether|by when|until when|since when|on what|in what|for what)"
_HELPING = (
    r"(?:do|does|did|has|have|had|is|are|was|were|can|could|would|will|may|might|must|should|am|"
    r"isn't|aren't|wasn't|weren't|hasn't|haven't|didn't|doesn't|don't)"
)
_REQUEST = (
    r"(?:list|show|give|name|tell|send|find|pull|get|display|identify|enumerate|itemi[sz]e|recite|retrieve|produce|furnish|provide|supply"
    r"|remind me (?:who|what|when|which|how)|let me (?:know|see|have)|any(?:thing|body|one)?\b)"
)
_BEGINS = re.compile(
    rf"^(?:(?:and|so|but|or|also|ok|okay|then|well|oh|hey|hi|hello|please|pls|kindly|now|just|yes|no|sorry|thanks)\b[\s,]*)*"
    rf"(?:{_WHICH}|{_HELPING}|{_REQUEST})\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:i|we)(?:'d| would| should)? (?:\w+ )?(?:need|want|like|wish|require|wonder|be (?:grateful|glad))\b"
    rf"|\b(?:please|kindly) {_REQUEST}\b|\b(?:wondering|curious)\b",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    rf"[,:](?:\s+(?:and|so|but|then|please|kindly|tell me))*\s+(?={_WHICH}\b|{_HELPING} \w|{_REQUEST}\b)",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    r"\b(?:know|confirm|say|tell (?:me|us|him|her|them)|see|check|ask(?:s|ed|ing)?(?: (?:me|us))?|wonder(?:ing)?"
    r"|find out|establish|verify|state|clarify|learn|recall|look up)(?: for (?:me|us))? "
    rf"(?:(?:whether|if|that) |(?={_WHICH}\b))",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\b(?:no|sorry|wait|forgive me|correction)\b.{0,25}?\bi (?:mean|meant)(?: to (?:write|say|type|ask))?\b,?\s*",
    re.IGNORECASE,
)
"""Takes back what was said before it: "who owns Kahoot, no, I meant Kami"."""
_NOT = re.compile(r"(?:please |kindly )?(?:do not|don't|never)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|that|this|them|they|those|these|theirs?|he|she|him|her|so)\b", re.IGNORECASE)
_DO_IT = re.compile(
    r"(?:please )?(?:can|could|would|will) (?:you|u) (?:please |pls )?"
    r"\w+ (?:it|that|this|them|these)\b(?: \w+){0,5}\W*$",
    re.IGNORECASE,
)
"""Asks for what was told to be done: "can you get that in the book"."""
_FEWEST, _FEW_POINTING = 4, 6
_CONDITION = re.compile(
    r"\b(?:if (?!i may|possible|you)|suppose|unless|hypothetical\w*|in case|assuming|say (?:we|they|a))\b",
    re.IGNORECASE,
)
"""A condition that the question depends on, so that it is no preamble."""
_ENDS = re.compile(r"(?<!know )(?<!sure )(?<!forgot )\b(?:when|where|who|whose)\W*$", re.IGNORECASE)
_FRONTED = re.compile(
    rf"(?!.*\b(?:know|forgot|forget|see|decide|saw|told|said|say|tell|ask)\b)"
    rf"(?:[\w'’-]+,? ){{1,4}}?{_WHICH}(?:'s| {_HELPING})\b",
    re.IGNORECASE,
)
_FEW = 3
"""Fewest words that may be left of a question once its preamble is cut off."""


def asked_span(text: str) -> tuple[int, int]:
    """Start and end of the part that asks; of the whole text where no part does."""
    if meant := _MEANT.search(text):
        return meant.end(), len(text)
    parts = _sentences(text)
    asking = [(start, end) for start, end in parts if _asks(text[start:end])]
    marked = [(start, end) for start, end in asking if "?" in text[start:end]]
    asking = marked or asking
    if not asking:
        return 0, len(text)
    start, end = _after_preamble(text, asking[0][0], asking[-1][1]), asking[-1][1]
    return (0, len(text)) if _leans(text[start:end]) else (start, end)


def _leans(asked: str) -> bool:
    """Whether it asks nothing without what was told before: "would you amend it?", "could you tell me quickly?"."""
    if len(asked.split()) <= _FEWEST or _DO_IT.match(asked):
        return True
    few = len(asked.split()) <= _FEW_POINTING
    return few and (_POINTS.search(asked) is not None or re.search(rf"\b{_WHICH}\b", asked, re.IGNORECASE) is None)


def _sentences(text: str) -> list[tuple[int, int]]:
    at, spans = 0, []
    for gap in _SENTENCE.finditer(text):
        if text[at : gap.start()].strip():
            spans.append((at, gap.start()))
        at = gap.end()
    if text[at:].strip():
        spans.append((at, len(text)))
    return spans


def _asks(sentence: str) -> bool:
    stripped = sentence.strip()
    return (
        stripped.endswith("?")
        or asks_after_name(stripped)
        or any(one(stripped) for one in (_BEGINS.match, _WANTS.search, _INDIRECT.search))
    )


def asks_after_name(sentence: str) -> bool:
    """Whether it names what it asks about first: "anyway Kami who is our person for that", "Kami is up when"."""
    return _FRONTED.match(sentence) is not None or _ENDS.search(sentence) is not None


def _after_preamble(text: str, start: int, end: int) -> int:
    """Where the question itself begins: "the auditors want one figure: how many …", "please confirm that …"."""
    asking = text[start:end]
    cut = 0
    if _NOT.match(asking) or not _BEGINS.match(asking):
        gap = _PREAMBLE.search(asking)
        cut = gap.end() if gap else 0
    if indirect := _INDIRECT.search(asking, cut):
        cut = indirect.end()
    if _CONDITION.search(asking[:cut]):
        return start
    return start + cut if len(asking[cut:].split()) >= _FEW else start


Span = tuple[int, int, str]
"""Start and end of a name, and the placeholder that stands for it."""
PERSON = "_p_"
_STRANGE = re.compile(
    r"\b(?:(?:contract|agreement|dpa|deal|paperwork|breach|incident|(?:executed|signed|written) (?:instrument|paper)s?"
    r"|(?:anything|something)(?= (?:with|for|from|at|by|on)\b)) (?:with|for|from|at|by|on) "
    r"(?P<after>[^\W_][\w.+&'-]*(?: [A-Z][\w.+&-]*)*)"
    r"|(?:the|our|a|an|any|my) (?P<before>[^\W_][\w.+&'-]*(?: [A-Z][\w.+&-]*)*?)(?:'s)? "
    r"(?:contract|agreement|dpa|deal|paperwork|breach|notice|posting|incident|renewal)\b"
    r"|(?:with|using|about|on file for|off on|approved|vetted|cleared|signed|covers?|for) "
    r"(?:the (?:vendor |company |product )?)?"
    r"(?P<capital>[A-Z][\w.+&-]*(?: [A-Z][\w.+&-]*)*)(?!['’]s)"
    r"|(?i:mark|tick|check(?: off)?|close(?: out)?) (?P<marked>[^\W_][\w.+&'-]*(?: [A-Z][\w.+&-]*)*)"
    r" (?i:(?:as )?(?:done|posted|closed|complete[d]?|finished|off)\b)"
    r"|(?P<owned>[A-Z][\w.+&-]*(?: [A-Z][\w.+&-]*)*)(?:'s)? (?:contract|agreement|dpa|breach)\b)"
)
_STRANGER = re.compile(
    r"\b(?:(?i:what|what all|anything|everything|how many|how much|stuff)(?i:'s| does| did| has| is)?"
    r"(?i: (?:contracts|deadlines|things|tasks))?(?i: does| did| has)? (?P<has>[A-Za-z][a-z'-]+(?: [A-Z][a-z'-]+)?)"
    r" (?i:have|has|own|owns|got|handles?|manages?|owes?|is responsible|is on the hook)"
    r"|(?P<whose>[A-Z][a-z]+(?: [A-Z][a-z'-]+)?)'s? (?i:list|plate|deadlines|tasks|contracts|stuff|to-?dos|queue))\b"
)


def stranger_in(text: str, spans: Sequence[Span]) -> tuple[str, int]:
    """A person not on record, by what they are said to have or own, and where the name begins; else ("", 0)."""
    candidate = None if any(sign == PERSON for _, _, sign in spans) else _STRANGER.search(text)
    if candidate is None:
        return "", 0
    group = "has" if candidate["has"] else "whose"
    name, at = candidate[group], candidate.start(group)
    known = any(start < candidate.end(group) and at < end for start, end, _ in spans)
    no_name = known or is_ordinary(name.lower()) or name.lower() in _NO_VENDOR or name.lower() in _NOBODY
    return ("", 0) if no_name else (name, at)


_NOBODY = frozenset("mine ours theirs his hers yours who it's that's there's what's else ever still already".split())


def strange_in(text: str, spans: Sequence[Span], *, beside: bool = False) -> str:
    """A vendor not on record, by its place next to "contract" or "breach", or after "with" or "for"; else empty."""
    for match in _STRANGE.finditer(text):
        name = match["after"] or match["before"] or match["owned"] or match["marked"] or match["capital"] or ""
        if any(start < match.end() and match.start() < end for start, end, _ in spans):
            continue
        name = re.sub(r"'s$", "", name).strip(" .?!,")
        first = name.split()[0] if name else ""
        if match["capital"] and (beside or _NO_FIRM.match(name)):
            continue
        if known := known_at(text[max(text.find(name, match.start()), 0) :]):
            return known
        capital = first[:1].isupper() and not is_ordinary(name) and first.lower() not in _NO_VENDOR
        if name and (capital or (is_name(name) and name.lower() not in _NO_VENDOR)):
            return name
    return ""


_NO_FIRM = re.compile(
    r"(?:mr|mrs|ms|dr|miss|principal|superintendent|coach|region|room|grade|title|section|part|item|region|counsel"
    r"|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
    r"|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|thanksgiving|christmas|ct|connecticut|boe|iep|ppt)\b",
    re.IGNORECASE,
)
"""A person, a day or a place, which is no vendor after "with" or "for"."""
_NO_VENDOR = frozenset(
    "ct connecticut state federal us ferpa coppa hipaa act dpa privacy data new old current signed latest last first "
    "next every each all whose which what the our my your this that these those show list any no i we who how "
    "when where "
    "existing original master renewed expired posted unposted overdue missing another other valid live actual full "
    "draft final open active entire whole annual yearly standard model sample recent security right wrong same "
    "service software written sole single multi year two three verbal oral paper click handshake everyone anyone "
    "somebody someone everybody nobody them us it me him her you oldest newest earliest latest biggest longest".split()
)
