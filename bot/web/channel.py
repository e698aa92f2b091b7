"""The page as a channel for reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place


@dataclass(frozen=True, slots=True)
class PageChannel:
    """The page shows every reminder that the records call sent, so sending is recording."""

    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the channel's shape
        """The post's address on the page."""
        return f"page:{post}"
