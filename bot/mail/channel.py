"""The channel that sends reminders by e-mail, and tells the district's team where they do not go out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta

from bot.mail import words
from bot.mail.letter import letter
from bot.mail.server import MailFailed, MailServer
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply, Text
from handlers.reminders.channels import Channels, Place, team_place

log = logging.getLogger("dpa")
TOLD_AGAIN = timedelta(hours=24)
"""After which the team is told again that e-mail still does not go out."""
TOLD = "e-mail trouble"
"""The slot that keeps it to once a day; no place is called so."""


@dataclass(frozen=True, slots=True)
class EmailChannel:
    """E-mail to one person; ``tell`` is called with what is wrong when a message did not go out."""

    server: MailServer
    page: str = ""
    tell: Callable[[str], None] = lambda _: None
    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the channel's shape
        """Its address is the post's. Raises MailFailed, Unreachable."""
        to = place.address["to"]
        try:
            self.server.send(letter(reply, to, self.server.address, post=post, page=self.page))
        except MailFailed as failed:
            self.tell(str(failed))
            raise
        return f"{place.id} {post}"


def tell_team(says: str, desk: Desk, channels: Channels) -> None:
    """Tell the district's team in their chat, once a day; nothing where they have none. Never raises."""
    try:
        place, now = team_place(desk, channels), desk.now.astimezone(UTC)
        if place and desk.store.take_slot(TOLD, now, TOLD_AGAIN) == now:
            reply = Reply(title=words.TROUBLE_TITLE, parts=(Text(says),), tone="sorry")
            channels[place.surface].send(place, reply, f"{TOLD} {desk.today}", again=False)
    except Exception:
        log.exception("the team was not told that e-mail does not go out")
