"""A block of a Slack message, with what it says and how much room it takes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.replies.text_limits import size
from bot.slack.render.escape import Json


@dataclass(frozen=True, slots=True)
class Block:
    """A block, what it says for those who hear it, and how much of a message's room it takes."""

    json: Json
    says: str = ""
    more: int = 0
    """Characters that are sent and not said, as a button's value."""

    @property
    def size(self) -> int:
        """Characters as Slack counts them at worst."""
        return size(self.says) + self.more
