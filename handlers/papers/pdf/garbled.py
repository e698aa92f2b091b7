"""Tells a text from letters that stand for others, as in a PDF whose fonts do not say what their signs mean."""

from __future__ import annotations

import re

FEWEST_WORDS = 100
"""Words from which a text can be told."""
FEWEST_COMMON, FEWEST_LETTERS = 0.005, 0.5
"""The share of common words, and that of plain letters, in any text."""
_COMMON = frozenset("the of and to in a or for de la el y que en los del se las por con et le les der die und".split())
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[A-Za-zÀ-ÿ]")


def is_garbled(text: str) -> bool:
    """Whether a text cannot be English, nor another language that vendors write."""
    found = _WORD.findall(text)
    if len(found) < FEWEST_WORDS:
        return False
    common = sum(word.lower() in _COMMON for word in found)
    plain = len(_LETTERS.findall(text)) / sum(map(len, found))
    return common < FEWEST_COMMON * len(found) or plain < FEWEST_LETTERS
