"""How does a private answer come to stand where everybody in the conversation reads it?"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.teams.hearing.hear import QUIET, Said
from bot.teams.hearing.words import changes
from bot.teams.line import Json
from bot.teams.showing.text import size
from handlers.plain import plain
from handlers.reply import Link, Reply, Text
from handlers.wording import teams as words

SHARE = "share"
"""The verb of the button, and in its data what is to be shared."""
KEPT = 30 * 60.0
"""Seconds for which an answer is at hand as it was."""
MOST = 500
LARGEST_TEXT = 6000


@dataclass(frozen=True, slots=True)
class Wish:
    """What a press on the button asks for."""

    key: str
    digest: str
    text: str
    """What was said, so that it can be answered anew; empty where that would change something."""


@dataclass(slots=True)
class Shared:
    """The answers that may still be shared, as they were."""

    _kept: dict[str, tuple[float, Reply]] = field(default_factory=dict)

    def button(self, reply: Reply, said: Said) -> list[Json]:
        """The element with the button; none for what is asked back, went wrong, or is for one person."""
        personal = any(isinstance(part, Link) for part in reply.parts)
        if said.kind == "personal" or reply.form or reply.files or reply.tone == "sorry" or personal:
            return []
        key = secrets.token_urlsafe(9)
        self._keep(key, reply)
        text = repeatable(said)
        wish = {"key": key, "digest": digest(reply), "text": text if size(text) <= LARGEST_TEXT else ""}
        data: Json = {"say": "help", SHARE: wish, QUIET: True}
        pressed: Json = {"type": "Action.Submit", "title": words.SHARE, "data": data, "associatedInputs": "none"}
        execute = {**pressed, "type": "Action.Execute", "verb": SHARE, "fallback": pressed}
        return [{"type": "ActionSet", "actions": [execute]}]

    def at_hand(self, wish: Wish) -> Reply | None:
        """The answer as it was; None where too much time has passed, or another bot gave it."""
        until, reply = self._kept.get(wish.key, (0.0, None))
        return reply if until > time.monotonic() else None

    def _keep(self, key: str, reply: Reply) -> None:
        if len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (time.monotonic() + KEPT, reply)


def wish(data: Mapping[str, Any]) -> Wish | None:
    """What the button that was pressed carries; None where it shares nothing."""
    found = data.get(SHARE)
    if not isinstance(found, dict):
        return None
    return Wish(*(str(found.get(name) or "") for name in ("key", "digest", "text")))


def public(reply: Reply, sharer: str) -> Reply:
    """The answer for everybody, and who shared it."""
    return replace(reply, private=False, parts=(*reply.parts, Text(words.shared_by(sharer))))


def digest(reply: Reply) -> str:
    """The same for the same answer."""
    return hashlib.sha256(plain(reply).encode()).hexdigest()[:16]


def repeatable(said: Said) -> str:
    """What was said, where answering it anew only looks something up."""
    return "" if said.fields or changes(said.text) else said.text
