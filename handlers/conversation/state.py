"""Tells in one line where the dialogue stands: from ids and names on file, never from what somebody typed."""

from __future__ import annotations

from handlers.dialogue.desk import Desk
from handlers.dialogue.memory import Memory
from handlers.dialogue.record_kinds import DEADLINE, kind_of
from handlers.dialogue.text.shorten import short
from handlers.records.acts.form_slots import slot_of
from storage.records import Deadline

MOST_LISTED = 5
LONGEST = 60
"""Letters of what is proposed, and of a title."""


def state_line(memory: Memory, desk: Desk) -> str:
    """``asked vendor in log-contract``, ``list C-1 Kami; C-4 Kahoot``; empty where nothing is.

    Both, with a slash between them, where something else was shown while an act is open.
    """
    task = _of_task(memory)
    if not task or not memory.aside:
        return task or _shown(memory, desk)
    return f"{task} / {_shown(memory, desk)}".removesuffix(" / ")


def _of_task(memory: Memory) -> str:
    """What is open."""
    if memory.press:
        return f"proposed {short(memory.press, LONGEST)}"
    if memory.task:
        return f"asked {slot_of(memory.asked)} in {memory.task}" if memory.asked else f"form {memory.task} open"
    return ""


def _shown(memory: Memory, desk: Desk) -> str:
    """What was shown last."""
    if memory.newest == "law":
        return _of_law(memory, desk)
    if memory.subject:
        return f"card {named(memory.subject, desk)}"
    if memory.rows:
        return f"list {'; '.join(named(id, desk) for id in memory.rows[:MOST_LISTED])}"
    return ""


def _of_law(memory: Memory, desk: Desk) -> str:
    found = desk.law.on(desk.today).answer(memory.topic) if memory.topic else None
    title = memory.topic.replace("-", " ")
    return f"law {found.cites[0] if found and found.cites else ''} {title}".strip() if memory.topic else ""


def named(id: str, desk: Desk) -> str:
    """The id with the name of its record."""
    kind = kind_of(id)
    record = kind.find(desk.store, id) if kind else None
    if isinstance(record, Deadline):
        return f"{id} {record.duty.replace('-', ' ')}"
    name = getattr(record, "product", "") or getattr(record, "vendor", "") if kind is not DEADLINE else ""
    return f"{id} {name}".strip()
