"""How does a post reach the page?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place


@dataclass(frozen=True, slots=True)
class PageWay:
    """The page shows every reminder that the records call sent, so sending is recording."""

    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the shape of a way
        """The post's address on the page."""
        return f"page:{post}"

    def find(self, place: Place, post: str) -> str:  # noqa: ARG002 - the shape of a way
        """What is recorded is there; what is not is sent again, which shows it once."""
        return ""
