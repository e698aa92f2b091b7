"""Reads Markdown into a paper, without its marks."""

import re
from collections.abc import Iterator, Sequence

from handlers.text_extraction import words
from handlers.text_extraction.building import Paper, PaperBuilder, TableCell, Unreadable
from handlers.text_extraction.text.plain import decoded

_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$|\s*=+\s*$")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\(?\w{1,3}[.)])\s+")
_BULLET = re.compile(r"^[-*+]\s+")
_DIVIDER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_INLINE = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"<br\s*/?>"), "\n"),
    (re.compile(r"</?[a-zA-Z][^>]*>"), ""),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])"), r"\1"),
)


def read(content: bytes) -> Paper:
    """The paper that a Markdown file holds. Raises Unreadable."""
    builder = PaperBuilder()
    for block in _blocks(decoded(content).splitlines()):
        if len(block) > 1 and _DIVIDER.match(block[1]) and "|" in block[0]:
            builder.table(_cells(block))
        else:
            builder.paragraph([(_plain("\n".join(block)), 0)])
    paper = builder.paper()
    if not paper.text:
        raise Unreadable(words.NO_TEXT)
    return paper


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each paragraph, heading, item and table."""
    block = list[str]()
    for line in [*lines, ""]:
        heading = _HEADING.match(line)
        divides = bool(block) and "|" in block[0] and bool(_DIVIDER.match(line))
        silent = not line.strip() or _FENCE.match(line) or (_RULE.match(line) and not divides)
        if block and (silent or heading or (_ITEM.match(line) and not divides)):
            yield block
            block = []
        if heading:
            yield [heading[1]]
        elif not silent:
            block.append(line.strip().removeprefix("> "))


def _plain(text: str) -> str:
    """A block's text on one line, without marks."""
    text = _BULLET.sub("• ", text.replace("  \n", "<br>").replace("\n", " "))
    for mark, instead in _INLINE:
        text = mark.sub(instead, text)
    return text.strip()


def _cells(block: Sequence[str]) -> Iterator[TableCell]:
    rows = [line.strip().strip("|").split("|") for number, line in enumerate(block) if number != 1]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            yield TableCell(row, column, [[(_plain(cell.strip()), 0)]])
