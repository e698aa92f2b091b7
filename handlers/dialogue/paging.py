"""Which part of a long list does somebody see, and how do they come to the next?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.dialogue import bounded_re as re
from handlers.dialogue import list_words
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice

T = TypeVar("T")
ROWS = 20
PAGE = "page"
"""The surface that has the board beside it."""
_ASKED = re.compile(r"\bpage[ =](\d{1,4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """The rows that are shown, how many come before them, and how many there are."""

    shown: tuple[T, ...]
    before: int
    found: int

    @property
    def told(self) -> str:
        """Which part it is; empty where it is all there is."""
        return list_words.part(self.before + 1, self.before + len(self.shown), self.found) if self.is_part else ""

    @property
    def is_part(self) -> bool:
        """Whether there is more."""
        return self.found > len(self.shown)


def asked(rest: str) -> tuple[str, int]:
    """What is looked for, and which page of it: ``Sam Lee page 2``, or as buttons say it, ``page=2 Sam Lee``."""
    found = _ASKED.search(rest)
    return " ".join(_ASKED.sub(" ", rest).split()), max(int(found[1]), 1) if found else 1


def part(found: Sequence[T], page: int) -> Part[T]:
    """That page of it, or the last one."""
    before = (min(page, max(1, -(-len(found) // ROWS))) - 1) * ROWS
    return Part(tuple(found[before : before + ROWS]), before, len(found))


def onward(command: str, said: str, seen: Part[T], message: Message, desk: Desk) -> Iterator[Choice]:
    """The next page, with the same words, and the board where it can be opened."""
    left = seen.found - seen.before - len(seen.shown)
    if left:
        # With a sign of equality, so that the page is none of the words that make a long sentence a question.
        yield Choice(list_words.following(min(left, ROWS)), f"{command} page={seen.before // ROWS + 2} {said}".strip())
    if seen.is_part and desk.page and message.surface != PAGE:
        yield Choice(list_words.BOARD, "board")
