"""Takes Slack's marks out of what somebody wrote."""

from __future__ import annotations

import re

_MARK = re.compile(r"<([^<>\n]*)>")
_ESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def written(text: str, bot: str = "") -> str:
    """The text as its author sees it, people and channels by our ids; without the name of the bot itself."""
    plain = _MARK.sub(lambda mark: _mark(mark[1], bot), text)
    return re.sub("&lt;|&gt;|&amp;", lambda found: _ESCAPED[found[0]], plain).strip(" \t\n\r\u00a0,:")


def people(text: str) -> tuple[str, ...]:
    """Slack's ids of those who are named in a text of ours, each once, in order."""
    return tuple(dict.fromkeys(re.findall(r"\bslack:([UW][A-Z0-9]+)", text)))


def _mark(inner: str, bot: str) -> str:
    """One mark: a person, a channel, a group, a date or a link, with its label where it has one."""
    target, _, label = inner.partition("|")
    match target[:1]:
        case "@":
            return "" if target[1:] == bot else f"slack:{target[1:]}"
        case "#":
            return f"slack:{target[1:]}"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            return label if label and target.rstrip("/").endswith(label.rstrip("/")) else target
