"""How does a private answer come to stand where everybody in the channel reads it?"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.slack.hearing.hear import Said
from bot.slack.showing.text import plain as plain_text
from bot.slack.showing.text import size
from handlers.law.ask import clean
from handlers.outcome import CHANGING
from handlers.plain import plain
from handlers.reply import Link, Reply
from handlers.respond import LONGEST_MESSAGE, parse
from handlers.wording import slack as words

SHARE = "share"
"""The action id of the button."""
KEPT = 30 * 60.0
"""Seconds for which an answer is at hand as it was."""
MOST = 500
LONGEST_VALUE = 2000
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a press on the button asks for."""

    key: str
    digest: str
    thread: str
    text: str
    """What was said, so that it can be answered anew; empty where that would change something."""


@dataclass(slots=True)
class Shared:
    """The answers that may still be shared, as they were."""

    _kept: dict[str, tuple[float, Reply]] = field(default_factory=dict)

    def button(self, reply: Reply, said: Said) -> list[Json]:
        """The block with the button; none for what is asked back, went wrong, is one's own link, or stands alone."""
        if said.chat or not said.channel or said.channel.startswith("D") or reply.form or reply.files:
            return []
        if reply.tone == "sorry" or any(isinstance(part, Link) for part in reply.parts):
            return []
        key = secrets.token_urlsafe(9)
        self._keep(key, reply)
        wish = {"key": key, "digest": digest(reply), "thread": said.thread or said.spoken_at, "text": _repeatable(said)}
        value = json.dumps(wish)
        if size(value) > LONGEST_VALUE:
            value = json.dumps({**wish, "text": ""})
        pressed = {"type": "button", "action_id": SHARE, "text": plain_text(words.SHARE), "value": value}
        return [{"type": "actions", "elements": [pressed]}]

    def at_hand(self, wish: Wish) -> Reply | None:
        """The answer as it was; None where too much time has passed, or another bot gave it."""
        until, reply = self._kept.get(wish.key, (0.0, None))
        return reply if until > time.monotonic() else None

    def _keep(self, key: str, reply: Reply) -> None:
        if len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (time.monotonic() + KEPT, reply)


def wish(action: Mapping[str, Any]) -> Wish:
    """What the button that was pressed carries."""
    return Wish(**json.loads(action["value"]))


def public(reply: Reply, user: str) -> tuple[Reply, list[Json]]:
    """The answer for everybody, and a line that says who shared it."""
    sharer = [{"type": "text", "text": words.SHARED_BY}, {"type": "user", "user_id": user}]
    by = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": sharer}]}
    return replace(reply, private=False), [by]


def digest(reply: Reply) -> str:
    """The same for the same answer."""
    return hashlib.sha256(plain(reply).encode()).hexdigest()[:16]


def _repeatable(said: Said) -> str:
    """What was said, where answering it anew only looks something up."""
    if said.fields or not said.text:
        return ""
    command, _ = parse(clean(said.text, LONGEST_MESSAGE))
    return "" if command.name in CHANGING else said.text
