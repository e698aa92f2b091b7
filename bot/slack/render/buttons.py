"""The buttons below an answer in Slack: to share it in its channel, and for what can be done with a file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from bot.chat import words as chats
from bot.chat.received import offers
from bot.chat.replies import size
from bot.chat.transport import ShareRequest, for_everybody
from bot.slack import words as slack_words
from bot.slack.render.blocks import LONGEST_VALUE, row
from bot.slack.render.rich_text import Block, plain
from handlers.contracts.listing import SAY
from handlers.dialogue.reply import Reply

SHARE = "share"
"""The action id of the button that shares an answer."""
WITH_FILES = "files"
"""How the action ids of buttons begin that give a command with files."""


def share_button(request: ShareRequest) -> list[Block]:
    """The row with the share button; it carries the question where there is room."""
    value, label = json.dumps(asdict(request)), chats.SHARE_ANYWAY if request.told else chats.SHARE
    if size(value) > LONGEST_VALUE:
        value = json.dumps(asdict(replace(request, text="")))
    return [row([{"type": "button", "action_id": SHARE, "text": plain(label), "value": value}])]


def read_request(action: Mapping[str, Any]) -> ShareRequest | None:
    """What the pressed button asks to share; None for another button."""
    return ShareRequest(**json.loads(action["value"])) if action.get("action_id") == SHARE else None


def with_this(file: str, name: str) -> Block:
    """The row with the buttons for the file of this id: what can be done with a file of that name."""
    return row(
        [
            {
                "type": "button",
                "action_id": WITH_FILES if say == SAY else f"{WITH_FILES}-{say}",
                "text": plain(label),
                "value": json.dumps({"say": say, "files": [file]}),
            }
            for say, label in offers(name)
        ]
    )


def public(reply: Reply, user: str) -> tuple[Reply, list[Block]]:
    """The answer for everybody, and the line that says who shared it."""
    sharer = [{"type": "text", "text": slack_words.SHARED_BY}, {"type": "user", "user_id": user}]
    by = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": sharer}]}
    return for_everybody(reply), [Block(by)]
