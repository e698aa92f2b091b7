"""The text of a paper with the evidence marked in it, so that a way can lead to each quote."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.dialogue import bounded_re as re
from handlers.documents.document import Block, Heading, Marked, Paragraph, Run, Strong
from handlers.papers.paper import Paper
from handlers.review.documents import words
from handlers.review.review import Evidence

LONGEST = 400_000
"""Characters of a text that is shown whole; of a longer one, what stands around the evidence."""
AROUND = 2
"""Paragraphs shown before and after one with evidence, where not all are."""
_PARAGRAPH = re.compile(r"[^\n](?:.|\n(?!\n))*")
_UNPRINTABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote to be marked, and the words that stand behind it."""

    evidence: Evidence
    label: str


def place_of(evidence: Evidence) -> str:
    """The place to which a way to the quote leads."""
    return f"at-{evidence.start}"


def printable(text: str) -> str:
    """The text without letters that no Word file can hold."""
    return _UNPRINTABLE.sub(" ", text)


def marked_text(paper: Paper, marks: Iterable[Mark]) -> Iterator[Block]:
    """The paper's paragraphs under the numbers of their pages, the evidence marked."""
    found = sorted(marks, key=lambda one: one.evidence.start)
    spans = [match.span() for match in _PARAGRAPH.finditer(paper.text)]
    shown = range(len(spans)) if len(paper.text) <= LONGEST else _around(spans, found)
    page, before = 0, -1
    for number in shown:
        start, end = spans[number]
        now = paper.page(start) or 0
        if now != page:
            yield Heading(words.page(now), 2)
        if number != before + 1:
            yield Paragraph((words.LEFT_OUT,))
        page, before = now, number
        yield Paragraph(tuple(_runs(paper.text, start, end, found)))


def _around(spans: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[int]:
    """The paragraphs with evidence, and those around them."""
    has = [n for n, (a, b) in enumerate(spans) if any(m.evidence.start < b and m.evidence.end > a for m in marks)]
    near = {n for one in has for n in range(one - AROUND, one + AROUND + 1)}
    return sorted(n for n in near if 0 <= n < len(spans))


def _runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Run]:
    """A paragraph, cut where evidence begins or ends."""
    here = [one for one in marks if one.evidence.start < end and one.evidence.end > start]
    edges = {edge for one in here for edge in (one.evidence.start, one.evidence.end) if start < edge < end}
    cuts = sorted({start, end, *edges})
    for left, right in itertools.pairwise(cuts):
        piece = printable(text[left:right])
        if any(one.evidence.start <= left and right <= one.evidence.end for one in here):
            yield Marked(piece, f"at-{left}")
        else:
            yield piece
        labels = dict.fromkeys(one.label for one in here if one.evidence.end == right)
        if labels:
            yield Strong(f" [{'; '.join(labels)}] ")
