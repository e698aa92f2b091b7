"""Welcomes people and places to which the app is added, and remembers where the welcome stands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic

from bot.chat.message import SETUP
from bot.chat.pipeline import Pipeline
from bot.chat.transport import C, In
from handlers.dialogue.reply import Reply
from handlers.records.proposals import proposed
from handlers.setup.welcome import remember_welcome, welcome, welcome_to_place


@dataclass(frozen=True, slots=True)
class Welcoming(Generic[In, C]):
    """``post`` shows a reply to everybody in a conversation, and gives the id of its message; empty for none."""

    pipeline: Pipeline[In, C]
    post: Callable[[Reply, In, C], Awaitable[str]]

    async def welcome(self, incoming: In, place: str, client: C) -> None:
        """Welcome the conversation, which is on file as ``place``; who added the app reads alone what they can do.

        Raises what the transport raises, and StoreError.
        """
        # Read as the setup is: it is talked about in a private channel of a team, too.
        incoming, who = await self.pipeline.transport.identify(incoming.saying(SETUP), client)

        def made() -> tuple[Reply, Reply | None]:
            desk = client.desk()
            asked = self.pipeline.message(incoming, who, client, desk)
            if incoming.alone:
                return proposed(welcome(asked, desk), asked), None
            shown, own = welcome_to_place(asked, desk)
            return shown, proposed(own, asked) if own else None

        shown, own = await asyncio.to_thread(made)
        if id := await self.post(shown, incoming, client):
            await asyncio.to_thread(lambda: remember_welcome(place, f"{place} {id}", client.desk()))
        if own:
            await self.pipeline.transport.deliver(own, incoming, client)
