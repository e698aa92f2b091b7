"""Does the team read where its reminders come from now on, and may they be written there?"""

from __future__ import annotations

import logging

from bot.chat.errors import noted
from bot.slack import words
from bot.slack.client import TROUBLE, Client, why
from bot.slack.notify.channel import TEAM, channel_of
from bot.slack.render.blocks import messages
from handlers.dialogue.reply import Reply, Text
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")


def of_the_team(client: Client) -> Place | None:
    """The channel of this workspace in which the privacy team is written to; None where it is elsewhere."""
    desk = client.office.desk()
    place = desk.store.place(desk.store.setup().place) if desk.records is not None else None
    return place if place and place.surface == "slack" and place.address.get(TEAM, client.team) == client.team else None


async def announced(place: Place, reply: Reply, client: Client) -> Reply:
    """The reply, once that stands in the place; it says so where nothing can be written there."""
    here = Reply(title=words.HERE_TITLE, parts=(Text(words.HERE),), private=False)
    try:
        for payload in messages(here):
            await client.api.chat_postMessage(channel=channel_of(place), **payload)
    except TROUBLE as problem:
        log.warning("the place for reminders could not be written to (%s)", why(problem))
        return noted(reply, words.NOT_WRITTEN_THERE)
    return reply
