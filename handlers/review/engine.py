"""What does a paper do with each of the ten provisions, and what else should counsel see in it?

A promise may be taken back elsewhere in the paper: by denials, exceptions to its section, pages that change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from handlers.dialogue import bounded_re as re
from handlers.review import words
from handlers.review.clauses import ClauseKind
from handlers.review.facts import facts_of
from handlers.review.lexicon import Lists, Patterns
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
    ReadClause,
    ReadPaper,
    absent,
    answers_to,
    contradicted,
    open_places,
    quote,
    titled,
    weak,
)
from handlers.review.review import ItemFinding, ItemStatus, Review
from handlers.review.risks import is_edit, notes_of, questions_of, risks_of
from handlers.text_extraction.building import Paper

P = Lists("overrides")
DENIED = frozenset({"property", "deletion", "purpose", "security", "breach", "end", "ferpa", "governing-law"})
"""Items that other words take back by themselves."""
ABOUT_DATA = frozenset({"property", "purpose", "end"})
"""Items on which only words about data or files count."""
NEAR = 4
"""Clauses around a promise that may speak of it without its number."""
NUMBERS = 30
"""Characters that numbers before a clause take."""
LINES = 60
"""Lines before a clause in which its number is looked for."""
_ARTICLE = re.compile(r"\W*(?:article|exhibit|schedule|part|annex|appendix)\s+([ivxl]+|\d{1,2}|[a-h])\b", re.IGNORECASE)
_FIGURE = r"\d{1,2}(?:[.\-]\d{1,2})*"
_NUMBER = re.compile(rf"\W*(?:section|paragraph|§)?\s*({_FIGURE})\b(?!\s*(?:days?|hours?|years?))", re.IGNORECASE)
_ONE = re.compile(rf"{_FIGURE}|[ivxl]+", re.IGNORECASE)
_SECTIONS = re.compile(
    r"(?:article\s+([ivxl]+|\d{1,2}),\s*)?(?:sections?|articles?|paragraphs?|clauses?|§+)\s*"
    rf"((?:(?:,\s*|\s+and\s+|\s+or\s+|,\s*and\s+|\s+through\s+|\s+to\s+)?(?:{_FIGURE}|[ivxl]+)\b)+)",
    re.IGNORECASE,
)
"""Sections that a clause names, with the article before them: "Article IV, Sections 2, 4 and 7"."""


@dataclass(frozen=True, slots=True)
class SectionNumber:
    """The number of a clause, as in 9.3, and of the article around it; empty where it has none."""

    section: str
    article: str


def held_against(item: str, verdict: ItemVerdict, reading: ReadPaper) -> ItemVerdict:
    """The verdict on an item that sounds present, once the rest of the paper is read for what takes it back."""
    if verdict.status is not ItemStatus.PRESENT or not verdict.reads:
        return verdict
    own = {read.at for read in verdict.reads}
    denied = [read for read in reading.all if read.at not in own and _denies(item, read)]
    if denied:
        return contradicted((*denied, verdict.reads[0]), words.TAKEN_BACK)
    doubtful = list(_doubtful(item, verdict, reading))
    return weak((verdict.reads[0], *doubtful), words.MAY_BE_TAKEN_BACK) if doubtful else verdict


def _list(kind: str, item: str) -> Patterns:
    return Patterns("overrides", f"{kind}_{item.removeprefix('governing-')}")


def _speaks(read: ReadClause) -> bool:
    return read.clause.kind not in {ClauseKind.HEADING, ClauseKind.RECITAL}


def _denies(item: str, read: ReadClause) -> bool:
    """Whether the clause says the opposite of the item, and for no reason that the law knows."""
    if item not in DENIED or not _speaks(read) or (item in ABOUT_DATA and not re.search("DATA|file", read.own)):
        return False
    return bool(_list("denies", item).search(read.own)) and not P.lawful.search(read.own)


def _doubtful(item: str, verdict: ItemVerdict, reading: ReadPaper) -> Iterator[ReadClause]:
    """The clauses that may take the item's first clause back; it itself, where it leaves it to the vendor."""
    first, subject = verdict.reads[0], _list("subject", item)
    place = place_of(first, reading)
    for read in filter(_speaks, reading.all):
        loose = bool(P.posted.search(read.own) or P.discretion.search(read.own))
        if read == first:
            doubtful = loose
        elif P.harmless.search(read.own):
            doubtful = False
        else:
            changes = loose or P.excepts.search(read.own)
            beside = loose and read not in verdict.reads and _near(read, first) and subject.search(read.own)
            doubtful = bool(beside or (changes and _names(read, place, reading, subject)))
        if doubtful:
            yield read


def _near(read: ReadClause, first: ReadClause) -> bool:
    return read.section == first.section and abs(read.at - first.at) <= NEAR


def place_of(read: ReadClause, reading: ReadPaper) -> SectionNumber:
    """Where a clause stands, by the numbers before it."""
    text, section = reading.paper.text, ""
    line = text.rfind("\n", 0, read.clause.start) + 1
    for _ in range(LINES):
        head = text[line : line + 40]
        if article := _ARTICLE.match(head):
            return SectionNumber(section, article[1].lower())
        if (match := _NUMBER.match(head)) and not section:
            section = match[1].replace("-", ".")
            if "." in section:
                break
        if not line:
            break
        line = text.rfind("\n", 0, line - 1) + 1
    return SectionNumber(section, section.partition(".")[0])


def _names(read: ReadClause, place: SectionNumber, reading: ReadPaper, subject: Patterns) -> bool:
    """Whether the clause names that section; where it names only the article, it must speak of the same."""
    for article, several in _SECTIONS.findall(_with_number(read, reading)):
        if article and article.lower() != place.article:
            continue
        named = {one.replace("-", ".").lower() for one in _ONE.findall(several)}
        if place.section in named and ("." in place.section or article):
            return True
        others = named - {"", place_of(read, reading).section}
        if others & {place.section, place.article} and subject.search(read.own):
            return True
    return False


def _with_number(read: ReadClause, reading: ReadPaper) -> str:
    """The clause with what stands before it in its line: its first words, "Section 4", were taken for its number."""
    text = reading.paper.text
    line = text.rfind("\n", 0, read.clause.start) + 1
    return text[line if read.clause.start - line < NUMBERS else read.clause.start : read.clause.end]


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
        questions=tuple(_finding(item, verdict, paper) for item, verdict in questions_of(reading).items()),
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
