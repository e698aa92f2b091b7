"""Who is who in a paper: the names by which it calls the vendor and the school district."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from handlers.dialogue import bounded_re as re
from handlers.review.wording.data_terms import DATA_NOUN, data_terms
from handlers.review.wording.scope import STATES

ALIAS = re.compile(
    r"((?:[A-Z\[][\w&’'.,\-\]]*|of|and|the|for|d/b/a|dba|No\.|&|/)(?:\s+(?:[A-Z\[\d][\w&’'.,\-\]]*|of|and|the|for|d/b/a|dba|&|/)){0,12}|_{3,})"
    r"[^()\"“”.;]{0,90}?\(\s*(?:(?:hereinafter|hereafter|collectively|referred to as|called|the|each|together|or|and|in this \w+),?\s*){0,5}"
    r"((?:[“\"‘'][^”\"’']{2,40}[,.]?[”\"’'](?:,|\s|or|and|the|each|a)*){1,5})"
)
QUOTED = re.compile(r"[“\"‘']([^”\"’']{2,40}?)[,.]?[”\"’']")
FIRM = re.compile(
    r"\b([A-Z][\w&’'\-]*(?:[ ,]+(?:[A-Z][\w&’'\-]*|of|and|&)){0,5}?),?\s+(?:Inc|LLC|L\.L\.C|INC|CORP|Corp|Corporation|Ltd|Limited|Company|"
    r"Co|P\.B\.C|PBC|LLP|L\.P|GmbH|B\.V|Pty|Incorporated|Cooperative|Group|Foundation|P\.C|S\.A|AG)\b"
)
SCHOOLS = re.compile(
    r"\b((?:[A-Z][\w’'\-]*|of|No\.|\d+)(?:[ ](?:[A-Z][\w’'\-]*|of|No\.|\d+|and)){0,6}? (?:Board of Education|Public Schools|School District"
    r"(?: No\. \d+)?|Schools|School|Academy|BOE|Unified School District))\b"
)
OF_VENDOR = re.compile(
    r"(?i)\b(vendor|provider|contractor|company|operator|processor|consultant|supplier|licensor|seller|service provider|publisher|"
    r"we|us|our|developer|host|firm)\b"
)
OF_BOARD = re.compile(
    r"(?i)\b(board|district|lea|school|customer|client|subscriber|controller|licensee|institution|agency|buyer|purchaser|you|member|ea|"
    r"educational)\b"
)
OF_NEITHER = re.compile(
    r"(?i)\b(agreement|dpa|addendum|services?|data|party|parties|terms|policy|site|product|contract|act|ferpa|date|software|platform|exhibit|msa|mou|rider|order|records?|information|content|app|application|program|license|system)\b"
)
COMMON = {
    "The",
    "This",
    "Board",
    "Student",
    "Data",
    "Public",
    "School",
    "Schools",
    "Education",
    "Connecticut",
    "State",
    "New",
    "National",
    "American",
    "Learning",
    "Educational",
    "Town",
    "City",
    "Regional",
    "By",
    "Between",
    "And",
    "An",
    "A",
    "All",
    "For",
    "Our",
    "We",
    "Section",
    "Service",
    "Nothing",
    "Only",
    "Once",
    "After",
    "Before",
    "Upon",
    "While",
    "Agreement",
    "Privacy",
    "Services",
    "Terms",
    "United",
    "First",
    "Google",
    "Amazon",
    "Microsoft",
}


ACTS = re.compile(
    r"\b(?:[Tt]he )?((?:[A-Z][\w&’'\-]+)(?: [A-Z][\w&’'\-]+){0,2})(?:,[^,.]{3,60},)? (?:(?:also|never|only|always|and its \w+) )?"
    r"(?:shall|will|agrees?|warrants|may|must|does|won[’']t|undertakes|promises|certifies|acknowledges|keeps|deletes|maintains|holds|uses|stores|"
    r"notifies|encrypts|provides|collects|has|is|can|cannot|takes|observes|supports|reserves|owns|answers|retains|makes|gives|tells)\b"
)
NAMED = re.compile(
    r"(?m)^\W*(?:Vendor|Provider|Contractor|Company|Seller|Supplier|Operator|VENDOR|PROVIDER|CONTRACTOR)\W*[:|]\s*(?:\*\*)?\s*([A-Z][\w&’'\-]+(?: (?:[A-Z&][\w&’'\-]*)){0,4})"
)
"""Who acts in a sentence."""
NO_ACTOR = re.compile(
    r"(?i)\b(agreement|parties|party|section|article|data|parents?|students?|guardians?|services?|court|notice|law|exhibit|addendum|this|these|"
    r"information|records?|content|user|users|it|they|teacher|teachers|families|program|term|terms|if|when|nothing|all|each|either|no|any|"
    r"state|policy|order|contract|who|such|both|everything|nobody|superintendent|principal|subcontractor\w*|subprocessor\w*|that|there|which|"
    r"coordinator|you|who|what|when|where|how|why|please|because|but|so|then|here|one|two|three|people|staff|access|deletion|use|security|encryption|today|everyone|anyone|someone|he|she|privacy|backups?|retention|training|history|google|support|home|coppa|ferpa|licensee|buyer|pii|ai|director|officer|pupils?|children|arbitrator|changes?|requests?|employees?|disputes?|document|provisions?|registrar|secretary)\b"
)
TRADING = re.compile(r"(?:d/b/a|dba|D/B/A|doing business as|trading as) [“\"]?([A-Z][\w\-]+)")


@dataclass(frozen=True, slots=True)
class Parties:
    """The names of the vendor, of the board and of the data, longest first."""

    vendor: tuple[str, ...]
    board: tuple[str, ...]
    data: tuple[str, ...] = ()


def parties_of(text: str) -> Parties:
    """The names that the paper itself gives them."""
    vendor: set[str] = set()
    board: set[str] = set()
    for found in ALIAS.finditer(text[:20000]):
        aliases = [name.strip(" ,.") for name in QUOTED.findall(found[2])]
        aliases = [
            name for name in aliases if not OF_NEITHER.search(name) or OF_BOARD.search(name) or OF_VENDOR.search(name)
        ]
        side = _side(found[1], aliases)
        if side:
            (vendor if side == "vendor" else board).update(name for name in aliases if name[:1].isupper())
    for firm, times in Counter(FIRM.findall(text)).most_common(3):
        vendor |= _firm(firm, text, times)
    board |= {
        name
        for name in SCHOOLS.findall(text[:6000])
        if len(name.split()) < 8 and " " in name and not name.startswith(("of ", "and "))
    }
    vendor -= board
    for name in NAMED.findall(text[:5000]):
        vendor |= _firm(name, text, 1)
    vendor |= set(TRADING.findall(text[:5000]))
    known = vendor | board | data_terms(text)
    vendor = {name for name in vendor if not DATA_NOUN.search(name)} | {
        name for name in _actors(text, known) if not DATA_NOUN.search(name)
    }
    data = {name for name in data_terms(text) if name not in vendor | board}
    return Parties(_longest_first(vendor), _longest_first(board), _longest_first(data))


def _actors(text: str, known: set[str]) -> set[str]:
    """Who else acts more than once: the vendor by its own name."""
    heard = " ".join(known)
    counted = Counter(
        name
        for name in ACTS.findall(text)
        if not NO_ACTOR.search(name) and not OF_BOARD.search(name) and name not in STATES
    )
    names = [
        name
        for name, times in counted.most_common(6)
        if times > 1 and name not in known and len(name) > 3 and name not in COMMON
    ]
    return {name for name in names[:1] if counted[name] > 2 or not known or name in heard or text.count(name) > 4}


def _side(name: str, aliases: list[str]) -> str:
    """Whether a name with its aliases is the vendor's or the board's."""
    called = " ".join(aliases)
    if OF_BOARD.search(called) and not OF_VENDOR.search(called):
        return "board"
    if OF_VENDOR.search(called):
        return "vendor"
    if re.search(r"Board of Education|Public Schools|School District|Schools$", name):
        return "board"
    return (
        "vendor"
        if re.search(
            r"\b(Inc|LLC|Corp|Ltd|Co|Limited|P\.B\.C|University|College|Center|Company|Cooperative|Group|PLLC|LLP|Foundation)\b",
            name,
        )
        else ""
    )


def _firm(firm: str, text: str, times: int) -> set[str]:
    """A firm's name, and its first word where the paper uses it alone."""
    words = firm.split()
    first = words[0].strip(",")
    first = first.title() if first.isupper() and len(first) > 4 else first
    names = {firm}
    if first not in COMMON and len(first) > 3 and len(re.findall(rf"\b{re.escape(first)}\b", text)) > times + 1:
        names.add(first)
    return names if times > 1 or first not in COMMON else set()


def _longest_first(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted((name for name in names if len(name) > 1), key=len, reverse=True))
