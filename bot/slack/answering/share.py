"""How does a private answer come to stand where everybody in the channel reads it?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.chats.shared import Given, Shared, Wish, may_be_shared
from bot.chats.texts import size
from bot.slack.hearing.hear import Said
from bot.slack.line import Line
from bot.slack.showing.rich import Block
from bot.slack.showing.show import row
from bot.slack.showing.text import plain
from handlers.may import changes, named
from handlers.reply import Reply
from handlers.wording import chats, slack

SHARE = "share"
"""The action id of the button."""
LONGEST_VALUE = 2000
Json = dict[str, Any]


def button(shared: Shared, reply: Reply, said: Said, line: Line) -> list[Block]:
    """The row with the button; none for what stands alone, and for what is not to be shared."""
    if said.chat or not said.channel or said.channel.startswith("D") or not may_be_shared(reply):
        return []
    given = Given(reply, whose(said, line), named(said.text))
    wish = {"key": shared.keep(given), "digest": given.digest, "thread": said.under, "text": _repeatable(said)}
    value = json.dumps(wish)
    if size(value) > LONGEST_VALUE:
        value = json.dumps({**wish, "text": ""})
    pressed = {"type": "button", "action_id": SHARE, "text": plain(chats.SHARE), "value": value}
    return [row([pressed])]


def wish(action: Mapping[str, Any]) -> Wish:
    """What the button that was pressed carries."""
    return Wish(**json.loads(action["value"]))


def whose(said: Said, line: Line) -> str:
    """Whoever spoke, and where."""
    return f"{line.team} {said.channel} {said.user}"


def public(reply: Reply, user: str) -> tuple[Reply, list[Block]]:
    """The answer for everybody, and a line that says who shared it."""
    sharer = [{"type": "text", "text": slack.SHARED_BY}, {"type": "user", "user_id": user}]
    by = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": sharer}]}
    return replace(reply, private=False), [Block(by)]


def _repeatable(said: Said) -> str:
    """What was said, where answering it anew only looks something up."""
    return "" if said.fields or changes(said.text) else said.text
