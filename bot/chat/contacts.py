"""Notes people and places as they are met, so that they can be written to later."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Generic

from bot.chat.transport import C, In, Transport, Who
from handlers.dialogue.desk import Desk
from handlers.people.contacts import is_known, remember_person, remember_place
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Contacts(Generic[In, C]):
    """The people and places on file; something is written only where it is new."""

    transport: Transport[In, C]

    def note(self, place: Place | None, desk: Desk) -> None:
        """Keep a place, before anything is done in it. Never raises."""
        try:
            if place:
                remember_place(place, desk)
        except Exception as trouble:  # noqa: BLE001 - what was said is answered all the same
            log.warning("a place could not be noted (%s)", self.transport.why(trouble))

    async def meet(self, incoming: In, who: Who, client: C) -> None:
        """Keep the person, and those whom they named; of people outside the district the name alone. Never raises."""
        try:
            await self.keep(who, incoming, client)
            for id in incoming.named[:MOST_NAMED]:
                found = await self.transport.who(id, client)
                if found.sure:
                    await self.keep(found, None, client)
        except Exception as trouble:  # noqa: BLE001 - what was said was answered all the same
            log.warning("a person could not be noted (%s)", self.transport.why(trouble))

    async def keep(self, who: Who, incoming: In | None, client: C) -> None:
        """Keep one person. Raises what the transport raises, and StoreError."""
        known = not self.transport.chats_move and await asyncio.to_thread(lambda: is_known(who.id, client.desk()))
        if known or not who.id:
            return
        chat = None if who.outsider else await self.transport.direct_message(who, incoming, client)
        await asyncio.to_thread(lambda: remember_person(who.id, who.name, chat, client.desk()))


def own_place(desk: Desk) -> Place | None:
    """The privacy team's own place; None where there is none yet."""
    return desk.store.place(desk.store.setup().place) if desk.records is not None else None
