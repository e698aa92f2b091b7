"""Sentences of ``dpa talk``: its help, and what is wrong with a line."""

from __future__ import annotations

from collections.abc import Iterable

HELP_TALK = "Hold whole conversations, records included: JSON lines in, JSON lines out."
HELP_DATA = "Use the records in this folder, and keep them; otherwise each talk has empty ones."
JSONL_ONLY = "Conversations are read as JSON lines: dpa talk --jsonl < talks.jsonl"
NO_TALK = 'the line needs "talk", the name of its conversation'
ONE_ACT = 'the line needs one of "say", "press" and "fill"'
NOT_TEXT = '"say" and "press" are texts, and "fill" is an object of fields'
NOTHING_BEFORE = "there is no reply before it in this talk"
NO_FORM = "the reply before it has no form"


def no_moment(value: str) -> str:
    """What cannot be read as a moment."""
    return f"\"now\" cannot be read: '{value[:40]}'; write for example 2026-11-26T10:00"


def no_role(value: str, known: Iterable[str]) -> str:
    """A role that does not exist."""
    return f"there is no role '{value[:40]}'; there are: {', '.join(known)}"


def no_choice(label: str, there: Iterable[str]) -> str:
    """A button that the reply before does not have."""
    return f"the reply before it has no choice '{label[:75]}'; it has: {'; '.join(there) or 'none'}"


def no_field(names: Iterable[str], there: Iterable[str]) -> str:
    """Fields that the form of the reply before does not have."""
    return f"the form has no {', '.join(names)}; it has: {', '.join(there)}"
