"""Which known product is meant by a typed name? Precise before fuzzy; in doubt none is, and some are offered.

A name that is written as it is known is that product. A slip is taken for a name only where it looks like a slip:
letters swapped, doubled or left out, a sound written in another way, the key beside. Another word makes another
product, and so do a word more, a word less and another number. Where two products are as close, neither is meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

from handlers.dialogue import bounded_re as re

Words = tuple[str, ...]
AROUND = frozenset(
    "the a an app apps application website site web webpage online program programs platform software tool extension "
    "game www http https com org net io co".split()
)
"""Words that people put before or behind the name of any product."""
OF_FIRMS = frozenset("inc llc ltd corp corporation limited company gmbh plc pbc lp llp".split())
SHORTEST = 4
"""Letters of a word in which a slip is looked for: one letter makes another word of most shorter ones."""
MOST_OFFERED = 3
ALIKE, FALLS = 75, 10
"""From this likeness on a name is worth offering; less so much than the first one, no more."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = (
    *(("ph", "f"), ("ck", "k"), ("qu", "kw"), ("x", "ks"), ("c", "k"), ("q", "k"), ("z", "s")),
    *(("e", "i"), ("y", "i")),
)
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aiou]+")
MIDDLE, LONG = 5, 7
"""Letters of a word from which on it is told apart by fewer of them."""


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """``key`` is the product that is meant, empty where none surely is; ``near`` are those to offer."""

    key: str = ""
    near: tuple[str, ...] = ()


@lru_cache(maxsize=30_000)
def words_of(name: str) -> Words:
    """Its words in plain small letters, without signs and what only says that it is a firm."""
    spelt = name.casefold().replace("&", " and ").replace("+", " plus ")
    letters = (one for one in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(one))
    found = re.findall(r"[^\W_]+", re.sub("['\u2019`]", "", "".join(letters)))
    kept = [one for one in found if one not in OF_FIRMS]
    return tuple(kept or found)


def joined(words: Iterable[str]) -> str:
    """The words as one, since "Class Dojo" is ClassDojo."""
    return "".join(words)


def core(words: Words) -> Words:
    """The words without those that people put around any name; all of them where nothing else is left."""
    first, last = 0, len(words)
    while first < last and words[first] in AROUND:
        first += 1
    while last > first and words[last - 1] in AROUND:
        last -= 1
    return words[first:last] or words


@dataclass(slots=True)
class ProductIndex:
    """All known names: of each product by its key. Keys are the same for every spelling of one product."""

    names: Mapping[str, Sequence[str]]
    """Product key to the names by which it is known."""
    _exact: dict[str, set[str]] = field(default_factory=dict)
    _spelt: dict[str, tuple[str, Words]] = field(default_factory=dict)
    _spaced: dict[str, dict[str, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, names in self.names.items():
            for words in map(words_of, names):
                if words:
                    self._spaced.setdefault(" ".join(words), {})[key] = None
                    self._exact.setdefault(joined(words), set()).add(key)
                    self._spelt.setdefault(joined(words), (key, words))

    def exact(self, typed: str) -> set[str]:
        """The products that are called so, letter for letter; signs, blanks and "the … app" aside."""
        words = words_of(typed)
        return self._exact.get(joined(words), set()) or self._exact.get(joined(core(words)), set())

    def find(self, typed: str) -> FoundProduct:
        """The product that is meant, or those that may be."""
        if called := self.exact(typed):
            return FoundProduct(next(iter(called))) if len(called) == 1 else FoundProduct(near=tuple(sorted(called)))
        words = core(words_of(typed))
        text = joined(words)
        near = self._near(text, " ".join(words))
        if len(text) >= SHORTEST and (key := self._slip(text, words)):
            return FoundProduct(key, near)
        return FoundProduct(near=near)

    def _slip(self, text: str, words: Words) -> str:
        """The only product of which it is a slip, with no other as close or called the same; empty otherwise."""
        close = process.extract(text, self._spelt.keys(), scorer=OSA.distance, score_cutoff=_most(text) + 1, limit=12)
        found = [(distance, *self._spelt[name], name) for name, distance, _ in close]
        meant = [one for one in found if _is_slip(text, words, one[3], one[2])]
        if not meant:
            return ""
        nearest, key = min((distance, key) for distance, key, _, _ in meant)
        if any(len(self._exact[name]) > 1 for distance, _, _, name in meant if distance == nearest):
            return ""
        others = [distance for distance, other, _, _ in found if other != key]
        return key if all(distance > nearest for distance in others) else ""

    def _near(self, text: str, said: str) -> tuple[str, ...]:
        """Products worth offering with "Did you mean", the nearest first."""
        if len(text) < SHORTEST - 1:
            return ()
        found = process.extract(
            said, self._spaced.keys(), scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=4 * MOST_OFFERED
        )
        ranked = sorted(found, key=lambda one: (-max(one[1], fuzz.ratio(text, one[0].replace(" ", ""))), one[0]))
        likely = [name for name, likeness, _ in ranked if _shares(said, name) and likeness >= ranked[0][1] - FALLS]
        return tuple(dict.fromkeys(key for name in likely for key in self._spaced[name]))[:MOST_OFFERED]


def _most(text: str) -> int:
    """How many slips a name of that length may have."""
    return 1 if len(text) < 8 else 2 if len(text) < 14 else 3


def _shares(said: str, name: str) -> bool:
    """Whether the likeness is more than two letters of a short name within a long one."""
    return min(len(said), len(name)) >= SHORTEST or said in name.split()


def _is_slip(text: str, words: Words, name: str, known: Words) -> bool:
    """Whether the text is the name with a slip in it: word for word, or where blanks stand elsewhere as a whole."""
    if re.findall(r"\d+", text) != re.findall(r"\d+", name):
        return False
    if len(words) == len(known) > 1:
        return all(map(_same_word, words, known)) and OSA.distance(text, name) <= _most(name)
    if len(words) > 1 and len(known) > 1 and words != known:
        return False  # a word more, or a word less
    return _same_word(text, name)


def _same_word(typed: str, word: str) -> bool:
    """Whether it is the word, or one slip away from it."""
    if typed == word:
        return True
    if min(len(typed), len(word)) < SHORTEST or _sound(typed)[0] != _sound(word)[0]:
        return False
    distance = OSA.distance(typed, word)
    if distance > _most(word) + 1:
        return False
    long = len(word) >= LONG
    same_sound = _vowels_alike(_sound(typed), _sound(word)) if long else _sound(typed) == _sound(word)
    return same_sound or (distance == 1 and _is_finger_slip(typed, word))


def _sound(word: str) -> str:
    """The word as it sounds: no letter twice in a row, and letters alike that sound alike."""
    for written, said in _SOUNDS:
        word = word.replace(written, said)
    return _DOUBLED.sub(r"\1", word)


def _vowels_alike(one: str, other: str) -> bool:
    """Whether they differ in no more than vowels behind the first ones, which tell words apart: clever and clover."""
    first, first2 = _VOWELS.search(one), _VOWELS.search(other)
    same = first is not None and first2 is not None and first[0] == first2[0]
    return same and _VOWELS.sub("a", one) == _VOWELS.sub("a", other)


def _is_finger_slip(typed: str, word: str) -> bool:
    """One edit away: two letters swapped, the key beside, or one left out within a long word."""
    edits = Levenshtein.editops(word, typed).as_list()
    if len(edits) > 1:
        return True  # two letters swapped
    what, at, there = str(edits[0][0]), int(edits[0][1]), int(edits[0][2])
    if what == "delete":
        same_start = at >= SHORTEST or _vowels_alike(_sound(typed)[:SHORTEST], _sound(word)[:SHORTEST])
        return same_start and at < len(word) - 1 and len(word) >= LONG
    if len(word) <= MIDDLE:
        return False
    if what == "replace":
        return _beside(word[at], typed[there])
    around = typed[max(there - 1, 0) : there + 2]
    return 0 < there < len(typed) - 1 and any(_beside(typed[there], one) for one in around if one != typed[there])


def _beside(one: str, other: str) -> bool:
    """Whether two keys touch each other."""
    places = {key: (row, at) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
    if one not in places or other not in places:
        return False
    (row, at), (row2, at2) = places[one], places[other]
    return abs(row - row2) <= 1 and abs(at - at2) <= 1
