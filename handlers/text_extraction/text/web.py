"""Reads a web page into a paper: its text, without what is around it and what is hidden."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree, html

from handlers.text_extraction import words
from handlers.text_extraction.building import Paper, PaperBuilder, TableCell, Unreadable
from handlers.text_extraction.marks import figure, letter, parts, roman

_DROPPED = frozenset(
    "script style noscript template nav aside button svg iframe object video audio canvas head select dialog".split()
)
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr"
    " ul".split()
)
_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog menu menubar".split())
_AROUND = frozenset("header footer".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BANNER = re.compile(
    r"onetrust|cookie-?(?:bar|banner|notice|consent|popup)|consent-(?:banner|popup)|skip-(?:link|to)", re.IGNORECASE
)
_LINKS = 4
"""Links from which a list of little else is a menu."""
_BLANK = "____"
_WRITTEN: dict[str, Callable[[int], str]] = {
    "1": figure,
    "a": letter,
    "A": lambda number: letter(number).upper(),
    "i": roman,
    "I": lambda number: roman(number).upper(),
}
_TYPED = frozenset("text date email tel number url".split())
Node = Any
"""An element of lxml, which has no types."""


def read(content: bytes) -> Paper:
    """The paper that a web page holds. Raises Unreadable."""
    body = _main(_parsed(content))
    builder = PaperBuilder()
    for item in _items(body):
        if not isinstance(item, str):
            builder.table(item)
        elif item.strip("_ "):
            builder.paragraph([(item, 0)])
    paper = builder.paper()
    if not paper.text:
        raise Unreadable(words.NO_TEXT)
    return paper


def _parsed(content: bytes) -> Node:
    try:
        content.decode("utf-8")
        encoding: str | None = "utf-8"
    except UnicodeDecodeError:
        encoding = None  # as the page says
    try:
        return html.document_fromstring(content, parser=html.HTMLParser(encoding=encoding, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError):
        raise Unreadable(words.NO_TEXT) from None


def _main(page: Node) -> Node:
    """The part of a page that is its text, where it says so and most of the text is there."""
    length = len(page.text_content())
    for path in ("//main", "//*[@role='main']", "//article"):
        nodes = page.xpath(path)
        if len(nodes) == 1 and len(nodes[0].text_content()) > length / 2:
            return nodes[0]
    return page


def _items(node: Node) -> list[str | list[TableCell]]:
    """The paragraphs and tables in an element."""
    found = _PageText()
    found.walk(node)
    found.end()
    return found.items


class _PageText:
    """The text of a page as it is walked."""

    def __init__(self) -> None:
        self.items: list[str | list[TableCell]] = []
        self._inline: list[str] = []

    def walk(self, node: Node) -> None:
        """Read an element and what is in it."""
        if not isinstance(node.tag, str) or _is_left_out(node):
            return
        if node.tag in {"br", "input", "textarea"}:
            self._inline.append(_instead(node))
        elif node.tag == "table" and _is_data(node):
            self.end()
            self.items.append([*_cells(node)])
        else:
            self._inside(node)

    def end(self) -> None:
        """End a paragraph."""
        text = "\n".join(" ".join(line.split()) for line in "".join(self._inline).split("\n"))
        self._inline = []
        self.items.extend(parts(text))

    def _inside(self, node: Node) -> None:
        block = node.tag in _BLOCKS
        if block and not (node.tag == "p" and self._is_marked()):
            self.end()
        if node.tag == "li":
            self._inline.append(_mark(node))
        self._inline.append(node.text if node.tag == "pre" and node.text else (node.text or "").replace("\n", " "))
        for child in node:
            self.walk(child)
            self._inline.append((child.tail or "").replace("\n", " "))
        if block:
            self.end()

    def _is_marked(self) -> bool:
        """Whether there is a list's mark and nothing behind it yet."""
        return len("".join(self._inline).split()) == 1


def _is_left_out(node: Node) -> bool:
    """Whether an element is hidden, or stands around the text: navigation, buttons, programs."""
    if node.tag in _DROPPED or node.get("role") in _ROLES or _HIDDEN.search(node.get("style", "")):
        return True
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if _BANNER.search(f"{node.get('id', '')} {node.get('class', '')}"):
        return True
    if node.tag in _AROUND and not any(True for _ in node.iterancestors("main", "article")):
        return node.tag == "footer" or node.find(".//h1") is None
    return node.tag in {"ul", "ol", "menu"} and _is_menu(node)


def _is_menu(node: Node) -> bool:
    """Whether a list holds links and little else."""
    links = node.findall(".//a")
    if len(links) < _LINKS:
        return False
    linked = sum(len("".join(link.text_content().split())) for link in links)
    return linked > 0.8 * len("".join(node.text_content().split()))


def _instead(node: Node) -> str:
    """What stands for a line's end, and for a field of a form."""
    if node.tag == "br":
        return "\n"
    if node.tag == "textarea":
        return (node.text or "").strip() or _BLANK
    kind = (node.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☒ " if node.get("checked") is not None else "☐ "
    return ((node.get("value") or "").strip() or _BLANK) if kind in _TYPED else ""


def _mark(node: Node) -> str:
    """The number or the dot before an item of a list."""
    parent = node.getparent()
    if parent is None or parent.tag != "ol":
        return "• "
    number = _number(parent.get("start"), 1)
    for item in parent.iterchildren("li"):
        number = _number(item.get("value"), number)
        if item is node:
            break
        number += 1
    written = _WRITTEN.get(parent.get("type", "1"), figure)(number)
    return f"{written}. "


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 6 else otherwise


def _is_data(table: Node) -> bool:
    """Whether a table holds values rather than the layout of a page."""
    if table.get("role") in {"presentation", "none"} or table.find(".//table") is not None:
        return False
    return any(len(row.findall("td")) + len(row.findall("th")) > 1 for row in table.iter("tr"))


def _cells(table: Node) -> Iterator[TableCell]:
    for row, line in enumerate(table.iter("tr")):
        for column, cell in enumerate(line.iterchildren("td", "th")):
            yield TableCell(row, column, [[(item, 0)] for item in _items(cell) if isinstance(item, str)])
