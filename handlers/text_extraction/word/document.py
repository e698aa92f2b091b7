"""Reads a Word file into a paper: its paragraphs, tables, notes, text boxes and form fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.text_extraction import words
from handlers.text_extraction.building import Paper, PaperBuilder, TableCell, Unreadable
from handlers.text_extraction.marks import parts
from handlers.text_extraction.word.numbering import Node, Numbering, W, WordFile

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_LEFT_OUT = frozenset(f"{W}{name}" for name in "pPr rPr sdtPr sdtEndPr instrText delText delInstrText".split())
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_OFF = frozenset({"0", "false", "off", "none"})
_CHECKED, _UNCHECKED, _BLANK = "☒", "☐", "____"
_FOR_BLANK = re.compile("\u2002{3,}")
"""What Word keeps in a field that nobody filled."""
_ASKS = re.compile(r"\s*(?:click|tap|choose|enter|select|insert|type|pick|\[|<|$)", re.IGNORECASE)


@dataclass(slots=True)
class ParagraphText:
    """The text of a paragraph, and what stands beside it: text boxes, and notes by their part and id."""

    text: str = ""
    boxes: list[Node] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    struck: bool = False
    """Whether text was left out that is struck through."""


def paragraph_text(paragraph: Node) -> ParagraphText:
    """What a paragraph says."""
    found = ParagraphText()
    text = "".join(_texts(paragraph, found))
    found.text = _FOR_BLANK.sub(_BLANK, text)
    return found


def _texts(node: Node, found: ParagraphText) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if tag in _DELETED or tag in _LEFT_OUT:
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == f"{W}r":
            yield from _run(child, found)
        elif tag == f"{W}sdt":
            yield from _control(child, found)
        elif tag == f"{W}txbxContent":
            found.boxes.append(child)
        else:
            yield from _other(child, found)


def _other(child: Node, found: ParagraphText) -> Iterator[str]:
    if child.tag == f"{W}sym":
        yield _sign(child.get(f"{W}char"))
    elif child.tag == f"{W}fldChar":
        yield _form_field(child)
    elif child.tag in _NOTES:
        found.notes.append((_NOTES[child.tag], child.get(f"{W}id")))
    elif child.tag == f"{_MC}AlternateContent":
        yield from _texts(child[:1], found)  # the others say the same again
    else:
        yield from _texts(child, found)


def _run(run: Node, found: ParagraphText) -> Iterator[str]:
    """A run's text, without what is hidden or struck through."""
    looks = run.find(f"{W}rPr")
    if looks is not None:
        if _is_on(looks, "vanish"):
            return
        if _is_on(looks, "strike") or _is_on(looks, "dstrike"):
            found.struck = found.struck or run.find(f"{W}t") is not None
            return
    yield from _texts(run, found)


def _is_on(looks: Node, name: str) -> bool:
    setting = looks.find(f"{W}{name}")
    return setting is not None and setting.get(f"{W}val", "1") not in _OFF


def _control(control: Node, found: ParagraphText) -> Iterator[str]:
    """A content control's text; a blank where it only asks for one."""
    content = control.find(f"{W}sdtContent")
    if content is None:
        return
    text = "".join(_texts(content, found))
    waits = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    yield _BLANK if waits and _ASKS.match(text) else text


def _sign(code: str | None) -> str:
    """A sign of a font, by its code."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else ""


def _form_field(mark: Node) -> str:
    """What an old form field shows that has no text: a box, or the choice from a list."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        setting = box.find(f"{W}checked")
        setting = box.find(f"{W}default") if setting is None else setting
        return _CHECKED if setting is not None and setting.get(f"{W}val", "1") not in _OFF else _UNCHECKED
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(f"{W}val", "") for entry in choices.findall(f"{W}listEntry")]
    chosen = choices.find(f"{W}result")
    number = int(chosen.get(f"{W}val", "0")) if chosen is not None else 0
    return entries[number] if number < len(entries) else ""


_THROUGH = frozenset(f"{W}{name}" for name in "sdt sdtContent customXml ins moveTo smartTag".split()) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
}
"""Elements that are searched for paragraphs, rows and cells."""
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
        content = paragraph_text(paragraph)
        ends = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None
        if content.text.strip() or ends:
            mark = "" if pending.text else self._numbering.mark(paragraph)
            pending.text += f"{mark} {content.text}" if mark and content.text.strip() else content.text
        for box in content.boxes:
            pending.after.extend(self.items(box))
        for part, id in content.notes:
            pending.after.extend(self._note(part, id))
        self.struck = self.struck or content.struck
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
