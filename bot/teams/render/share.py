"""The button that shows a private answer to everybody in a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.chat import words as chats
from bot.chat.sharing import ShareRequest
from bot.teams import words as teams
from bot.teams.client import Json
from bot.teams.render.buttons import QUIET
from bot.teams.render.escape import size
from handlers.dialogue.reply import Reply, Text

SHARE = "share"
"""The verb of the button, and in its data what is to be shared."""
LARGEST_TEXT = 6000


def share_button(request: ShareRequest) -> list[Json]:
    """The element with the button; it carries what was asked where there is room."""
    text = request.text if size(request.text) <= LARGEST_TEXT else ""
    wish = {"key": request.key, "digest": request.digest, "text": text}
    data: Json = {"say": "help", SHARE: wish, QUIET: True}
    pressed: Json = {"type": "Action.Submit", "title": chats.SHARE, "data": data, "associatedInputs": "none"}
    execute = {**pressed, "type": "Action.Execute", "verb": SHARE, "fallback": pressed}
    return [{"type": "ActionSet", "actions": [execute]}]


def read_request(data: Mapping[str, Any]) -> ShareRequest | None:
    """What the button that was pressed carries; None where it shares nothing."""
    found = data.get(SHARE)
    if not isinstance(found, dict):
        return None
    return ShareRequest(*(str(found.get(name) or "") for name in ("key", "digest", "text")))


def public(reply: Reply, sharer: str) -> Reply:
    """The answer for everybody, and who shared it."""
    return replace(reply, private=False, parts=(*reply.parts, Text(teams.shared_by(sharer))))
