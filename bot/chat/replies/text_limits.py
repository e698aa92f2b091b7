"""Cuts texts to what a chat takes at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

LONGEST = 2900
"""Of a paragraph; Slack's own limit is 3,000."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def size(text: str) -> int:
    """Characters of a text at worst: as UTF-16, with ``&``, ``<`` and ``>`` escaped."""
    return len(text.encode("utf-16-le", "replace")) // 2 + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def clean(text: str) -> str:
    """The text without what no screen shows and JSON or a chat may refuse."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(lambda found: " " if found[0].isspace() else "\ufffd", lines)


def short(text: str, most: int) -> str:
    """A label within a limit, in one line; that it was cut shows."""
    line = " ".join(clean(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def pieces(text: str, most: int = LONGEST) -> Iterator[str]:
    """The text in pieces of at most that size, cut between lines or words where possible; blank ones are left out."""
    rest = clean(text)
    while size(rest) > most:
        room = len(rest)
        while (over := size(rest[:room]) - most) > 0:
            room -= max(1, over // 5)
        line, word = rest.rfind("\n", 0, room), rest.rfind(" ", 0, room)
        cut = line if line > room // 2 else word if word > 0 else room
        if rest[:cut].strip():
            yield rest[:cut]
        rest = rest[cut:].lstrip() if cut < room else rest[cut:]
    if rest.strip():
        yield rest


def fitting(values: Mapping[str, str], fits: Callable[[dict[str, str]], bool]) -> dict[str, str]:
    """As much of what was typed, by field, as fits; the longest is left out first."""
    kept = dict(values)
    while kept and not fits(kept):
        del kept[max(kept, key=lambda name: len(kept[name]))]
    return kept
