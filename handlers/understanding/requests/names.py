"""Finds the district's own vendors, products and people in a text, misspelt or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from handlers.dialogue import bounded_re as re
from handlers.understanding.fuzzy import same_name
from handlers.understanding.named.products import is_ordinary
from handlers.understanding.requests.request import Names

NameKind = Literal["vendor", "product", "person"]
_WORD = re.compile(r"[^\W_]+(?:[&+.'’-][^\W_]+)*")
_FIRM = frozenset("inc llc ltd corp co corporation company incorporated pbc gmbh lp plc".split())
_SHORTER = {
    "education": ("ed", "edu"),
    "learning": ("lrng",),
    "mathematics": ("math",),
    "technologies": ("tech",),
    "technology": ("tech",),
    "systems": ("sys",),
    "company": ("co",),
}
"""How the last word of a name is said in short."""
_GENERIC = frozenset(
    "the a an of for and my our school schools class classes classroom learning education educational student students "
    "district data online app apps math reading read science studio center group systems system software services "
    "service solutions technologies technology tech digital network labs lab media global american national public "
    "public early kids junior jr pro plus premium basic core suite platform connect academy tools tool manager "
    "library books music photo photos new first next high test tests works world go one".split()
)
_ALSO_WORDS = frozenset(
    "remind flip epic canvas clever go open up drive meet see scout formative reflex raptor classroom forms sites "
    "screen prodigy book zoom box mark will grace may april june bill rob pat art drew dean chase hope faith joy "
    "rose ray jack frank guy max rich sue summer autumn dawn eve carol lane grant scribble aspen "
    "total savvas key notable panorama frontline otter goal".split()
)
"""Names that are everyday words too: they count with a capital, or beside a word such as contract."""
_VERBS = frozenset("remind go open up drive meet see flip screen mark will may hope chase test".split())
"""Those that "to" or "on" may go before in any sentence."""
_NOT_MISSPELT = frozenset(
    "show list give what when where which about with from that this those these them they there their than then have "
    "been were will would could should does done made make need want anything everything something nothing someone "
    "everyone deadline deadlines contract contracts agreement agreements breach breaches vendor vendors owner owners "
    "overdue expire expires expiring expired expiration missing posted posting notice notices families parents week "
    "month year today tomorrow yesterday soon late next last school board please thanks thank record records status "
    "provision provisions security deletion link proof history export spreadsheet people person responsible charge "
    "latest newest open closed still ever just also only more most many much some such same each every other another "
    "after before until since while during between because without within renew renewal renewing renewed sign signed "
    "signing students student data information tell told send sent mail email count number list pull look check find "
    "file files copy copies document documents reminder reminders thing things stuff item items left right here good "
    "time times days date dates first second third hours hour minute place page site website online live full half "
    "know think like look looks looking work working working does did doing done going goes gone come comes "
    "coming came".split()
)
_BESIDE = re.compile(
    r"(?:'s|’s)?[\s-]+(?:contracts?|agreements?|dpas?|deal|breach(?:es)?|incident|app|account|posting|deadlines?"
    r"|paperwork|vendor|notice|renewals?|letter|data|folks|people|team|famil(?:y|ies)|hack|leak|mess|situation|fiasco|case|issue|thing|one|stuff|rep"
    r"|licen[sc]es?|subscriptions?|tasks?|records?|owner)\b"
    r"|\s+(?:and|&) [\w ]{2,24}\bare (?:both )?(?:up|live|done|posted)\b|'|’",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:with|for|from|at|to|by|of|on|about|use|using|renew|renewing|owns?|post|posted"
    r"|posting|sign|signed|signing|log|logged|close|closed|is|did|does|has)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"^(?:please |pls )?(?:give|hand|pass|assign) (?:[\w'’-]+ ){1,2}$", re.IGNORECASE)
_ENDS = re.compile(r"\W*(?:please|pls|thanks|now|then)?\W*$", re.IGNORECASE)
"""Between both stands what is given: "give Art Kim panorama"."""
_BEGINS = re.compile(r"(?:^|[.!?;:\n])\W*(?:(?:and|so|but|ok|hi|hey|no|also|well)\b\W*)*$", re.IGNORECASE)
_SPEAKS = re.compile(
    r"(?:'s|’s)?(?:\s*[:,]|\s+[-–—]|\.|\s*\?|\s+(?:is|was|were|has|had|does|did|went|says?|said|told|ends?|expires?|signed|wrote|late"
    r"|people|folks|wants?|will|just|still|now|already|finally|never|also"
    r"|got|lost|sent|called|found|reported|leaked|and (?-i:[A-Z]))\b)",
    re.IGNORECASE,
)
"""Follows a name with which a sentence begins, as in "Clever went live"."""
_DOES = re.compile(r"\b(?:does|did|has|what|all|everything|anything|stuff|is)\s+$", re.IGNORECASE)
_HAS = re.compile(
    r"\s+(?:still |even |also )?(?:has|have|own|owns|owe|owes|need|needs|got|handles?|manages?)\b", re.IGNORECASE
)
"""Between both only a name can stand, as in "does ted have anything left"."""
_EXCEPT = re.compile(
    r"\b(?:except(?: for)?|besides|other than|as distinct from|as opposed to|unlike"
    r"|apart from|aside from|excluding|excepting|but not|not counting|not)"
    r" (?:the |our |that )?$|n't (?:with|from|by) $",
    re.IGNORECASE,
)
LONGEST_NAME = 5
SHORTEST_MISSPELT = 5
SHORTEST_OWNING = 3
"""Letters of a name and an s behind it."""


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in a text: what it names, as it is on record, and where it stands."""

    kind: NameKind
    name: str
    ids: tuple[str, ...]
    """Of the records that have it; of a person, their id."""
    start: int
    end: int


def left_out(one: NameMention, text: str) -> bool:
    """Whether a vendor or product is only said to be left out: "all except Kami", "Ixbee, not Ixora"."""
    return one.kind != "person" and _EXCEPT.search(text[: one.start]) is not None


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: NameKind
    name: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names by the words with which they can be said; made once for as long as the records stay the same."""

    names: Names
    entries: Mapping[tuple[str, ...], tuple[_Entry, ...]] = field(init=False)
    single: Mapping[tuple[str, int], tuple[str, ...]] = field(init=False)
    """Names of one word, that may be misspelt, by two of their letters and their length."""

    def __post_init__(self) -> None:
        found: dict[tuple[str, ...], list[_Entry]] = {}
        for words, entry in _entries(self.names):
            if entry not in found.setdefault(words, []):
                found[words].append(entry)
        object.__setattr__(self, "entries", {words: tuple(ones) for words, ones in found.items()})
        single: dict[tuple[str, int], list[str]] = {}
        for words, ones in found.items():
            if len(words) == 1 and len(words[0]) >= SHORTEST_MISSPELT and any(one.kind != "person" for one in ones):
                for place in _places(words[0]):
                    single.setdefault((place, len(words[0])), []).append(words[0])
        object.__setattr__(self, "single", {place: tuple(names) for place, names in single.items()})

    def mentions(self, text: str) -> tuple[NameMention, ...]:
        """The names in a text, in order; of those that overlap, the longest."""
        words = [(_folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]
        found: list[NameMention] = []
        at = 0
        while at < len(words):
            taken = self._at(at, words, text)
            found += [NameMention(one.kind, one.name, one.ids, words[at][1], end) for one, end, _ in taken]
            at += taken[0][2] if taken else 1
        return tuple(found)

    def _at(self, at: int, words: list[tuple[str, int, int]], text: str) -> list[tuple[_Entry, int, int]]:
        """The names that begin with that word, where they end, and how many words they have."""
        for many in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            said = tuple(word for word, _, _ in words[at : at + many])
            start, end = words[at][1], words[at + many - 1][2]
            joined = ("".join(said),) if many > 1 else ()
            ones = self.entries.get(said) or (self.entries.get(joined) if joined else None)
            if ones is None and many == 1 and len(said[0]) > SHORTEST_OWNING and said[0].endswith("s"):
                ones = self.entries.get((said[0][:-1],))  # "whats IXLs"
            if ones and (len(said) > 1 or _counts(said[0], start, end, text) or any(map(_is_joined, ones))):
                return [(one, end, many) for one in ones]
        word, start, end = words[at]
        if meant := self._misspelt(word):
            return [(one, end, 1) for one in self.entries[(meant,)] if one.kind != "person"]
        return []

    def _misspelt(self, word: str) -> str:
        plain = (
            len(word) >= SHORTEST_MISSPELT and word.isalnum() and word not in _NOT_MISSPELT and not is_ordinary(word)
        )
        if not plain or word in _ALSO_WORDS:
            return ""
        lengths = range(len(word) - 1, len(word) + 2)
        near = {one for place in _places(word) for many in lengths for one in self.single.get((place, many), ())}
        return same_name(word, sorted(near)) if near else ""


def _is_joined(entry: _Entry) -> bool:
    """Whether the name is one of parts, as i-Ready is, that nobody writes for an everyday word."""
    return "-" in entry.name and " " not in entry.name


def _places(word: str) -> tuple[str, str]:
    """The letters by which a name is found, though one of its letters is wrong."""
    return word[0], word[1:3]


def _counts(word: str, start: int, end: int, text: str) -> bool:
    """Whether a name of one word is meant for it: one that is an everyday word too has a capital, or its place."""
    if word not in _ALSO_WORDS and not is_ordinary(word):
        return True
    if _HAS.match(text, end) and _DOES.search(text[:start]):
        return True
    if word not in _VERBS and _BEGINS.search(text[:start]) and _SPEAKS.match(text, end):
        return True
    if _BESIDE.match(text, end) or (text[:start].rstrip().endswith(",") and not text[end:].strip(" .?!")):
        return True
    given = _GIVEN.match(text[:start]) and _ENDS.match(text, end)
    if word not in _VERBS and (given or (word in _ALSO_WORDS and _BEFORE.search(text[:start]))):
        return True
    inside = bool(text[:start].strip()) and not text[:start].rstrip().endswith((".", "!", "?", ":"))
    return (text[start].isupper() and (inside or text.strip(" .?!")[0:] == text[start:end])) or bool(
        text[start].isupper() and _BEFORE.search(text[:start])
    )


def _folded(word: str) -> str:
    word = word.casefold().replace("’", "'")
    return word.removesuffix("'s").removesuffix("'").removesuffix(".")


def _entries(names: Names) -> Iterator[tuple[tuple[str, ...], _Entry]]:
    for kind, known in (("vendor", names.vendors), ("product", names.products)):
        for name, ids in known.items():
            entry = _Entry(kind, name, tuple(ids))  # type: ignore[arg-type]
            for words in _ways(name):
                yield words, entry
    for name, id in names.people.items():
        entry = _Entry("person", name, (id,))
        words = tuple(_folded(word) for word in _WORD.findall(name))
        if words:
            yield words, entry
            for word in (words[0], words[-1]) if len(words) > 1 else ():
                if len(word) > 1:
                    yield (word,), entry


def _ways(name: str) -> Iterator[tuple[str, ...]]:
    """How a name may be said: all of it, without the kind of firm, its telling words, in one word."""
    words = tuple(_folded(word) for word in _WORD.findall(name))
    if not words:
        return
    yield words
    apart = tuple(piece for word in words for piece in re.split(r"[-–/+&.]", word) if piece)
    if apart != words:
        yield apart
        yield ("".join(apart),)
    short = tuple(word for word in words if word not in _FIRM)
    if short and short != words:
        yield short
    if len(short) > 1:
        yield ("".join(short),)
        for word in short:
            if _tells(word):
                yield (word,)
        for many in range(2, len(short)):
            yield short[:many]
        yield from ((*short[:-1], word) for word in _SHORTER.get(short[-1], ()))


@lru_cache(maxsize=8192)
def _tells(word: str) -> bool:
    """Whether a word alone tells which vendor is meant."""
    return len(word) > 2 and word not in _GENERIC and word not in _ALSO_WORDS and not is_ordinary(word)
