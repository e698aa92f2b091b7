"""Finds the district's own vendors, products and people in a text, and the names that are only like theirs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from handlers.dialogue import bounded_re as re
from handlers.understanding.fuzzy import slip_of
from handlers.understanding.named import is_ordinary, key_of, known_at, words_of
from handlers.understanding.requests.request import Names
from handlers.understanding.requests.values.people import NO_NAMES

NameKind = Literal["vendor", "product", "person"]
_Place = tuple[str, int, int]
"""A word in small letters, and where it begins and ends."""
_WORD = re.compile(r"[^\W_]+(?:[&+.'’-][^\W_]+)*")
_CHAT = re.compile(r"(?<!\w)[a-z]{3,9}(?=:[A-Z0-9])")
"""The chat in somebody's id there, which names no vendor: ``slack:U3``."""
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
"""Names that are also verbs or common words, which may follow "to" or "on" in any sentence."""
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
"""Between `_GIVEN` and this stands what is given: "give Art Kim panorama"."""
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
"""Between `_DOES` and this only a name can stand, as in "does ted have anything left"."""
_EXCEPT = re.compile(
    r"\b(?:except(?: for)?|besides|other than|as distinct from|as opposed to|unlike"
    r"|apart from|aside from|excluding|excepting|but not|not counting|not)"
    r" (?:the |our |that )?$|n't (?:with|from|by) $",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:['’]s?|(?<=[A-Z]{2})s|\.)$")
"""Behind a name: "Kami's", "whats IXLs"."""
LONGEST_NAME = 5
SHORTEST_MISSPELT = 5


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in a text: what it names, as it is on record, and where it stands."""

    kind: NameKind
    name: str
    """As it is on record; as typed where no record has it, though one has a name like it."""
    ids: tuple[str, ...]
    """Ids of the records that have it; for a person, their own id."""
    start: int
    end: int
    whole: bool = True
    """Whether it is all of the name on record, and not a part of it."""


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
    """The names by their keys, and by the words that are a part of them; made once while the records stay the same."""

    names: Names
    same: Mapping[str, tuple[_Entry, ...]] = field(init=False)
    parts: Mapping[str, tuple[_Entry, ...]] = field(init=False)
    single: frozenset[str] = field(init=False)
    """First words of names, with which a misspelled word is compared."""

    def __post_init__(self) -> None:
        same: dict[str, dict[_Entry, None]] = {}
        parts: dict[str, dict[_Entry, None]] = {}
        for entry in _entries(self.names):
            whole, part = _said_as(entry)
            for table, keys in ((same, whole), (parts, part)):
                for key in keys:
                    table.setdefault(key, {})[entry] = None
        for name, kept in (("same", same), ("parts", parts)):
            object.__setattr__(self, name, {key: tuple(ones) for key, ones in kept.items() if key})
        ones = (entry for entry in _entries(self.names) if entry.kind != "person")
        words = {word for one in ones for word in words_of(one.name)[:1] if word in same or word in parts}
        object.__setattr__(self, "single", frozenset(word for word in words if len(word) >= SHORTEST_MISSPELT))

    def mentions(self, text: str) -> tuple[NameMention, ...]:
        """The names in a text, in order; of those that overlap, the longest."""
        found = (word for word in _WORD.finditer(text) if not _CHAT.match(text, word.start()))
        words = [(_folded(word[0]), word.start(), word.end()) for word in found]
        mentions: list[NameMention] = []
        at = 0
        while at < len(words):
            taken, many = self._at(at, words, text)
            mentions += taken
            at += max(many, 1)
        return tuple(mentions)

    def _at(self, at: int, words: list[_Place], text: str) -> tuple[list[NameMention], int]:
        """The names that begin with the word at position ``at``, and how many words they have."""
        start = words[at][1]
        entries, many, whole = self._on_file(at, words, text)
        of_people = bool(entries) and all(one.kind == "person" for one in entries)
        full = many if of_people else self._full_name(at, many, words, text)
        if entries and (full <= many or self._is_of(entries, at + many, at + full, words, text)):
            end = words[at + many - 1][2]
            return [NameMention(one.kind, one.name, one.ids, start, end, whole) for one in entries], many
        if not full:
            return [], 1
        end = words[at + full - 1][2]
        return [NameMention("vendor", _bare(text[start:end]), (), start, end)], full

    def _full_name(self, at: int, many: int, words: list[_Place], text: str) -> int:
        """How many words a name has that is like one on file, holds one, or is a common one; 0 where there is none."""
        common = _common_at(at, words, text)
        if many or self._is_like(words[at], text):
            return max(_runs_on(at, many or 1, words, text, self), common)
        inside = any(self._on_file(place, words, text)[0] for place in range(at + 1, at + common))
        return common if inside or (common and _BESIDE.match(text, words[at + common - 1][2])) else 0

    def _is_of(self, ones: tuple[_Entry, ...], at: int, until: int, words: list[_Place], text: str) -> bool:
        """Whether the words after a vendor's name are its product's: Renaissance Star Reading."""
        others = self.same.get(key_of(_bare(text[words[at][1] : words[until - 1][2]])), ())
        return any(set(one.ids) & set(other.ids) for one in ones for other in others)

    def _on_file(self, at: int, words: list[_Place], text: str) -> tuple[tuple[_Entry, ...], int, bool]:
        """The longest name on file that begins there, or part of one; how many words it has; whether it is whole."""
        for many in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            start, end = words[at][1], words[at + many - 1][2]
            key = key_of(_bare(text[start:end]))
            for table, whole in ((self.same, True), (self.parts, False)):
                entries = table.get(key, ())
                if entries and (many > 1 or _counts(words[at][0], start, end, text) or any(map(_is_joined, entries))):
                    return entries, many, whole
        return (), 0, False

    def _is_like(self, place: _Place, text: str) -> bool:
        """Whether a word is spelled like a name on file, and stands where a name does if it is an everyday word."""
        word, start, end = place
        if len(word) < SHORTEST_MISSPELT or not word.isalnum() or word in _NOT_MISSPELT:
            return False
        like = slip_of(word, self.single)
        everyday = word in _ALSO_WORDS or like in _VERBS or is_ordinary(word)
        return bool(like) and (not everyday or _placed(word, start, end, text))


def _is_joined(entry: _Entry) -> bool:
    """Whether the name is one word with a hyphen, as i-Ready, which nobody types as an everyday word."""
    return "-" in entry.name and " " not in entry.name


def _counts(word: str, start: int, end: int, text: str) -> bool:
    """Whether a name of one word is meant for it: one that is an everyday word too has a capital, or its place."""
    return (word not in _ALSO_WORDS and not is_ordinary(word)) or _placed(word, start, end, text)


def _placed(word: str, start: int, end: int, text: str) -> bool:
    """Whether an everyday word stands where a name does: by its capital, or by the words beside it."""
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


def _bare(said: str) -> str:
    """A name as typed, without a possessive ending."""
    return _OWN.sub("", said)


def _entries(names: Names) -> Iterator[_Entry]:
    for name, ids in names.vendors.items():
        yield _Entry("vendor", name, tuple(ids))
    for name, ids in names.products.items():
        yield _Entry("product", name, tuple(ids))
    for name, id in names.people.items():
        yield _Entry("person", name, (id,))


def _said_as(entry: _Entry) -> tuple[set[str], set[str]]:
    """The keys of all of its name, and of the parts by which it is known: its telling words, and how it begins."""
    words = words_of(entry.name)
    whole = {"".join(words)}
    if entry.kind == "person":
        return whole | {word for word in (words[:1] + words[-1:]) if len(word) > 1}, set()
    parts = {word for word in words if _tells(word)} | {"".join(words[:many]) for many in range(2, len(words))}
    parts |= {"".join((*words[:-1], word)) for word in _SHORTER.get("".join(words[-1:]), ())}
    return whole, parts - whole if len(words) > 1 else set()


def _runs_on(at: int, many: int, words: list[_Place], text: str, index: NameIndex) -> int:
    """How many words a name has with the capitalized words after it, which make it another name: Epic Games."""
    full = many
    if not text[words[at][1]].isupper() or text.isupper():
        return many
    while at + full < len(words) and full < LONGEST_NAME:
        word, start, end = words[at + full]
        between = text[words[at + full - 1][2] : start]
        no_part = word in NO_NAMES or word in _NOT_MISSPELT or word.startswith("i'") or not text[start].isupper()
        if between not in {" ", " & "} or no_part or _BESIDE.match(text, words[at + full - 1][2]):
            break
        if index.same.get(key_of(_bare(text[start:end]))):
            break  # a product or a person beside it
        full += 1
    return full


def _common_at(at: int, words: list[_Place], text: str) -> int:
    """How many words the longest common product has that begins there; 0 where none of several words does."""
    end = words[at][1] + len(known_at(text[words[at][1] :]))
    return sum(words[at][1] <= start < end for _, start, _ in words[at : at + LONGEST_NAME])


@lru_cache(maxsize=8192)
def _tells(word: str) -> bool:
    """Whether a word alone tells which vendor is meant."""
    return len(word) > 2 and word not in _GENERIC and word not in _ALSO_WORDS and not is_ordinary(word)
