"""Puts the owner of the record shown last in the place of her, his or theirs."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.dialogue.memory import Memory
from handlers.people import names

_WHOSE = re.compile(r"\b(?:of|for|by|to) (?:hers|his|her|him)\b|\b(?:hers|his)\b(?! )", re.IGNORECASE)


def with_names(text: str, memory: Memory, desk: Desk) -> str:
    """The text with that person's name; as it is where it speaks of nobody, or nobody is known."""
    found = _WHOSE.search(text)
    if found is None or not memory.subject or desk.records is None:
        return text
    id = memory.subject
    record = desk.records.contract(id) or desk.records.breach(id) or desk.records.deadline(id)
    name = names.display_name(record.owner, desk) if record and record.owner else ""
    if not name:
        return text
    return f"{text[: found.start()]}of {name}'s{text[found.end() :]}"
