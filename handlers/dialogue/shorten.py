"""What becomes of a text that is too long for its place?"""

from __future__ import annotations

from collections.abc import Iterator

from handlers.dialogue.reply import LONGEST_TEXT, LONGEST_TITLE


def short(text: str, most: int = LONGEST_TITLE) -> str:
    """The text within so many characters, as a title has them; that it was cut shows."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def parted(text: str, most: int = LONGEST_TEXT) -> Iterator[str]:
    """All of the text, in pieces of at most so many characters, parted at a blank where there is one."""
    while len(text) > most:
        cut = text.rfind(" ", 0, most) + 1 or most
        yield text[:cut].rstrip()
        text = text[cut:]
    yield text
