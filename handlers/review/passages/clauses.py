"""The clauses of a paper, in order: its lines cut into sentences and list items, under their headings and lead-ins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.papers.paper import Cell, Paper
from handlers.review.passages.clause import Clause, ClauseKind
from handlers.review.passages.headings import Outline, heading_of, label_of
from handlers.review.passages.kinds import kind_of
from handlers.review.passages.lines import MARK, TextLine, lines_of
from handlers.review.passages.rows import TextRows, is_row, row_clauses, rows_of
from handlers.review.passages.sentences import items_in, sentences_in


def clauses_of(paper: Paper) -> tuple[Clause, ...]:
    """Every clause of the paper, headings among them."""
    reader, tables, done = _Reader(paper.text), rows_of(paper), 0
    found: list[Clause] = []
    for line in lines_of(paper.text):
        begun = next((start for start in tables if line.start <= start < line.end), None)
        if begun is not None:
            found.extend(reader.cells(tables[begun]))
            done = max(cell.end for cell in tables[begun])
        elif line.start >= done:
            found.extend(reader.read(line))
    return tuple(found)


class _Reader:
    """What is over the line that is read: headings, the lead-in of a list, the head of a table."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._outline = Outline()
        self._rows = TextRows()
        self._lead = ""
        self._lead_number = ""
        self._number = ""
        self._titled = False

    def read(self, line: TextLine) -> Iterator[Clause]:
        """The clauses of a line."""
        words = self._text[line.start : line.end]
        mark = MARK.match(words)
        start = line.start + (mark.end() if mark and mark.end() < len(words) else 0)
        body = self._text[start : line.end]
        if is_row(body):
            yield self._rows.row(body, start, self._outline.over)
            return
        self._rows = TextRows()
        mark_words = mark[0] if mark else ""
        if heading := heading_of(words, mark_words, body, listed=bool(self._lead)):
            yield self._heading(heading, mark_words, Clause(start, line.end, body, ClauseKind.HEADING))
            return
        yield from self._sentences(start, line, mark_words)
        self._titled = False

    def cells(self, cells: tuple[Cell, ...]) -> Iterator[Clause]:
        """The clauses of a row of a table."""
        return row_clauses(self._text, cells, self._outline.over)

    def _heading(self, heading: str, mark: str, clause: Clause) -> Clause:
        """A heading; the lead-in of a list goes on below it only where it stands deeper."""
        self._outline.add(heading, mark)
        if not _deeper(self._lead_number, mark):
            self._lead = ""
        self._number, self._titled = mark, True
        return replace(clause, heading=self._outline.over)

    def _sentences(self, start: int, line: TextLine, mark: str) -> Iterator[Clause]:
        """The sentences of a paragraph or list item, each with its lead-in."""
        label = label_of(self._text[start : line.end])
        over = self._outline.over
        if label and not self._outline.asked and (mark or not self._titled):
            title = label.strip(" .:—–-*_")
            if mark and not _is_item(mark):
                self._outline.add(title, mark)
                self._number = mark
            over = self._outline.over if mark and not _is_item(mark) else self._outline.under(title)
        if not mark.strip() and line.parted and not self._lead_goes_on(start, line):
            self._lead = ""
        lead = self._lead
        for begin, end in sentences_in(self._text, start, line.end):
            for clause in items_in(self._text, begin, end):
                found = replace(clause, heading=over)
                found = replace(found, kind=kind_of(found, over), lead=_joined(lead, clause.lead))
                if found.kind is ClauseKind.QUESTION:
                    self._outline.add_question(found.text)
                    over = self._outline.over
                yield found
            lead = ""
        last = self._text[start : line.end].rstrip()
        if last.endswith((":", "—", ": *", ":**")):
            begin, end = list(sentences_in(self._text, start, line.end))[-1]
            ends = _joined(self._lead if _is_item(mark) else "", self._text[begin:end])
            self._lead, self._lead_number = ends, mark if re.search(r"\d", mark) else self._number

    def _lead_goes_on(self, start: int, line: TextLine) -> bool:
        """Whether an unmarked line completes the lead-in: a short one that begins as a list item does."""
        words = self._text[start : line.end]
        if words.rstrip().endswith((".", ":")) and not words[:1].islower():
            return False
        return bool(self._lead) and len(words) < 200


def _is_item(mark: str) -> bool:
    return bool(re.match(r"\s*(?:[-*•●▪◦‣·–—]|\(|[a-z][.)])", mark))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _deeper(lead: str, mark: str) -> bool:
    """Whether a numbered heading stands below the numbered clause that leads."""
    ours, theirs = (re.findall(r"\d+", words) for words in (lead, mark))
    return bool(ours) and len(theirs) > len(ours) and theirs[: len(ours)] == ours
