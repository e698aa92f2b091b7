"""How do we come to know to whom, and where, we can write later?"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from bot.teams import words
from bot.teams.client import Client, Reference, reference, why
from bot.teams.parse.directory import TROUBLE, Directory, Who, closed, identified
from bot.teams.parse.incoming import TeamsIncoming
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


def named(incoming: TeamsIncoming) -> tuple[str, ...]:
    """The ids of those who are named where something is to be changed, as whoever is given a deadline."""
    if not changes(incoming.text):
        return ()
    found = people(" ".join((incoming.text, *incoming.fields.values())))
    return tuple(id for id in found if id not in {incoming.user, incoming.aad})


@dataclass(frozen=True, slots=True)
class Contacts:
    """Keeps people and places on file as they are met; a write only where something is new."""

    known: Directory

    def note(self, incoming: TeamsIncoming, client: Client, desk: Desk) -> None:
        """Keep a channel or group chat in which we were spoken to, before anything is done in it."""
        if incoming.kind == "personal" or not incoming.conversation:
            return
        try:
            remember_place(_place(incoming, client, desk), desk)
        except Exception as trouble:  # noqa: BLE001 - what was said is answered all the same
            log.warning("a place could not be noted (%s)", why(trouble))

    async def meet(self, incoming: TeamsIncoming, who: Who, client: Client) -> None:
        """Keep the person, and those of the organization whom they named. Never raises."""
        try:
            here = incoming.kind == "personal" and bool(incoming.conversation)
            chat = reference(client.turn.activity) if here else await self._chat(incoming.user or incoming.aad, client)
            await self._one(incoming.aad, who.name or incoming.name, chat, client)
            for id in named(incoming)[:MOST_NAMED]:
                found = await self._found(id, client)
                if found.sure:
                    chat = None if found.outsider else await self._chat(found.aad, client)
                    await self._one(found.aad, found.name, chat, client)
        except Exception as trouble:  # noqa: BLE001 - what was said was answered all the same
            log.warning("a person could not be noted (%s)", why(trouble))

    def left(self, incoming: TeamsIncoming, client: Client, *, team: bool = False) -> None:
        """The app is gone from there, of a channel's team from all its channels. Raises StoreError."""

        def gone(place: Place) -> bool:
            return place.id == incoming.place or (
                team and bool(incoming.team) and place.address.get(TEAM) == incoming.team
            )

        forget_lost_places("teams", gone, client.office.desk())

    async def installed(self, incoming: TeamsIncoming, who: Who, client: Client) -> None:
        """The app was installed, and can write there."""
        incoming = identified(await self.known.placed(incoming, client, arrived=True), who)
        if incoming.kind == "personal":
            if not who.outsider:
                await self._one(incoming.aad, who.name, reference(client.turn.activity), client)
        else:
            await asyncio.to_thread(lambda: self.note(incoming, client, client.office.desk()))

    async def _found(self, id: str, client: Client) -> Who:
        """Somebody by the members of this conversation, else by those of the privacy team's own place."""
        found = await self.known.who(id, client)
        ours = None if found.sure else await asyncio.to_thread(_own_place, client)
        return await self.known.listed(id, dict(ours.address), client) if ours else found

    async def _chat(self, user: str, client: Client) -> Reference | None:
        """The chat with somebody; none where they have not installed the app."""
        try:
            return await self.known.chat(user, client)
        except TROUBLE as trouble:
            log.info("a person cannot be written to (%s)", why(trouble))
            return None

    @staticmethod
    async def _one(aad: str, name: str, chat: Reference | None, client: Client) -> None:
        if not aad:
            return

        def keep() -> None:
            desk = client.office.desk()
            if desk.records is not None:
                remember_person(f"teams:{aad}", name, _chat_of(chat, name) if chat else None, desk)

        await asyncio.to_thread(keep)


def _own_place(client: Client) -> Place | None:
    """The privacy team's own place, where that is in Teams."""
    desk = client.office.desk()
    place = desk.store.place(desk.store.setup().place) if desk.records is not None else None
    return place if place and place.surface == "teams" and place.address else None


def _place(incoming: TeamsIncoming, client: Client, desk: Desk) -> Place:
    """The place as Teams tells it now; what it does not tell stays as it was."""
    old = desk.store.place(incoming.place) if desk.records is not None else None
    otherwise = words.CHANNEL if incoming.kind == "channel" else words.GROUP
    here = {**reference(client.turn.activity), "conversation": incoming.conversation}
    return Place(
        id=incoming.place,
        surface="teams",
        address={**here, **({TEAM: incoming.team} if incoming.team else {})},
        name=incoming.room or (old.name if old else "") or otherwise,
        private=closed(incoming, desk),
    )


def _chat_of(chat: Reference, name: str) -> Place:
    """The chat with somebody."""
    return Place(id=f"teams:{chat['conversation']}", surface="teams", address=chat, name=name, private=True)
