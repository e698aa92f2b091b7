"""Finds the records that are meant where none is named: by their places in a list, or the one shown last."""

from __future__ import annotations

from handlers.conversation.places import entries
from handlers.dialogue import bounded_re as re
from handlers.dialogue.memory import Memory
from handlers.dialogue.record_kinds import kind_of
from knowledge.frames.frame import Frame

_MANY = frozenset({"both", "all", "them", "those", "these", "they", "their", "theirs"})
MOST_AT_ONCE = 5
_WORD = re.compile(r"[a-z]+|\d+")


def pointed(frame: Frame, text: str, memory: Memory) -> tuple[str, ...] | None:
    """The ids that a place or a word such as "it" points at; None where nothing points, empty where there is none."""
    if memory.rows and (ids := entries(text, memory.rows)) is not None:
        return ids
    said = [set(_WORD.findall(one.lower())) for one in frame.of("reference")]
    if not said:
        return None
    if any(_MANY & words for words in said):
        return memory.rows[:MOST_AT_ONCE] if len(memory.rows) > 1 else None
    if any("other" in words for words in said):
        kind = kind_of(memory.subject)
        others = tuple(one for one in memory.rows if one != memory.subject and kind in {None, kind_of(one)})
        return others[:MOST_AT_ONCE] or None
    return (memory.subject,) if memory.subject else memory.rows if len(memory.rows) == 1 else None
