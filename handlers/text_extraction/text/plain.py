"""Reads plain text into a paper."""

import re
from collections.abc import Iterable, Iterator

from handlers.text_extraction import words
from handlers.text_extraction.building import Paper, PaperBuilder, Unreadable
from handlers.text_extraction.marks import begins_item, has_mark, is_closed

WRAPPED = (50, 110)
"""Characters between which the longest lines of a text lie whose lines were broken by a program."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(content: bytes) -> Paper:
    """The paper that a plain text holds. Raises Unreadable."""
    builder = PaperBuilder()
    for paragraph in plain_paragraphs(decoded(content)):
        builder.paragraph([(paragraph, 0)])
    paper = builder.paper()
    if not paper.text:
        raise Unreadable(words.NO_TEXT)
    return paper


def decoded(content: bytes) -> str:
    """A text's letters: UTF-8 or UTF-16, or else those of Windows."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def plain_paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text, with lines put together that a program broke."""
    lines = [line.rstrip() for line in re.split(r"\r\n|[\r\n\f]", text)]
    lengths = sorted(len(line) for line in lines if line.strip())
    longest = lengths[int(0.9 * len(lengths))] if lengths else 0
    wrapped = WRAPPED[0] <= longest <= WRAPPED[1]
    for block in _blocks(lines):
        yield from _joined(block, longest) if wrapped else block


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines without an empty one between them."""
    block = list[str]()
    for line in [*lines, ""]:
        if line.strip():
            block.append(line.strip())
        elif block:
            yield block
            block = []


def _joined(lines: Iterable[str], longest: int) -> Iterator[str]:
    """The paragraphs of a block: a line goes on where the next line's first word would not have fitted."""
    paragraph, last = "", ""
    for line in lines:
        if paragraph and _goes_on(last, line, longest):
            paragraph = paragraph + line if last.endswith("-") and line[:1].islower() else f"{paragraph} {line}"
        else:
            if paragraph:
                yield paragraph
            paragraph = line
        last = line
    if paragraph:
        yield paragraph


def _goes_on(last: str, line: str, longest: int) -> bool:
    full = len(last) + 1 + len(line.split(maxsplit=1)[0]) > longest - 10
    if begins_item(line, last) or (has_mark(line) and not full):
        return False
    return full or (line[:1].islower() and not is_closed(last))
