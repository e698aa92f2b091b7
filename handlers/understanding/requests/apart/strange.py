"""Finds the vendors and the people in a message whom no record names."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialogue import bounded_re as re
from handlers.understanding.named.products import is_name, is_ordinary

Span = tuple[int, int, str]
"""Where a sign stands in the place of a name, and which one."""
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


def strange_in(text: str, spans: Sequence[Span]) -> str:
    """A vendor that no record has, by its place beside a word for a contract or a breach."""
    for found in _STRANGE.finditer(text):
        name = found["after"] or found["before"] or found["owned"] or found["marked"] or found["capital"] or ""
        if any(start < found.end() and found.start() < end for start, end, _ in spans):
            continue
        name = re.sub(r"'s$", "", name).strip(" .?!,")
        first = name.split()[0] if name else ""
        if found["capital"] and _NO_FIRM.match(name):
            continue
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
"""A person, a day or a place, which is no vendor behind "with" or "for"."""
_NO_VENDOR = frozenset(
    "ct connecticut state federal us ferpa coppa hipaa act dpa privacy data new old current signed latest last first "
    "next every each all whose which what the our my your this that these those show list any no i we who how "
    "when where "
    "existing original master renewed expired posted unposted overdue missing another other valid live actual full "
    "draft final open active entire whole annual yearly standard model sample recent security right wrong same "
    "service software written sole single multi year two three verbal oral paper click handshake everyone anyone "
    "somebody someone everybody nobody them us it me him her you oldest newest earliest latest biggest longest".split()
)
