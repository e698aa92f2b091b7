"""The full report of a review: what was read, each with the way to its quotes, and the paper's own text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from handlers.contracts.file import MEDIA_TYPES
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import File
from handlers.dialogue.words import day
from handlers.documents.as_docx import as_docx
from handlers.documents.document import Block, BulletList, Document, Heading, Jump, Run, Strong, paragraph
from handlers.review import words as review_words
from handlers.review.documents import words
from handlers.review.documents.marked_text import Mark, marked_text, place_of, printable
from handlers.review.review import Evidence
from handlers.review.subject.readings import PaperReading, ReviewRow
from knowledge.citation import Citation

MOST_WAYS = 4
"""Quotes of one row to which ways lead."""


def report_of(reading: PaperReading, desk: Desk) -> Document:
    """The whole report."""
    review = reading.review
    return Document(
        title=words.report_title(printable(reading.name)),
        blocks=(
            paragraph(Strong(review_words.title(reading.counts)), ". ", words.by_law_of(review.as_of)),
            *_list(words.NOTES, ((printable(one),) for one in review.notes)),
            *_list(words.TEN, (_provision(row, desk) for row in reading.worst_first)),
            *_list(words.BESIDE, _risks(reading)),
            *_list(words.AI, _questions(reading)),
            *_list(words.FACTS, ((Strong(f"{label}: "), printable(value)) for label, value in _facts(reading))),
            Heading(words.TEXT),
            paragraph(words.TEXT_HINT),
            *marked_text(reading.paper, _marks(reading)),
        ),
        made=desk.today,
        footer=words.FOOTER,
    )


def report_file(reading: PaperReading, desk: Desk) -> File:
    """The report as a Word file."""
    name = f"review-{PurePath(reading.name).stem[:80] or 'paper'}.docx"
    return File(name, MEDIA_TYPES[".docx"], as_docx(report_of(reading, desk)))


def _list(heading: str, items: Iterable[tuple[Run, ...]]) -> Iterator[Block]:
    found = tuple(items)
    if found:
        yield Heading(heading)
        yield BulletList(found)


def _provision(row: ReviewRow, desk: Desk) -> tuple[Run, ...]:
    decided, title = row.decision, review_words.row_title(row.item.title, row.pin)
    if decided and row.overrides:
        said = review_words.decided(decided.present, decided.who, decided.on, desk.today)
        why = f"{said}. {review_words.read_otherwise(row.read)} {row.finding.why}"
    else:
        why = f"{review_words.STATUSES[row.status]}. {row.finding.why}"
    return (Strong(f"{title}: "), printable(why), *_ways(row.finding.evidence))


def _ways(evidence: Sequence[Evidence]) -> Iterator[Run]:
    for place, one in enumerate(evidence[:MOST_WAYS], 1):
        yield " "
        yield Jump(place_of(one), f"({words.where(place, one.page)})")


def _risks(reading: PaperReading) -> Iterator[tuple[Run, ...]]:
    for one in reading.review.risks:
        title = review_words.RISKS.get(one.name, one.name)
        cite = str(Citation.parse(one.cite)) if one.cite else ""
        yield (Strong(f"{review_words.row_title(title, cite)}: "), printable(one.why), *_ways(one.evidence))


def _questions(reading: PaperReading) -> Iterator[tuple[Run, ...]]:
    for one in reading.review.questions:
        said = f"{review_words.ANSWERS[one.status]}. {one.why}"
        title = review_words.QUESTIONS.get(one.item, one.item)
        yield (Strong(f"{title}: "), printable(said), *_ways(one.evidence))


def _facts(reading: PaperReading) -> Iterator[tuple[str, str]]:
    facts = reading.review.facts
    pairs = (
        (words.VENDOR, facts.vendor),
        (words.PRODUCT, facts.product),
        (words.BOARD, facts.board),
        (words.SIGNED, day(facts.executed) if facts.executed else ""),
        (words.ENDS, day(facts.expires) if facts.expires else ""),
        (words.LAW, facts.governing_law),
        (words.BREACH_INFORMATION, _days(facts.breach.student_information)),
        (words.BREACH_OTHER, _days(facts.breach.other)),
    )
    yield from ((label, value) for label, value in pairs if value)


def _days(number: int | None) -> str:
    return review_words.days(number) if number else ""


def _marks(reading: PaperReading) -> Iterator[Mark]:
    for row in reading.rows:
        label = f"{row.pin} {review_words.STATUSES[row.read].lower()}"
        yield from (Mark(one, label) for one in row.finding.evidence)
    for risk in reading.review.risks:
        yield from (Mark(one, review_words.RISKS.get(risk.name, risk.name)) for one in risk.evidence)
    for asked in reading.review.questions:
        yield from (Mark(one, review_words.QUESTIONS.get(asked.item, asked.item)) for one in asked.evidence)
