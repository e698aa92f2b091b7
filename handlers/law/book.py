"""Lay out the whole law, section by section, with the versions of each passage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.law import words
from knowledge.citation import FIRST_DAY, Citation, Fact
from knowledge.law import Law
from knowledge.model import Passage

FIRST = FIRST_DAY
"""The first day of the act."""
BESIDE = {"neighbour": words.OTHER_LAWS, "advice": words.ADVICE}


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A passage as of a day: what it says, with how far each statement was checked, and its other versions."""

    cite: Citation
    title: str
    says: tuple[Fact, ...]
    """Empty where nothing is in force on the day."""
    open: str
    link: str
    others: tuple[tuple[str, str], ...]
    """The days of each other version, and what it says."""

    @property
    def anchor(self) -> str:
        """Its name in an address, as in ``10-234cc-b-3``."""
        return "-".join(str(self.cite).replace("(", " ").replace(")", " ").replace(".", " ").split())


@dataclass(frozen=True, slots=True)
class BookSection:
    """A section of the act, other laws, or advice."""

    title: str
    entries: tuple[BookEntry, ...]


def book(law: Law, day: date) -> tuple[BookSection, ...]:
    """The act first, in its order; then what stands beside it."""
    sections: dict[str, list[BookEntry]] = {}
    for kind in ("statute", *BESIDE):
        for cite in dict.fromkeys(passage.cite for passage in law.every(Passage) if passage.kind == kind):
            title = BESIDE.get(kind) or words.pin(Citation(cite.section))
            sections.setdefault(title, []).append(_entry(law.history_of(cite), day))
    return tuple(BookSection(title, tuple(entries)) for title, entries in sections.items())


def _entry(versions: tuple[Passage, ...], day: date) -> BookEntry:
    now = next((one for one in versions if one.period.covers(day)), None)
    shown = now or versions[-1]
    return BookEntry(
        shown.cite,
        shown.title,
        tuple(now.says) if now else (),
        now.open if now else "",
        shown.link or shown.cite.link,
        tuple(_others(versions, now)),
    )


def _others(versions: tuple[Passage, ...], now: Passage | None) -> Iterator[tuple[str, str]]:
    for one in versions:
        if one is not now:
            yield words.span(one.period), " ".join(fact.says for fact in one.says)
