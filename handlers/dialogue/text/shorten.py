"""What becomes of a text that is too long for its place?"""

from __future__ import annotations

from collections.abc import Iterator

from handlers.dialogue.reply import LONGEST_TEXT, LONGEST_TITLE


def short(text: str, most: int = LONGEST_TITLE) -> str:
    """The text within so many characters, as a title has them; that it was cut shows."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def parted(text: str, most: int = LONGEST_TEXT) -> Iterator[str]:
    """All of the text, in pieces of at most so many characters, parted at the end of a line, else at a blank."""
    while len(text) > most:
        cut = text.rfind("\n", most // 2, most) + 1 or text.rfind(" ", 0, most) + 1 or most
        yield text[:cut].rstrip()
        text = text[cut:].lstrip("\n")
    yield text
