"""What does a paper do with each of the ten provisions, and what else should counsel see in it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from handlers.papers.building import Paper
from handlers.review import words
from handlers.review.facts import facts_of
from handlers.review.overrides import held_against
from handlers.review.provisions.breach import read_breach
from handlers.review.provisions.deletion import read_deletion
from handlers.review.provisions.end import read_end
from handlers.review.provisions.ferpa import read_ferpa
from handlers.review.provisions.property import read_property
from handlers.review.provisions.purpose import read_purpose
from handlers.review.provisions.review_by_families import read_review
from handlers.review.provisions.security import read_security
from handlers.review.provisions.terms import read_governing, read_severing
from handlers.review.read import (
    ItemVerdict,
    Learned,
    ReadPaper,
    absent,
    answers_to,
    open_places,
    quote,
    titled,
    weak,
)
from handlers.review.review import ItemFinding, ItemStatus, Review
from handlers.review.risks import is_edit, notes_of, questions_of, risks_of

if TYPE_CHECKING:
    from knowledge.provisions.reader import ProvisionReader

READERS: Mapping[str, Callable[[ReadPaper], ItemVerdict]] = {
    "property": read_property,
    "deletion": read_deletion,
    "purpose": read_purpose,
    "review": read_review,
    "security": read_security,
    "breach": read_breach,
    "end": read_end,
    "ferpa": read_ferpa,
    "governing-law": read_governing,
    "severability": read_severing,
}
"""How each item of the checklist is read, in the order of the law."""
TERMS = frozenset({"ferpa", "governing-law", "severability"})
"""Items that are not about data alone."""
QUOTES = 3
"""How many quotes an item carries at most."""


def review_paper(paper: Paper, on: date, provisions: ProvisionReader | None = None) -> Review:
    """The review of a paper, for the law of that day; ``provisions`` is what was learned, if not the usual."""
    from knowledge.provisions.reader import load_provisions  # noqa: PLC0415 - numpy, only where a paper is read

    reading = ReadPaper(paper)
    learned = Learned(reading, provisions or load_provisions())
    ruled = {item: by_rules(item, reading) for item in READERS}
    voted = {item: learned.vote(item, ruled[item]) if _asked(item, reading) else ruled[item] for item in READERS}
    voted = {item: held_against(item, verdict, reading) for item, verdict in voted.items()}
    edit = is_edit(paper.text)
    return Review(
        on,
        {item: _finding(item, _left(verdict) if edit else verdict, paper) for item, verdict in voted.items()},
        risks=tuple(risks_of(reading, ruled, paper)),
        questions=tuple(questions_of(reading, paper)),
        facts=facts_of(reading, ruled, paper),
        notes=tuple(dict.fromkeys((*paper.notes, *((words.EDIT,) if edit else ()), *notes_of(reading)))),
    )


def _left(verdict: ItemVerdict) -> ItemVerdict:
    """The verdict for a paper that edits a text: what is present may be struck by the paper itself, so it is weak."""
    return weak(verdict.reads, words.MAY_BE_STRUCK) if verdict.status is ItemStatus.PRESENT else verdict


def _asked(item: str, reading: ReadPaper) -> bool:
    """Whether the paper can have the item at all: most are about students' data."""
    return item in TERMS or reading.about_students


def by_rules(item: str, reading: ReadPaper) -> ItemVerdict:
    """What the rules read; what only answers a question on an item, or stands under its title, is weak."""
    verdict = READERS[item](reading)
    if not _asked(item, reading):
        return (
            weak(verdict.reads, words.NO_STUDENTS)
            if verdict.status is ItemStatus.PRESENT
            else absent(words.NO_STUDENTS)
        )
    if verdict.status is ItemStatus.ABSENT:
        verdict = READERS[item](reading.under_titles(item))
    if verdict.status is not ItemStatus.ABSENT:
        return verdict
    touched = [*open_places(item, reading), *answers_to(item, reading)] or titled(item, reading)
    return weak(touched, words.TOUCHED) if touched else verdict


def _finding(item: str, verdict: ItemVerdict, paper: Paper) -> ItemFinding:
    """The row of an item, with its quotes."""
    reads = tuple(dict.fromkeys(verdict.reads))[:QUOTES]
    return ItemFinding(item, verdict.status, tuple(quote(read, paper) for read in reads), verdict.why)
