"""How does a reply read as plain text?"""

from __future__ import annotations

from typing import assert_never

from handlers.dialogue import words as wording
from handlers.dialogue.chart import Chart
from handlers.dialogue.reply import Bullets, Cite, Day, Facts, Link, Part, Quote, Reply, Rows, Text
from handlers.dialogue.text import badges as tones
from handlers.dialogue.tiles import Tiles


def plain(reply: Reply, *, headed: bool = True) -> str:
    """The whole reply as lines of text; without the heading when ``headed`` is off."""
    blocks = [block(part) for part in reply.parts]
    if headed:
        blocks.insert(0, tones.headed(reply.tone, reply.title))
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
