"""Text in a card, written so that no client reads markup or functions into it.

In cards, Teams reads Markdown in TextBlock and FactSet, of which we use only TextBlock, for mentions, and functions
such as ``{{DATE(…)}}`` in these and in TextRun. In a TextRun only functions are read, so a joiner between its braces is
enough. A text without runs, such as a choice's title, is read as Markdown by some clients and not by others; `unmarked`
works in both.

An action's title is read for neither and stays as it is: the documentation has functions in TextBlock only, and
Microsoft's renderer (3.0.6) looks for them in TextBlock and TextRun, and puts a title on its button as plain text. A
``${…}`` is filled in only where a card is made from a template, before it is sent; Teams makes none.
"""

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
"""The word joiner: it has no width, and no line breaks at it."""
LOOKS_LIKE = {"*": "∗", "`": "ˋ", "~": "∼"}
_MARK = re.compile(r"[*`~]|(?<![^\W_])_|_(?![^\W_])")
_BEFORE = re.compile(r"(?<=[\\<&!\]{$])(?=\S)")
_FIRST = re.compile(r"^(?=[#>+=|-]|\d+[.)])")


def runs(text: str, look: Look = "plain", **more: Any) -> list[Json]:
    """The text as a run in one look, shown literally; ``more`` adds fields. Nothing where there is no text."""
    said = _APART.sub(JOINER, clean(text))
    return [{"type": "TextRun", "text": said, **LOOKS[look], **more}] if said else []


def block(found: list[Json], spacing: str = "") -> Json:
    """Runs as a paragraph."""
    return {"type": "RichTextBlock", "inlines": found, **({"spacing": spacing} if spacing else {})}


def unmarked(text: str) -> str:
    """The text in one line that looks the same whether or not a client reads Markdown."""
    line = _MARK.sub(lambda found: LOOKS_LIKE.get(found[0], f"{JOINER}_{JOINER}"), " ".join(clean(text).split()))
    return _FIRST.sub(JOINER, _BEFORE.sub(JOINER, line))


def size(thing: Any) -> int:
    """Its bytes when sent, at worst: Teams counts them as UTF-16, and JSON escapes count on the wire."""
    as_utf16 = json.dumps(thing, ensure_ascii=False).encode("utf-16-le", "replace")
    return max(len(json.dumps(thing)), len(as_utf16))
