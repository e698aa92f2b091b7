"""How does a private answer come to stand where everybody in the conversation reads it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.chat import words as chats
from bot.chat.sharing import ShareableReplies, ShareableReply, ShareRequest, may_be_shared
from bot.teams import words as teams
from bot.teams.client import Json
from bot.teams.parse.incoming import QUIET, TeamsIncoming
from bot.teams.render.escape import size
from handlers.command_access import changes, named
from handlers.dialogue.reply import Reply, Text

SHARE = "share"
"""The verb of the button, and in its data what is to be shared."""
LARGEST_TEXT = 6000


def button(shared: ShareableReplies, reply: Reply, incoming: TeamsIncoming) -> list[Json]:
    """The element with the button; none where nobody else reads along, and for what is not to be shared."""
    if incoming.kind == "personal" or not may_be_shared(reply):
        return []
    given, text = ShareableReply(reply, whose(incoming), named(incoming.text)), repeatable(incoming)
    wish = {"key": shared.keep(given), "digest": given.digest, "text": text if size(text) <= LARGEST_TEXT else ""}
    data: Json = {"say": "help", SHARE: wish, QUIET: True}
    pressed: Json = {"type": "Action.Submit", "title": chats.SHARE, "data": data, "associatedInputs": "none"}
    execute = {**pressed, "type": "Action.Execute", "verb": SHARE, "fallback": pressed}
    return [{"type": "ActionSet", "actions": [execute]}]


def wish(data: Mapping[str, Any]) -> ShareRequest | None:
    """What the button that was pressed carries; None where it shares nothing."""
    found = data.get(SHARE)
    if not isinstance(found, dict):
        return None
    return ShareRequest(*(str(found.get(name) or "") for name in ("key", "digest", "text")))


def whose(incoming: TeamsIncoming) -> str:
    """Whoever spoke, and where: Teams gives each bot ids of people and of conversations that no two have."""
    return f"{incoming.conversation} {incoming.user or incoming.aad}"


def public(reply: Reply, sharer: str) -> Reply:
    """The answer for everybody, and who shared it."""
    return replace(reply, private=False, parts=(*reply.parts, Text(teams.shared_by(sharer))))


def repeatable(incoming: TeamsIncoming) -> str:
    """What was said, where answering it anew only looks something up."""
    return "" if incoming.fields or changes(incoming.text) else incoming.text
