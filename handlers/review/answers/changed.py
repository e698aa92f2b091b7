"""What a new text of a contract changes beside the file on record: each provision, with the old quote and the new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.dialogue.reply import Choice, Part, Quote, Reply, Text
from handlers.dialogue.text.shorten import short
from handlers.review import words
from handlers.review.review import Evidence
from handlers.review.subject.readings import PaperReading, ReviewRow
from handlers.review.subject.sources import Source

CHANGES = "changes"
"""The word after a paper that asks for it."""
LONGEST = 500
"""Characters of a quote."""


def changed_rows(reading: PaperReading, before: PaperReading) -> list[tuple[ReviewRow, ReviewRow]]:
    """The provisions that stand otherwise, or are worded otherwise, as they were and as they are."""
    pairs = zip(before.rows, reading.rows, strict=True)
    return [(old, new) for old, new in pairs if old.status is not new.status or _quotes(old) != _quotes(new)]


def lines(reading: PaperReading, before: PaperReading) -> tuple[str, ...]:
    """One line for each."""
    return tuple(
        words.change(words.row_title(new.item.title, new.pin), old.status, new.status)
        for old, new in changed_rows(reading, before)
    )


def compared(source: Source, reading: PaperReading, before: PaperReading) -> Reply:
    """Each changed provision with its quotes."""
    parts = tuple(part for old, new in changed_rows(reading, before) for part in _beside(old, new))
    return Reply(
        title=words.CHANGED_TITLE,
        parts=parts or (Text(words.NOTHING_CHANGED),),
        choices=(Choice(words.BACK, f"review {source.ref}"),) if source.ref else (),
        footer=words.FOOTER,
    )


def _beside(old: ReviewRow, new: ReviewRow) -> Iterator[Part]:
    yield Text(words.change(words.row_title(new.item.title, new.pin), old.status, new.status), heads=True)
    yield from _said(words.BEFORE, old.finding.evidence)
    yield from _said(words.NOW, new.finding.evidence)


def _said(label: str, evidence: Sequence[Evidence]) -> Iterator[Part]:
    if not evidence:
        yield Text(words.no_words(label))
        return
    yield Text(f"{label}:")
    yield Quote(short(evidence[0].quote, LONGEST))


def _quotes(row: ReviewRow) -> tuple[str, ...]:
    """The quotes without what a layout changes: capitals and blanks."""
    return tuple(" ".join(one.quote.casefold().split()) for one in row.finding.evidence)
