"""What does a notice say, and what must it not leave out? The nouns of knowledge/notices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from knowledge.model import Cite, Entry, Facts, OneFact, Shape

About = Literal["contract", "breach", "request", "district"]
Language = Literal["english", "spanish"]
LANGUAGES: Final[tuple[Language, ...]] = ("english", "spanish")
PLACE: Final = re.compile(r"\{([^{}]*)\}")

_ALWAYS: Final = ("district", "site", "today", "contact")
PLACES: Final[Mapping[About, tuple[str, ...]]] = {
    "contract": (
        *_ALWAYS,
        *("vendor", "vendor-contact", "product", "executed", "expiry", "description", "purpose", "data", "kinds"),
        *("link", "copy", "scope", "answer-by"),
    ),
    "breach": (
        *_ALWAYS,
        *("vendor", "product", "discovered", "received", "data", "students", "happened", "unknown", "measures"),
        *("steps", "first-sent", "news"),
    ),
    "request": (
        *_ALWAYS,
        *("vendor", "vendor-contact", "product", "executed", "reference", "received", "asks", "deletion", "answer-by"),
    ),
    "district": _ALWAYS,
}
"""What may stand in braces, by what the notice is about; the bot takes it from the record, or leaves a blank."""
EACH: Final[Mapping[str, tuple[str, ...]]] = {"missing provision": ("provision", "cite", "model")}
"""Lists that a part may go through, and what may stand in braces for each of their entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Both(Shape):
    """The same text in both languages, side by side."""

    english: str
    spanish: str

    def of(self, language: Language) -> str:
        """In one of them."""
        return self.english if language == "english" else self.spanish

    def places(self, language: Language) -> Iterator[str]:
        """What stands in braces."""
        yield from PLACE.findall(self.of(language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Shape):
    """Something that the notice must say: the part that says it, and what must be filled in there."""

    id: str
    cite: Cite
    says: OneFact
    fills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePart(Both):
    """One paragraph, heading or list, in the order of the notice; ``id`` is what needs name."""

    id: str
    kind: Literal["text", "heading", "point"] = "text"
    """A ``point`` is one line of a list; points that follow each other make one."""
    each: Literal["", "missing provision"] = ""
    """Said once for each of these, as a list."""
    only_with: tuple[str, ...] = ()
    """Left out where the record does not tell one of these, instead of a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Entry):
    """A notice as a template; ``id`` is its kind."""

    cite: Cite
    about: About
    title: Both
    says: Facts
    """What the law asks of it, and what is our reading."""
    needs: tuple[Need, ...]
    parts: tuple[NoticePart, ...]
