"""Whether a paper changes the words of another: answers to a district's terms, a list of exceptions."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

CHANGES = re.compile(
    r"(?:^|[.:;”\"\])]\s*|[-–]\s)(?:strike|delete|replace|insert)\b"
    r"(?: the (?:words?|phrase|sentence|last|first|following|text|clause)| everything| at the end"
    r"|[^.\n]{0,40}[\"“\[]| with:| section| clause| paragraph)",
    re.IGNORECASE | re.MULTILINE,
)
SEVERAL = 2
"""One alone may be part of an ordinary clause."""


def is_edit(text: str) -> bool:
    """Whether it says several times what to strike, replace or insert."""
    return len(CHANGES.findall(text)) >= SEVERAL
