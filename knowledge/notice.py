"""The shapes of knowledge/notices: notices in English and Spanish, their parts, and what they must say."""

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
"""Names allowed in braces, by what the notice is about; the bot fills them from the record, or leaves a blank."""
EACH: Final[Mapping[str, tuple[str, ...]]] = {"missing provision": ("provision", "cite", "model")}
"""Lists that a part can be repeated for, and the names allowed in braces for each entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Both(Shape):
    """The same text in both languages, side by side."""

    english: str
    spanish: str

    def of(self, language: Language) -> str:
        """The text in one language."""
        return self.english if language == "english" else self.spanish

    def places(self, language: Language) -> Iterator[str]:
        """The names in braces in one language's text."""
        yield from PLACE.findall(self.of(language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Shape):
    """Something that the notice must say: the id of the part that says it, and the names it must fill in."""

    id: str
    cite: Cite
    says: OneFact
    fills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePart(Both):
    """One paragraph, heading or list item, in the order of the notice; a `Need` refers to its ``id``."""

    id: str
    kind: Literal["text", "heading", "point"] = "text"
    """A ``point`` is one item of a list; consecutive points make one list."""
    each: Literal["", "missing provision"] = ""
    """The list for whose entries the part is repeated."""
    only_with: tuple[str, ...] = ()
    """Names in braces without which the part is left out; for others the bot leaves a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Entry):
    """A notice as a template; ``id`` is its kind."""

    cite: Cite
    about: About
    title: Both
    says: Facts
    """What the law requires of the notice, and what is our own reading."""
    needs: tuple[Need, ...]
    parts: tuple[NoticePart, ...]
