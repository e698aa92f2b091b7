"""How do we come to know to whom, and where, we can write later?"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from bot.teams import words
from bot.teams.client import Line, Reference, reference, why
from bot.teams.parse.directory import TROUBLE, Known, Who, closed, identified
from bot.teams.parse.incoming import Said
from bot.teams.parse.plain_text import people
from handlers.command_access import changes
from handlers.dialogue.desk import Desk
from handlers.people.contacts import remember_person, remember_place
from handlers.people.lost_places import forget_lost_places
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")
MOST_NAMED = 5
TEAM = "team"
"""In the address of a channel: the team, with which the app goes."""


def named(said: Said) -> tuple[str, ...]:
    """The ids of those who are named where something is to be changed, as whoever is given a deadline."""
    if not changes(said.text):
        return ()
    found = people(" ".join((said.text, *said.fields.values())))
    return tuple(id for id in found if id not in {said.user, said.aad})


@dataclass(frozen=True, slots=True)
class Meeting:
    """Keeps people and places on file as they are met; a write only where something is new."""

    known: Known

    def note(self, said: Said, line: Line, desk: Desk) -> None:
        """Keep a channel or group chat in which we were spoken to, before anything is done in it."""
        if said.kind == "personal" or not said.conversation:
            return
        try:
            remember_place(_place(said, line, desk), desk)
        except Exception as trouble:  # noqa: BLE001 - what was said is answered all the same
            log.warning("a place could not be noted (%s)", why(trouble))

    async def meet(self, said: Said, who: Who, line: Line) -> None:
        """Keep the person, and those of the organization whom they named. Never raises."""
        try:
            here = said.kind == "personal" and bool(said.conversation)
            chat = reference(line.turn.activity) if here else await self._chat(said.user or said.aad, line)
            await self._one(said.aad, who.name or said.name, chat, line)
            for id in named(said)[:MOST_NAMED]:
                found = await self._found(id, line)
                if found.sure:
                    chat = None if found.outsider else await self._chat(found.aad, line)
                    await self._one(found.aad, found.name, chat, line)
        except Exception as trouble:  # noqa: BLE001 - what was said was answered all the same
            log.warning("a person could not be noted (%s)", why(trouble))

    def left(self, said: Said, line: Line, *, team: bool = False) -> None:
        """The app is gone from there, of a channel's team from all its channels. Raises StoreError."""

        def gone(place: Place) -> bool:
            return place.id == said.place or (team and bool(said.team) and place.address.get(TEAM) == said.team)

        forget_lost_places("teams", gone, line.office.desk())

    async def installed(self, said: Said, who: Who, line: Line) -> None:
        """The app was installed, and can write there."""
        said = identified(await self.known.placed(said, line, arrived=True), who)
        if said.kind == "personal":
            if not who.outsider:
                await self._one(said.aad, who.name, reference(line.turn.activity), line)
        else:
            await asyncio.to_thread(lambda: self.note(said, line, line.office.desk()))

    async def _found(self, id: str, line: Line) -> Who:
        """Somebody by the members of this conversation, else by those of the privacy team's own place."""
        found = await self.known.who(id, line)
        ours = None if found.sure else await asyncio.to_thread(_own_place, line)
        return await self.known.listed(id, dict(ours.address), line) if ours else found

    async def _chat(self, user: str, line: Line) -> Reference | None:
        """The chat with somebody; none where they have not installed the app."""
        try:
            return await self.known.chat(user, line)
        except TROUBLE as trouble:
            log.info("a person cannot be written to (%s)", why(trouble))
            return None

    @staticmethod
    async def _one(aad: str, name: str, chat: Reference | None, line: Line) -> None:
        if not aad:
            return

        def keep() -> None:
            desk = line.office.desk()
            if desk.records is not None:
                remember_person(f"teams:{aad}", name, _chat_of(chat, name) if chat else None, desk)

        await asyncio.to_thread(keep)


def _own_place(line: Line) -> Place | None:
    """The privacy team's own place, where that is in Teams."""
    desk = line.office.desk()
    place = desk.store.place(desk.store.setup().place) if desk.records is not None else None
    return place if place and place.surface == "teams" and place.address else None


def _place(said: Said, line: Line, desk: Desk) -> Place:
    """The place as Teams tells it now; what it does not tell stays as it was."""
    old = desk.store.place(said.place) if desk.records is not None else None
    otherwise = words.CHANNEL if said.kind == "channel" else words.GROUP
    here = {**reference(line.turn.activity), "conversation": said.conversation}
    return Place(
        id=said.place,
        surface="teams",
        address={**here, **({TEAM: said.team} if said.team else {})},
        name=said.room or (old.name if old else "") or otherwise,
        private=closed(said, desk),
    )


def _chat_of(chat: Reference, name: str) -> Place:
    """The chat with somebody."""
    return Place(id=f"teams:{chat['conversation']}", surface="teams", address=chat, name=name, private=True)
