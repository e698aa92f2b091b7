"""Escapes a text so that Slack reads no markup in it."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]
_MARKUP = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")
_LOOKS_LIKE = str.maketrans("*_~`", "∗＿∼ʼ")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def plain(text: str) -> Json:
    """A text object in which nothing is markup, no emoji either."""
    return {"type": "plain_text", "text": text, "emoji": False}


def spoken(text: str) -> str:
    """The text for a message's top level, which is read out and notified, without mrkdwn and mentions."""
    return _MARKUP.sub(lambda found: found[0].translate(_LOOKS_LIKE), text).translate(_SPECIAL)
