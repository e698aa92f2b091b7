"""By which sign and word is a reply recognized at a glance?"""

from __future__ import annotations

from collections.abc import Mapping

from handlers.dialogue.reply import Tone

SIGNS: Mapping[Tone, tuple[str, str]] = {
    "yes": ("✓", "Yes"),
    "no": ("✕", "No"),
    "depends": ("?", "It depends"),
    "unknown": ("–", "No answer"),
    "sorry": ("!", ""),
    "due": ("◷", "Due"),
    "overdue": ("▲", "Overdue"),
    "done": ("●", "Done"),
    "incomplete": ("○", "Incomplete"),
    "plain": ("", ""),
}
"""Marks for what the law says, shapes for how a record stands; no emoji, which a chat would draw in colors."""


def headed(tone: Tone, title: str) -> str:
    """A reply's heading: the sign and the word of its tone, then the title."""
    sign, word = SIGNS[tone]
    mark = f"{sign} {word}".strip()
    return (f"{mark} · {title}" if word and title else f"{mark} {title}").strip()
