"""How are words shown in a card so that no client reads anything into them?

In cards, Teams reads Markdown in TextBlock and FactSet, which we never use, and functions as ``{{DATE(…)}}`` in these
and in TextRun. A TextRun is read for functions only, so that braces with a joiner between them are braces. What has to
be one text, as the title of a choice, is read as Markdown by some clients and by others not; there `unmarked` helps in
both.

The title of an action is read for neither, and stays as it is: the documentation knows functions in TextBlock alone,
Microsoft's renderer (3.0.6) looks for them in TextBlock and TextRun, and puts a title on its button as plain text. A
``${…}`` is filled in where a card is made of a template, before it is sent; Teams makes none.
"""

from __future__ import annotations

import json
import re
from typing import Any, Literal

from bot.chat.replies import clean
from bot.teams.client import Json

Look = Literal["plain", "bold", "heading", "small", "sign", "late", "wrong", "link"]
LOOKS: dict[Look, Json] = {
    "plain": {},
    "bold": {"weight": "Bolder"},
    "heading": {"weight": "Bolder", "size": "Large"},
    "small": {"size": "Small", "isSubtle": True},
    "sign": {"size": "Small"},
    "late": {"size": "Small", "weight": "Bolder", "color": "Attention"},
    "wrong": {"weight": "Bolder", "color": "Attention"},
    "link": {"color": "Accent", "underline": True},
}
_APART = re.compile(r"(?<=\{)(?=\{)|(?<=\$)(?=\{)")
JOINER = "\u2060"
"""Word joiner: no width, and no line ends at it."""
LOOKS_LIKE = {"*": "∗", "`": "ˋ", "~": "∼"}
_MARK = re.compile(r"[*`~]|(?<![^\W_])_|_(?![^\W_])")
_BEFORE = re.compile(r"(?<=[\\<&!\]{$])(?=\S)")
_FIRST = re.compile(r"^(?=[#>+=|-]|\d+[.)])")


def runs(text: str, look: Look = "plain", **more: Any) -> list[Json]:
    """The text as a run of one look, letter by letter, with ``more``; nothing where there is no text."""
    said = _APART.sub(JOINER, clean(text))
    return [{"type": "TextRun", "text": said, **LOOKS[look], **more}] if said else []


def block(found: list[Json], spacing: str = "") -> Json:
    """Runs as a paragraph."""
    return {"type": "RichTextBlock", "inlines": found, **({"spacing": spacing} if spacing else {})}


def unmarked(text: str) -> str:
    """The text in one line, the same to the eye, for places where one client reads Markdown and another does not."""
    line = _MARK.sub(lambda found: LOOKS_LIKE.get(found[0], f"{JOINER}_{JOINER}"), " ".join(clean(text).split()))
    return _FIRST.sub(JOINER, _BEFORE.sub(JOINER, line))


def size(thing: Any) -> int:
    """Bytes of it on its way, at worst: Teams counts them as UTF-16, the wire carries escapes."""
    read = json.dumps(thing, ensure_ascii=False).encode("utf-16-le", "replace")
    return max(len(json.dumps(thing)), len(read))
