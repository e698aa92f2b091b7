"""A reply as plain text: its badge and title, its parts as lines, and texts cut or split to fit."""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from handlers.dialogue import words as wording
from handlers.dialogue.chart import Chart, Tiles
from handlers.dialogue.reply import (
    LONGEST_LABEL,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Bullets,
    Choice,
    Cite,
    Day,
    Facts,
    Link,
    Part,
    Quote,
    Reply,
    Rows,
    Text,
    Tone,
)

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
    "due-soon": ("◇", "⏳", "Due soon"),
    "due-today": ("◆", "⏰", "Due today"),
    "overdue": ("▲", "🔴", "Overdue"),
    "done": ("●", "✅", "Done"),
    "incomplete": ("○", "🟠", "Incomplete"),
    "plain": ("", "", ""),
}
SIGNS: Mapping[Tone, tuple[str, str]] = {tone: (sign, word) for tone, (sign, _, word) in _BADGES.items()}
"""Sign and word of each tone: marks for the law, shapes for records, in the color of the text around them."""
MARKS: Mapping[Tone, tuple[str, str]] = {tone: (mark, word) for tone, (_, mark, word) in _BADGES.items()}
"""The same with colored emoji, as in the chats; never shown without the word."""


def badged_title(tone: Tone, title: str, signs: Mapping[Tone, tuple[str, str]] = SIGNS) -> str:
    """A reply's heading: the sign and the word of its tone, then the title."""
    sign, word = signs[tone]
    mark = f"{sign} {word}".strip()
    return (f"{mark} · {title}" if word and title else f"{mark} {title}").strip()


def plain(reply: Reply, *, headed: bool = True) -> str:
    """The whole reply as lines of text; without the heading when ``headed`` is off."""
    blocks = [block(part) for part in reply.parts]
    if headed:
        blocks.insert(0, badged_title(reply.tone, reply.title))
    if reply.footer:
        blocks.append(reply.footer)
    return "\n".join(blocks)


def block(part: Part) -> str:
    """One part as text."""
    match part:
        case Text() | Chart() | Tiles():
            return f"{part.title}: {part.says}" if isinstance(part, Chart) else part.says
        case Quote(says):
            return "\n".join(f"  | {line}" if line else "" for line in says.splitlines())
        case Facts(rows):
            return "\n".join(f"{label}: {value}" for label, value in rows)
        case Bullets() | Rows():
            items = part.items if isinstance(part, Bullets) else [f"{row.title}: {row.says}" for row in part.rows]
            return "\n".join(f"- {item}" for item in items)
        case Cite(pin, link, checked):
            return " ".join(piece for piece in (pin, checked and f"({checked})", link) if piece)
        case Day(label) | Link(label):
            return f"{label}: {wording.day(part.day) if isinstance(part, Day) else part.url}"
        case _:
            assert_never(part)


def short(text: str, most: int = LONGEST_TITLE) -> str:
    """The text in at most so many characters; an ellipsis shows where it was cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def parted(text: str, most: int = LONGEST_TEXT) -> Iterator[str]:
    """The whole text in pieces of at most so many characters, split at the end of a line, else at a space."""
    while len(text) > most:
        cut = text.rfind("\n", most // 2, most) + 1 or text.rfind(" ", 0, most) + 1 or most
        yield text[:cut].rstrip()
        text = text[cut:].lstrip("\n")
    yield text


def offer_names(command: str, names: Iterable[str]) -> list[Choice]:
    """A button for each name that may be meant, which gives the command with it."""
    return [Choice(short(name, LONGEST_LABEL), f"{command} {name}", guessed=True) for name in names]
