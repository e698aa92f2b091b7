"""Finds the known products that a typed name is called, is a part of, or is only like.

A name that is written as it is known is that product. A part of names on file is what it is a part of; what is only
spelt alike is another product, and is offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.understanding.named.likeness import Words, near, words_of

AROUND = frozenset(
    "the a an app apps application website site web webpage online program programs platform software tool extension "
    "game www http https com org net io co".split()
)
"""Words that people put before or behind the name of any product."""
MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """``key`` is called so; ``parts`` have the name within their own; ``near`` are to be offered."""

    key: str = ""
    parts: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


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

    def __post_init__(self) -> None:
        for key, names in self.names.items():
            for words in map(words_of, names):
                if words:
                    self._exact.setdefault("".join(words), set()).add(key)

    def exact(self, typed: str) -> set[str]:
        """The products that are called so, letter for letter; signs, blanks and "the … app" aside."""
        words = words_of(typed)
        return self._exact.get("".join(words), set()) or self._exact.get("".join(core(words)), set())

    def near(self, typed: str, among: Sequence[str]) -> tuple[str, ...]:
        """Those of these products that are worth offering with "Did you mean", the likeliest first."""
        keys: dict[str, dict[str, None]] = {}
        for key in among:
            for name in self.names[key]:
                keys.setdefault(name, {})[key] = None
        found = near(" ".join(core(words_of(typed))), keys, 2 * MOST_OFFERED)
        return tuple(dict.fromkeys(key for name in found for key in keys[name]))[:MOST_OFFERED]
