"""The marks that begin a clause or list item, and numbers written as figures, letters or Roman numerals."""

import re
from collections.abc import Iterator

_DOT = r"[•●▪◦‣■□☐☒☑✓✔➢➤►](?=\s)"
_DASH = r"[*–—-](?=\s)"
_NUMBER = r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)](?=\s)|\d{1,3}(?:\.\d{1,3})+\.?(?=\s)"
_NAMES = "article|section|exhibit|schedule|appendix|annex|attachment|part"
_NAMED = rf"(?i:{_NAMES})\s+(?i:\d+(?:\.\d+)*|[ivx]+|[a-z])\b\s*(?:[.:–—-]|$)"
_LOUD = rf"(?:{_NAMES.upper()})\s+(?:\d|[IVX]+\b|[A-Z]\b)"
_MARK = re.compile(f"(?:{_DOT}|{_DASH}|{_NUMBER}|{_NAMED}|{_LOUD})")
_SURE = re.compile(f"(?:{_DOT}|{_LOUD})")
_LEADER = r"(?:\.\s?){4,}\s*\w*$"
"""Dots that lead to a page's number, in a table of contents."""
_ENDED = re.compile(r"[.;:?!,][\"”’)\]]*$|\b(?:and|or|y|o)$|" + _LEADER)
_CLOSED = re.compile(r"(?:[.;:?!][\"”’)\]]*|_)$|" + _LEADER)


def begins_item(text: str, before: str) -> bool:
    """Whether a line begins a clause or an item, after a line that reads as if it could end there."""
    found = _MARK.match(text)
    return bool(found) and (bool(_SURE.match(text)) or bool(_ENDED.search(before.rstrip())))


def has_mark(text: str) -> bool:
    """Whether a line begins as clauses and items do."""
    return bool(_MARK.match(text))


def parts(text: str) -> Iterator[str]:
    """A text's paragraphs, where its lines were ended by hand: at empty lines, and where a line begins an item."""
    part = ""
    for line in text.split("\n"):
        if part and (not line.strip() or has_mark(line.strip())):
            yield part
            part = ""
        if line.strip():
            part = f"{part}\n{line.strip()}" if part else line.strip()
    if part:
        yield part


def is_closed(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_CLOSED.search(text.rstrip()))


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 3999


def figure(number: int) -> str:
    """The number in figures, as 3."""
    return str(number)


def letter(number: int) -> str:
    """The number as a letter, as c; after z comes aa, then bb."""
    if not 0 < number <= _MOST:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """The number in Roman numerals, as iii."""
    if not 0 < number <= _MOST:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written
