"""Reads a Word file into a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.papers import words
from handlers.papers.building import PaperBuilder, TableCell
from handlers.papers.marks import parts
from handlers.papers.paper import Paper, Unreadable
from handlers.papers.word.numbering import Numbering
from handlers.papers.word.package import Node, W, WordFile
from handlers.papers.word.runs import paragraph_text

_THROUGH = frozenset(f"{W}{name}" for name in "sdt sdtContent customXml ins moveTo smartTag".split()) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
}
"""What is looked into for paragraphs, rows and cells."""
_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))

Item = str | list[TableCell]
"""A paragraph or a table."""


def read(content: bytes) -> Paper:
    """The paper that a Word file holds. Raises Unreadable."""
    opened = WordFile(content)
    body = opened.body()
    text = _WordText(opened)
    builder = PaperBuilder()
    for item in text.items(body):
        if isinstance(item, str):
            builder.paragraph([(item, 0)])
        else:
            builder.table(item)
    notes = [words.MACROS] if opened.has_macros else []
    notes += [words.CHANGES] if next(body.iter(*_TRACKED), None) is not None else []
    notes += [words.STRUCK] if text.struck else []
    paper = builder.paper(notes=notes)
    if not paper.text:
        raise Unreadable(words.PICTURES_ONLY if opened.has_pictures else words.NO_TEXT)
    return paper


@dataclass(slots=True)
class _Open:
    """What is not yet a paragraph: texts whose paragraph marks were deleted."""

    text: str = ""
    after: list[Item] = field(default_factory=list)


class _WordText:
    """The text of a file as it is walked."""

    def __init__(self, opened: WordFile) -> None:
        self._opened = opened
        self._numbering = Numbering(opened.part("numbering"), opened.part("styles"))
        self._notes: dict[str, dict[str, Node]] = {}
        self.struck = False

    def items(self, parent: Node) -> Iterator[Item]:
        """The paragraphs and tables in an element."""
        pending = _Open()
        for node in _children(parent, f"{W}p", f"{W}tbl"):
            if node.tag == f"{W}tbl":
                yield from _closed(pending)
                pending = _Open()
                yield from self._table(node)
            elif self._add(node, pending):
                yield from _closed(pending)
                pending = _Open()
        yield from _closed(pending)

    def _add(self, paragraph: Node, pending: _Open) -> bool:
        """Read a paragraph; whether it ends there, as one whose mark was deleted does not."""
        found = paragraph_text(paragraph)
        ends = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None
        if found.text.strip() or ends:
            mark = "" if pending.text else self._numbering.mark(paragraph)
            pending.text += f"{mark} {found.text}" if mark and found.text.strip() else found.text
        for box in found.boxes:
            pending.after.extend(self.items(box))
        for part, id in found.notes:
            pending.after.extend(self._note(part, id))
        self.struck = self.struck or found.struck
        return ends

    def _note(self, part: str, id: str) -> Iterator[Item]:
        """A footnote or an endnote, which stands behind the paragraph that refers to it."""
        if part not in self._notes:
            root = self._opened.part(part)
            self._notes[part] = {} if root is None else {note.get(f"{W}id"): note for note in root}
        note = self._notes[part].pop(id, None)
        if note is not None:
            yield from self.items(note)

    def _table(self, table: Node) -> Iterator[Item]:
        """A table; one of a single column is a frame around paragraphs."""
        rows = [[*_children(row, f"{W}tc")] for row in _children(table, f"{W}tr") if not _is_deleted(row)]
        if all(len(row) == 1 for row in rows):
            for row in rows:
                yield from self.items(row[0])
            return
        yield [cell for number, row in enumerate(rows) for cell in self._cells(number, row)]

    def _cells(self, number: int, row: list[Node]) -> Iterator[TableCell]:
        column = 0
        for cell in row:
            paragraphs = [[(text, 0)] for item in self.items(cell) for text in _flat(item)]
            if paragraphs or not _is_continued(cell):
                yield TableCell(number, column, paragraphs)
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            wide = "" if span is None else span.get(f"{W}val", "")
            column += int(wide) if wide.isdecimal() else 1


def _children(parent: Node, *tags: str) -> Iterator[Node]:
    """The elements with such tags in another, also those in content controls and tracked insertions."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _THROUGH:
            yield from _children(child, *tags)


def _closed(pending: _Open) -> Iterator[Item]:
    yield from parts(pending.text)
    yield from pending.after


def _flat(item: Item) -> Iterator[str]:
    """The paragraphs of an item: those of a table within a cell one by one."""
    if isinstance(item, str):
        yield item
        return
    for cell in item:
        for pieces in cell.paragraphs:
            yield "".join(text for text, _ in pieces)


def _is_deleted(row: Node) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _is_continued(cell: Node) -> bool:
    """Whether a cell is the lower part of one above."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val") != "restart"
