"""Reads what stands for a child or a family on record: initials or a number, never a name."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re
from handlers.forms import words as form_words
from handlers.forms.filled import Filled

_INITIALS = re.compile(r"[A-Z](?:\.?[ -]?[A-Z]){0,2}\.?")
_NUMBERED = re.compile(
    r"(?:(?:case|student|child|file|folder|number|no|ref|reference|request|id|family|household|ticket|letter|grade|plan"
    r"|iep|504|[a-z]{1,2})\b[.:# -]*)*#?\d[\w/-]*(?:[ .:#/-]+(?:[a-z]{1,2}\b|\d[\w/-]*))*",
    re.IGNORECASE,
)


def read_reference(filled: Filled, id: str) -> str:
    """The initials or the number; a name is an error at the field."""
    said = filled.text(id)
    if said and not (_INITIALS.fullmatch(said) or _NUMBERED.fullmatch(said)):
        filled.errors.setdefault(id, form_words.NO_REFERENCE)
    filled.guard(id)
    return said
