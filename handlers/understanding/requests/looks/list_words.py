"""Knows the words with which one asks for a list, which name nothing that could narrow it."""

from __future__ import annotations

from pathlib import Path

_LINES = Path(__file__).with_name("list_words.txt").read_text(encoding="utf-8").splitlines()
_WRITTEN = frozenset(word for line in _LINES if not line.startswith("#") for word in line.split())
_BEGINNINGS = tuple(word[:-1] for word in _WRITTEN if word.endswith("*"))
_WORDS = _WRITTEN | frozenset(_BEGINNINGS)


def is_list_word(text: str) -> bool:
    """Whether all its words are such."""
    words = text.lower().split()
    return all(not _WORDS.isdisjoint({word, word.removesuffix("s")}) or word.startswith(_BEGINNINGS) for word in words)
