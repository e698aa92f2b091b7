"""Finds the passages of the law that a text names by their cite."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re
from knowledge.citation import Citation

_SECTION = r"(?:aa|bb|cc|dd|ee|ff|gg)"
_PINS = r"(?:\s?\(\s?[0-9A-Za-z]{1,3}\s?\))"
CITE = rf"(?:10\s?-\s?234\s?{_SECTION}{_PINS}*|{_SECTION}{_PINS}+)"
"""A section by its number, or by its letters alone where something in it is pinned: "dd(b)", but not "the bb gun"."""
_CITE = re.compile(rf"(?<![\w-]){CITE}(?!\w)", re.IGNORECASE)


def pins_in(text: str) -> tuple[Citation, ...]:
    """Each cite once, in order."""
    return tuple(dict.fromkeys(Citation.typed(found[0]) for found in _CITE.finditer(text)))
