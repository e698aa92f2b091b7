"""How do we come to know to whom, and where, we can write later?"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from bot.slack.client import TROUBLE, Client, why
from bot.slack.notify.channel import TEAM
from bot.slack.parse.directory import Directory, Where, Who
from bot.slack.parse.incoming import SlackIncoming
from bot.slack.parse.plain_text import people
from handlers.command_access import changes
from handlers.people.contacts import is_known, remember_person, remember_place
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")
MOST_NAMED = 5
NO_HEAD = -1


def named(incoming: SlackIncoming) -> tuple[str, ...]:
    """Slack's ids of those who are named where something is to be changed, as whoever is given a deadline."""
    if not changes(incoming.text):
        return ()
    return tuple(id for id in people(" ".join((incoming.text, *incoming.fields.values()))) if id != incoming.user)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Keeps people and places on file as they are met; a write only where something is new."""

    known: Directory

    def note(self, incoming: SlackIncoming, where: Where, client: Client) -> None:
        """Keep a channel that the bot is in, before anything is done in it."""
        if not where.member or not incoming.channel or incoming.channel.startswith("D"):
            return
        place = Place(
            id=f"slack:{incoming.channel}",
            surface="slack",
            address={TEAM: client.team},
            name=where.name,
            private=where.private,
        )
        try:
            remember_place(place, client.office.desk())
        except Exception as trouble:  # noqa: BLE001 - what was said is answered all the same
            log.warning("a place could not be noted (%s)", why(trouble))

    async def meet(self, incoming: SlackIncoming, who: Who, client: Client) -> None:
        """Keep the person, and those whom they named; of people of elsewhere the name alone. Never raises."""
        try:
            await self._one(incoming.user, who, client)
            for id in named(incoming)[:MOST_NAMED]:
                found = await self.known.who(id, client)
                if found.sure:
                    await self._one(id, found, client)
        except TROUBLE as trouble:
            log.warning("a person could not be met (%s)", why(trouble))
        except Exception as trouble:  # noqa: BLE001 - what was said was answered all the same
            log.warning("a person could not be noted (%s)", why(trouble))

    async def _one(self, user: str, who: Who, client: Client) -> None:
        id = f"slack:{user}"
        if await asyncio.to_thread(lambda: is_known(id, client.office.desk())):
            return
        place = None
        if not who.outsider:
            chat = await self.known.chat(user, client)
            place = Place(id=f"slack:{chat}", surface="slack", address={TEAM: client.team}, name=who.name, private=True)
        await asyncio.to_thread(lambda: remember_person(id, who.name, place, client.office.desk()))

    @staticmethod
    def head(client: Client) -> int:
        """The number of the last event on record."""
        try:
            desk = client.office.desk()
            return desk.store.head().number if desk.records is not None else NO_HEAD
        except Exception as trouble:  # noqa: BLE001 - the answer is there all the same
            log.warning("the records could not be asked (%s)", why(trouble))
            return NO_HEAD
