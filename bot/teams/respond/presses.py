"""Answers each press and each form once, however often Teams sends it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.chat.pipeline import Pipeline
from bot.chat.received.dedupe import InFlight
from bot.teams.client import Client
from bot.teams.parse.incoming import TeamsIncoming
from bot.teams.transport.deliver import AnswerDelivery, naming_files
from handlers.dialogue.reply import Reply


@dataclass(frozen=True, slots=True)
class Presses:
    """What was pressed or sent lately, with the reply that it has or gets."""

    pipeline: Pipeline[TeamsIncoming, Client]
    delivery: AnswerDelivery
    in_flight: InFlight = field(default_factory=InFlight)

    def begin(self, incoming: TeamsIncoming, client: Client) -> tuple[asyncio.Task[Reply], bool]:
        """The reply, never raising, and whether this is the first time that it comes.

        Its files are offered by then, once, in the person's own chat: neither a dialog nor a card can hold them.
        """
        begin = self.pipeline.background.begin
        return self.in_flight.begin(
            incoming.press, lambda: begin(self._answered(incoming, client)), form=bool(incoming.form)
        )

    async def _answered(self, incoming: TeamsIncoming, client: Client) -> Reply:
        reply = naming_files(await self.pipeline.guarded(incoming, client), incoming)
        try:
            return await self.delivery.handed_out(reply, incoming, client) if reply.files else reply
        except Exception as bug:  # noqa: BLE001 - whatever it is, the person gets its reference
            return self.pipeline.failed(bug, incoming)
