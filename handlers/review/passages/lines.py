"""The lines of a paper as its author meant them: lines that only the page broke are joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.dialogue import bounded_re as re

MARK = re.compile(
    r"\s*(?:[QA]\d{0,2}[.:)]\s+|[-*•●▪◦‣·–—☐☒☑✓✔]\s+|#{1,6}\s|>\s*|"
    r"(?:Section|Article|SECTION|ARTICLE|§)\s*[\dIVX]+[.:)]?(?:\d+\.?)*\s*|"
    r"\d{1,2}(?:\.\d{1,2}){0,3}[.):]?\s+(?=\D)|\(?[a-zA-Z]\)\s+|[a-zA-Z]\.\s+(?=[A-Z])|\(?[ivxIVX]{1,5}[).]\s+|\(\d{1,2}\)\s+)+"
)
"""What a list item or a numbered clause begins with."""
LONG = 55
"""Characters of a line that a page may have broken."""
WIDEST = 110
"""Characters of the longest line that a page breaks; what is longer is a paragraph."""
ENDED = re.compile(r"[.:;!?|][\"'”’)*_]*\s*$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as meant, and whether an empty line stands before it."""

    start: int
    end: int
    parted: bool


def lines_of(text: str) -> Iterator[TextLine]:
    """The lines as meant, in order."""
    held: TextLine | None = None
    parted, at = True, 0
    for line in text.split("\n"):
        start, at = at + len(line) - len(line.lstrip()), at + len(line) + 1
        if not line.strip():
            parted = True
        elif held and not parted and _goes_on(text[held.start : held.end], line):
            held = TextLine(held.start, start + len(line.strip()), held.parted)
        else:
            if held:
                yield held
            held, parted = TextLine(start, start + len(line.strip()), parted), False
    if held:
        yield held


def _goes_on(before: str, after: str) -> bool:
    """Whether only the page broke the line here."""
    last = before.rsplit("\n", 1)[-1]
    if MARK.match(after) or "|" in after or "|" in last or last.isupper() != after.isupper():
        return False
    if after.lstrip()[:1].islower():
        return not ENDED.search(last) or len(last) > LONG
    return LONG < len(last) < WIDEST and not ENDED.search(last)
