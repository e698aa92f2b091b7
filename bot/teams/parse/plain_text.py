"""Takes Teams' marks out of what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from bot.teams.client import Json, objects, part
from handlers.commands import COMMANDS

_SLASH = re.compile(r"/\s*(?:dpa\b\s*)?", re.IGNORECASE)
_ESCAPED = re.compile(r"&(?:lt|gt|amp|quot|nbsp|#39|#160);")
_NAMED = re.compile(r"\bteams:([^\s,;]+)")
LINES = frozenset({"p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3"})
"""After these an HTML text goes on in a new line."""


def wordings(activity: Json) -> tuple[str, str]:
    """The text as its author sees it, without the bot's name: others by their id in Teams, and by their name."""
    text = str(activity.get("text") or "")
    us = (activity.get("recipient") or {}).get("id")
    by_id, by_name = text, text
    for mark, who in _mentions(activity):
        ours = who.get("id") == us
        by_id = by_id.replace(mark, " " if ours else f"teams:{who.get('id')}", 1)
        by_name = by_name.replace(mark, " " if ours else str(who.get("name") or ""), 1)
    return _bare(_plain(by_id)), _bare(_plain(by_name))


def is_named(activity: Json) -> bool:
    """Whether the bot is mentioned in it."""
    us = (activity.get("recipient") or {}).get("id")
    return any(who.get("id") == us for _, who in _mentions(activity))


def names(activity: Json) -> dict[str, str]:
    """Who else is mentioned in it: by their id in Teams, how they are called."""
    us = (activity.get("recipient") or {}).get("id")
    return {
        str(who["id"]): str(who.get("name") or "") for _, who in _mentions(activity) if who.get("id") not in {us, None}
    }


def people(text: str) -> tuple[str, ...]:
    """Teams' ids of those who are named in a text of ours, each once, in order."""
    return tuple(dict.fromkeys(_NAMED.findall(text)))


def of_html(content: str) -> str:
    """What an HTML message says."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).replace("\xa0", " ").splitlines())
    return "\n".join(line for line in lines if line)


def _mentions(activity: Json) -> Iterator[tuple[str, Json]]:
    """The marks in the text, each with whom it names."""
    for one in objects(activity.get("entities")):
        who = part(one, "mentioned")
        if one.get("type") == "mention" and one.get("text") and isinstance(who.get("id"), str):
            yield str(one["text"]), who


def _plain(text: str) -> str:
    found = _ESCAPED.sub(lambda mark: unescape(mark[0]), text)
    return found.replace("\r\n", "\n").replace("\xa0", " ").strip(" \t\n,:")


def _bare(text: str) -> str:
    """Without what people type before a command: ``/dpa log-contract``, ``/log-contract``, ``dpa log-contract``."""
    if text.startswith("/"):
        return _SLASH.sub("", text, count=1).strip()
    first, _, rest = text.partition(" ")
    is_command = not rest.strip() or rest.split()[0].lower() in COMMANDS
    return rest.strip() if first.lower() == "dpa" and is_command else text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its word
        if tag in LINES:
            self.found.append("\n")
