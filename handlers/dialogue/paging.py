"""Shows the first rows of a long list, then all of it by pages, with buttons for more and for the board."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.dialogue import bounded_re as re
from handlers.dialogue import list_words
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice

T = TypeVar("T")
FIRST, ROWS = 5, 20
"""Rows that are shown where no page is asked for, and rows of a page."""
PAGE = "page"
"""The surface that shows the board next to the list."""
_ASKED = re.compile(r"\bpage[ =](\d{1,4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """The rows that are shown, how many come before them, and how many there are."""

    shown: tuple[T, ...]
    before: int
    found: int

    @property
    def told(self) -> str:
        """Which part of the list is shown, in words; empty where it is all."""
        return (
            list_words.part(first=self.before + 1, last=self.before + len(self.shown), found=self.found)
            if self.is_part
            else ""
        )

    @property
    def is_part(self) -> bool:
        """Whether the list has more rows."""
        return self.found > len(self.shown)


def asked(rest: str) -> tuple[str, int]:
    """What is looked for, and which page of it: ``Sam Lee page 2``, or as buttons say it, ``page=2 Sam Lee``.

    The page is 0 where none is asked for.
    """
    match = _ASKED.search(rest)
    return " ".join(_ASKED.sub(" ", rest).split()), max(int(match[1]), 1) if match else 0


def part(found: Sequence[T], page: int) -> Part[T]:
    """The rows of that page, or of the last one; for page 0 the first few."""
    if not page:
        return Part(tuple(found[:FIRST]), 0, len(found))
    before = (min(page, max(1, -(-len(found) // ROWS))) - 1) * ROWS
    return Part(tuple(found[before : before + ROWS]), before, len(found))


def onward(command: str, said: str, seen: Part[T], message: Message, desk: Desk) -> Iterator[Choice]:
    """All rows, or the next page, with the same words; and the board where it can be opened."""
    left = seen.found - seen.before - len(seen.shown)
    if left:
        at_first = seen.before == 0 and len(seen.shown) == FIRST
        page = 1 if at_first else seen.before // ROWS + 2
        label = list_words.every(number=seen.found) if at_first else list_words.following(number=min(left, ROWS))
        # With a sign of equality, so that the page is none of the words that make a long sentence a question.
        yield Choice(label, f"{command} page={page} {said}".strip())
    if seen.is_part and desk.page and message.surface != PAGE:
        yield Choice(list_words.BOARD, "board")
