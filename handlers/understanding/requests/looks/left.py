"""Finds the words of a look at the records that may narrow a list and that nothing else has read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.looks.slots import unread
from handlers.understanding.requests.request import Slots
from handlers.understanding.requests.said import VENDOR, MaskedText

_ARTICLE = r"(?:(?:an?|the|any|our) )"
_ENDS = r"(?!(?:for|of|in|on|at|by|from|that|which|and|or|is|are|yet)\b)"
_NOT = r"(?:no|without|lack\w*|missing|except(?: for)?|excluding|besides|not|\w+n't)"
_BEFORE = re.compile(rf"\b{_NOT}(?: (?:an?|the|any|our|have|has|at|in|for|with|cover\w*|use\w*|named?))* ?$")
_WITHOUT = re.compile(
    rf"\b(?:without|lack(?:s|ing)?|missing|with no) {_ARTICLE}?"
    rf"(?P<what>(?!{_ARTICLE})[a-z][\w'-]*(?: {_ENDS}[a-z][\w'-]*){{0,2}})"
)
_TOKEN = re.compile(r"[^\W_][\w'&+.-]*[^\W_]|[^\W_]|[^\w\s]|_\w+_")
_PLACE = re.compile(r"schools?")
"""Belongs to the word before it: the high school."""
_SHORTEST = 2
_LINES = Path(__file__).with_name("list_words.txt").read_text(encoding="utf-8").splitlines()
_WRITTEN = frozenset(word for line in _LINES if not line.startswith("#") for word in line.split())
_BEGINNINGS = tuple(word[:-1] for word in _WRITTEN if word.endswith("*"))
_WORDS = _WRITTEN | frozenset(_BEGINNINGS)


def with_left(slots: Slots, said: MaskedText) -> Slots:
    """With the words that are left over, and those that the list is to be without."""
    text = unread(said.text)
    found = list(_phrases(text))
    left = [phrase for at, phrase in found if not _BEFORE.search(text[:at])]
    out = [phrase for at, phrase in found if _BEFORE.search(text[:at])]
    if not (out or slots.lacks or slots.provisions) and (what := _WITHOUT.search(said.text)):
        out = [what["what"]]
        left = [phrase for phrase in left if phrase not in what["what"]]
    if said.strange and _BEFORE.search(text[: text.find(VENDOR)]):
        out.append(said.strange)
    return replace(slots, left=tuple(dict.fromkeys(left)), left_out=tuple(dict.fromkeys(out)))


def _phrases(text: str) -> Iterator[tuple[int, str]]:
    """Where each run of such words begins, and the run."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        follows = bool(run) and not text[run[-1].end() : token.start()].strip()
        if _tells(token[0]) or (follows and _PLACE.fullmatch(token[0])):
            run.append(token)
        elif run:
            yield run[0].start(), text[run[0].start() : run[-1].end()]
            run = []
    if run:
        yield run[0].start(), text[run[0].start() : run[-1].end()]


def _tells(word: str) -> bool:
    return word[0].isalnum() and not word[0].isdigit() and len(word) >= _SHORTEST and not is_list_word(word)


def is_list_word(text: str) -> bool:
    """Whether all its words are those with which one asks for a list, which name nothing that could narrow it."""
    words = text.lower().split()
    return all(not _WORDS.isdisjoint({word, word.removesuffix("s")}) or word.startswith(_BEGINNINGS) for word in words)
