"""Compares a name that was said with the names on file: the same, a part of one, near one, or new.

Only the same name is taken without a word. A part answers a look that names what it found; what is near is offered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from handlers.dialogue import bounded_re as re
from handlers.understanding.fuzzy import closest

Words = tuple[str, ...]
_FORMS = (
    "inc incorporated llc ltd limited corp corporation co company pbc gmbh plc lp llp ulc aps ab".split(),
    ["l l c", "p b c", "s l"],
)
"""What only says that a name is a firm's, at its end."""
SHORTEST = 4
"""Letters of a first word that two names may share."""
LEGAL_FORM = re.compile(r"(?:\s*,\s*|\s+)(?:(?:inc|incorporated|llc|ltd|corp|pbc|gmbh|plc)\b\.?|co\.)", re.IGNORECASE)
"""The same in a sentence, where some of them are everyday words."""
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['\u2019`]")


class Likeness(IntEnum):
    """How a name that was said stands to one on file."""

    NEW = 0
    NEAR = 1
    """Spelt like it, or begins with it: only to be offered."""
    PART = 2
    """Its words stand whole and in a row within the one on file."""
    SAME = 3
    """Equal but for capitals, blanks, signs and the legal form."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How the name stands to those on file, and which ones stand so, as they are on file."""

    likeness: Likeness
    names: tuple[str, ...] = ()


@lru_cache(maxsize=30_000)
def words_of(name: str) -> Words:
    """Its words in plain small letters, without signs and the legal form at the end."""
    spelt = name.casefold().replace("&", " and ").replace("+", " plus ")
    letters = (one for one in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(one))
    words = tuple(_WORD.findall(_APOSTROPHES.sub("", "".join(letters))))
    while kept := _without_form(words):
        words = kept
    return words


def _without_form(words: Words) -> Words:
    """The words without the one legal form at their end; empty where there is none, or nothing else."""
    if len(words) > 1 and words[-1] in _FORMS[0]:
        return words[:-1]
    ends = (tuple(form.split()) for form in _FORMS[1])
    return next((words[: -len(end)] for end in ends if len(words) > len(end) and words[-len(end) :] == end), ())


def key_of(name: str) -> str:
    """Equal for two names that are the same; "Class Dojo" is ClassDojo. Empty where nothing is left."""
    return "".join(words_of(name))


def same(one: str, other: str) -> bool:
    """Whether both are one name, however capitals, blanks, signs and "Inc." are written."""
    return key_of(one) == key_of(other)


def has_legal_form(name: str) -> bool:
    """Whether it says that it is a firm's."""
    return bool(_without_form(tuple(_WORD.findall(name.casefold()))))


def is_part(said: str, name: str) -> bool:
    """Whether the words said stand whole and in a row within the name, which has more of them."""
    words, known = words_of(said), words_of(name)
    return 0 < len(words) < len(known) and any(
        known[at : at + len(words)] == words for at in range(len(known) - len(words) + 1)
    )


def compare(said: str, on_file: Iterable[str]) -> Compared:
    """How a name that was said stands to those on file: by the nearest kind, with all of that kind."""
    names = tuple(dict.fromkeys(filter(None, on_file)))
    for likeness, found in (
        (Likeness.SAME, [one for one in names if same(said, one)]),
        (Likeness.PART, [one for one in names if is_part(said, one)]),
        (Likeness.NEAR, list(near(said, names))),
    ):
        if found and key_of(said):
            return Compared(likeness, tuple(found))
    return Compared(Likeness.NEW)


def near(said: str, names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Names worth offering with "Did you mean", the likeliest first: those spelt like it, those akin to it."""
    known = {key: one for one in names if (key := key_of(one)) and key != key_of(said)}
    spelt = {" ".join(words_of(one)): one for one in known.values()}
    alike = [spelt[one] for one in closest(" ".join(words_of(said)), spelt, most)]
    akin = [one for one in known.values() if is_part(one, said) or _begin_alike(said, one)]
    return tuple(dict.fromkeys((*alike, *akin)))[:most]


def _begin_alike(said: str, name: str) -> bool:
    """Whether they begin with the same word, and no short one: Amplify Science, Amplify Reading."""
    first, other = words_of(said)[:1], words_of(name)[:1]
    return first == other and len("".join(first)) >= SHORTEST


def with_form(name: str, text: str) -> str:
    """The name with its legal form, where that stands behind it in the text."""
    for start in starts(name, text):
        if form := LEGAL_FORM.match(text, start + len(name)):
            return f"{name}{form[0]}"
    return name


def starts(name: str, text: str) -> Iterator[int]:
    """Where the name stands in the text, in small or capital letters.

    No pattern is made of what somebody wrote: ``regex`` takes hours for some thousand letters, and cannot be stopped.
    """
    name, text, start = _lower(name), _lower(text), -1
    while name and (start := text.find(name, start + 1)) >= 0:
        yield start


def _lower(text: str) -> str:
    """In small letters, as long as before."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
