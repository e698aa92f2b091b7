"""The shapes in which Teams takes the answer to an invoke."""

from __future__ import annotations

from bot.teams.client import Json
from bot.teams.render.cards import CARD
from bot.teams.render.forms import dialog
from handlers.dialogue.reply import Reply, Text

CLOSED: Json = {"status": 200}
"""A dialog closes; what was invoked is done."""
STRANGE: Json = {"status": 400}
"""It is none of ours."""
UNKNOWN: Json = {"status": 501}
"""We do not serve that."""
IN_TIME = 3.5
"""Seconds after which the answer comes as a message: Teams waits five for what is invoked."""


def in_dialog(reply: Reply, meta: str = "") -> Json:
    """A dialog that opens or goes on: the reply's form, or its words. Raises ValueError for what no card can hold."""
    return _body({"task": {"type": "continue", "value": dialog(reply, meta)}})


def last_words(says: str) -> Json:
    """A dialog that shows a sentence, and no more."""
    return _body({"task": {"type": "message", "value": says}})


def in_place(card: Json) -> Json:
    """A card in the place of the one that was pressed, for the person who pressed it."""
    return _body({"statusCode": 200, "type": CARD, "value": card})


def said_below(says: str) -> Json:
    """A line below the card that was pressed."""
    return _body({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": says})


def in_words(reply: Reply) -> str:
    """What a reply says in a line."""
    return " ".join(part.says for part in reply.parts if isinstance(part, Text)) or reply.title


def listed(attachments: list[Json]) -> Json:
    """What a search found."""
    return _body({"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": attachments}})


def instead(says: str) -> Json:
    """A sentence in the place of what a search found."""
    return _body({"composeExtension": {"type": "message", "text": says}})


def broken(name: str, says: str) -> Json:
    """A sentence where something failed, in the shape that the invoke of that name takes."""
    if name.startswith("task/") or name in {"composeExtension/fetchTask", "composeExtension/submitAction"}:
        return last_words(says)
    return instead(says) if name.startswith("composeExtension/") else said_below(says)


def _body(body: Json) -> Json:
    return {"status": 200, "body": body}
