"""Reads the text of one paragraph of a Word file, as it stands when all tracked changes are accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.papers.word.package import Node, W

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
