"""Puts the wordings of a pattern together, one or several to a line."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.dialogue import bounded_re as re


def alternatives(lines: str, parts: Mapping[str, str] = {}) -> str:
    """A regular expression that any line matches; ``<NAME>`` in a line stands for the part of that name."""
    said = "|".join(filter(None, map(str.strip, lines.splitlines())))
    return re.sub(r"<([A-Z_]+)>", lambda name: parts[name[1]], said)
