"""By which sign and word is a reply recognized at a glance?"""

from __future__ import annotations

from collections.abc import Mapping

from handlers.dialogue.reply import Tone

_BADGES: Mapping[Tone, tuple[str, str, str]] = {
    "yes": ("✓", "✅", "Yes"),
    "no": ("✕", "⛔", "No"),
    "depends": ("?", "⚖️", "It depends"),
    "allowed": ("✓", "✅", "Allowed if"),
    "not-allowed": ("✕", "⛔", "Not allowed"),
    "needed": ("!", "❗", "Needed"),
    "no-duty": ("–", "➖", "No duty"),
    "counts": ("✓", "📘", "Counts"),
    "counts-not": ("–", "➖", "Not counted"),
    "enough": ("✓", "✅", "Enough"),
    "not-enough": ("✕", "⛔", "Not enough"),
    "in-time": ("✓", "✅", "In time"),
    "too-late": ("✕", "⛔", "Too late"),
    "unknown": ("–", "❓", "No answer"),
    "sorry": ("!", "⚠️", ""),
    "due": ("◷", "🕒", "Due"),
    "overdue": ("▲", "🔴", "Overdue"),
    "done": ("●", "✅", "Done"),
    "incomplete": ("○", "🟠", "Incomplete"),
    "plain": ("", "", ""),
}
SIGNS: Mapping[Tone, tuple[str, str]] = {tone: (sign, word) for tone, (sign, _, word) in _BADGES.items()}
"""Marks for what the law says, shapes for how a record stands; they take the color of the text around them."""
MARKS: Mapping[Tone, tuple[str, str]] = {tone: (mark, word) for tone, (_, mark, word) in _BADGES.items()}
"""The same where signs are drawn in colors of their own, as in the chats; never without the word."""


def headed(tone: Tone, title: str, signs: Mapping[Tone, tuple[str, str]] = SIGNS) -> str:
    """A reply's heading: the sign and the word of its tone, then the title."""
    sign, word = signs[tone]
    mark = f"{sign} {word}".strip()
    return (f"{mark} · {title}" if word and title else f"{mark} {title}").strip()
