"""Turns a Teams message into plain text: mentions, escapes, HTML and a typed slash before a command."""

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
"""The HTML tags that start a new line."""


def wordings(activity: Json) -> tuple[str, str]:
    """The text as its author sees it, without the bot's name; twice: mentioned people by Teams id, and by name."""
    text = str(activity.get("text") or "")
    bot_id = (activity.get("recipient") or {}).get("id")
    by_id, by_name = text, text
    for mark, who in _mentions(activity):
        is_bot = who.get("id") == bot_id
        by_id = by_id.replace(mark, " " if is_bot else f"teams:{who.get('id')}", 1)
        by_name = by_name.replace(mark, " " if is_bot else str(who.get("name") or ""), 1)
    return _bare(_plain(by_id)), _bare(_plain(by_name))


def is_named(activity: Json) -> bool:
    """Whether the message mentions the bot."""
    bot_id = (activity.get("recipient") or {}).get("id")
    return any(who.get("id") == bot_id for _, who in _mentions(activity))


def names(activity: Json) -> dict[str, str]:
    """The names of the other people mentioned, by their id in Teams."""
    bot = (activity.get("recipient") or {}).get("id")
    return {
        str(who["id"]): str(who.get("name") or "") for _, who in _mentions(activity) if who.get("id") not in {bot, None}
    }


def people(text: str) -> tuple[str, ...]:
    """Teams' ids of the people mentioned in a text from `wordings`, each once, in order."""
    return tuple(dict.fromkeys(_NAMED.findall(text)))


def of_html(content: str) -> str:
    """The text of an HTML message."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).replace("\xa0", " ").splitlines())
    return "\n".join(line for line in lines if line)


def _mentions(activity: Json) -> Iterator[tuple[str, Json]]:
    """Each mention's mark in the text, with the account that it names."""
    for one in objects(activity.get("entities")):
        who = part(one, "mentioned")
        if one.get("type") == "mention" and one.get("text") and isinstance(who.get("id"), str):
            yield str(one["text"]), who


def _plain(text: str) -> str:
    unescaped = _ESCAPED.sub(lambda mark: unescape(mark[0]), text)
    return unescaped.replace("\r\n", "\n").replace("\xa0", " ").strip(" \t\n,:")


def _bare(text: str) -> str:
    """The text without what people type before a command: ``/dpa log-contract``, ``/log-contract``, ``dpa due``."""
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
