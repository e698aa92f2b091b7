"""How do we come to know to whom, and where, we can write later?"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from bot.slack.client import TROUBLE, Line, why
from bot.slack.notify.channel import TEAM
from bot.slack.parse.directory import Known, Where, Who
from bot.slack.parse.incoming import Said
from bot.slack.parse.plain_text import people
from handlers.command_access import changes
from handlers.people.contacts import is_known, remember_person, remember_place
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")
MOST_NAMED = 5
NO_HEAD = -1


def named(said: Said) -> tuple[str, ...]:
    """Slack's ids of those who are named where something is to be changed, as whoever is given a deadline."""
    if not changes(said.text):
        return ()
    return tuple(id for id in people(" ".join((said.text, *said.fields.values()))) if id != said.user)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Keeps people and places on file as they are met; a write only where something is new."""

    known: Known

    def note(self, said: Said, where: Where, line: Line) -> None:
        """Keep a channel that the bot is in, before anything is done in it."""
        if not where.member or not said.channel or said.channel.startswith("D"):
            return
        place = Place(
            id=f"slack:{said.channel}",
            surface="slack",
            address={TEAM: line.team},
            name=where.name,
            private=where.private,
        )
        try:
            remember_place(place, line.office.desk())
        except Exception as trouble:  # noqa: BLE001 - what was said is answered all the same
            log.warning("a place could not be noted (%s)", why(trouble))

    async def meet(self, said: Said, who: Who, line: Line) -> None:
        """Keep the person, and those whom they named; of people of elsewhere the name alone. Never raises."""
        try:
            await self._one(said.user, who, line)
            for id in named(said)[:MOST_NAMED]:
                found = await self.known.who(id, line)
                if found.sure:
                    await self._one(id, found, line)
        except TROUBLE as trouble:
            log.warning("a person could not be met (%s)", why(trouble))
        except Exception as trouble:  # noqa: BLE001 - what was said was answered all the same
            log.warning("a person could not be noted (%s)", why(trouble))

    async def _one(self, user: str, who: Who, line: Line) -> None:
        id = f"slack:{user}"
        if await asyncio.to_thread(lambda: is_known(id, line.office.desk())):
            return
        place = None
        if not who.outsider:
            chat = await self.known.chat(user, line)
            place = Place(id=f"slack:{chat}", surface="slack", address={TEAM: line.team}, name=who.name, private=True)
        await asyncio.to_thread(lambda: remember_person(id, who.name, place, line.office.desk()))

    @staticmethod
    def head(line: Line) -> int:
        """The number of the last event on record."""
        try:
            desk = line.office.desk()
            return desk.store.head().number if desk.records is not None else NO_HEAD
        except Exception as trouble:  # noqa: BLE001 - the answer is there all the same
            log.warning("the records could not be asked (%s)", why(trouble))
            return NO_HEAD
