"""Answers the buttons of cards in Teams."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.pipeline import Pipeline
from bot.chat.received.dedupe import DOUBLE_CLICK
from bot.chat.share import share
from bot.chat.sharing import KEPT, ShareRequest
from bot.teams import words
from bot.teams.client import Client, Json, NotTaken, why
from bot.teams.parse.incoming import TeamsIncoming, meta, pressed, wants_form_here
from bot.teams.render.buttons import read_request
from bot.teams.render.cards import card, posted, summary
from bot.teams.render.forms import inline
from bot.teams.respond.invokes import IN_TIME, in_place, in_words, said_below
from bot.teams.respond.presses import Presses
from bot.teams.transport.deliver import quietly
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")


@dataclass(slots=True)
class CardActions:
    """Buttons of messages: Action.Execute, which is answered in its place, and Action.Submit of older clients."""

    pipeline: Pipeline[TeamsIncoming, Client]
    presses: Presses
    in_time: float = IN_TIME

    async def executed(self, data: Mapping[str, Any], client: Client) -> Json:
        """What Teams is answered within its five seconds; the rest follows as a message."""
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError:
            return said_below(words.STRANGE)
        if not incoming.form and not wants_form_here(data):
            return said_below(
                words.FOLLOWS if self._once(incoming, read_request(data), client) else words.ONCE_IS_ENOUGH
            )
        task, first = self.presses.begin(incoming, client)
        done, _ = await asyncio.wait({task}, timeout=self.in_time)
        if done and _stays(task.result(), incoming):
            return said_below(in_words(task.result()))
        if done:
            return in_place(self._card(task.result(), incoming, client, first=first))
        if first:
            self.pipeline.work(self._replaced(task, incoming, client), incoming, client)
        return said_below(words.WAIT)

    def submitted(self, data: Mapping[str, Any], client: Client) -> None:
        """The same by a message that carries what was pressed; there the card is replaced by us."""
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError as strange:
            log.warning("a button that is none of ours (%s)", why(strange))
            return
        if incoming.form or wants_form_here(data):
            task, first = self.presses.begin(incoming, client)
            if first:
                self.pipeline.work(self._replaced(task, incoming, client), incoming, client)
        else:
            self._once(incoming, read_request(data), client)

    def _once(self, incoming: TeamsIncoming, request: ShareRequest | None, client: Client) -> bool:
        """Answer it by a message, or share what it shares; whether it is the first press."""
        name = (incoming.saying(f"share {request.key}") if request else incoming).press
        if not self.pipeline.dedupe.first(name, KEPT if request else DOUBLE_CLICK):
            return False
        self.pipeline.work(self._unless_elsewhere(incoming, request, client, name), incoming, client)
        return True

    async def _unless_elsewhere(
        self, incoming: TeamsIncoming, request: ShareRequest | None, client: Client, name: str
    ) -> None:
        """The same, unless another bot does it."""
        pipeline = self.pipeline
        if not await pipeline.dedupe.claim(name, KEPT if request else DOUBLE_CLICK, client.desk):
            return
        await (share(pipeline, request, incoming, client, name) if request else pipeline.answer(incoming, client))

    def _card(self, reply: Reply, incoming: TeamsIncoming, client: Client, *, first: bool) -> Json:
        """What stands in the place of the form: what is wrong in it, or what came of it."""
        if reply.form:
            return quiet_card(inline(reply, meta(incoming, reply.proposal)), incoming)
        shown = quiet_card(card(reply), incoming)
        if first and (
            incoming.form or reply.goes_on
        ):  # Teams forgets what it was answered, and would show the form once more
            self.pipeline.background.begin(self._kept(shown, reply, incoming, client))
        return shown

    @staticmethod
    async def _kept(shown: Json, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
        try:
            await put(shown, reply, incoming, client)
        except NotTaken as refused:
            log.info("a form was not replaced for good (%s)", why(refused))

    async def _replaced(self, task: asyncio.Task[Reply], incoming: TeamsIncoming, client: Client) -> None:
        """The card gives way to the form or to what came of it; as a message where it cannot. Raises NotTaken."""
        reply = await task
        if _stays(reply, incoming):
            await self.pipeline.deliver(reply, incoming, client)
            return
        try:
            await put(self._card(reply, incoming, client, first=False), reply, incoming, client)
        except NotTaken as refused:
            if refused.perhaps:
                raise  # it may stand there, and is not said twice
            log.info("a card could not be replaced (%s)", why(refused))
            await self.pipeline.deliver(reply, incoming, client)


def _stays(reply: Reply, incoming: TeamsIncoming) -> bool:
    """Whether a proposal still waits where it stands, as nothing came of the press."""
    return bool(incoming.proposal) and reply.failed and reply.form is None


def quiet_card(shown: Json, incoming: TeamsIncoming) -> Json:
    """The card, which says of itself that one person alone sees it, where that is so."""
    return quietly([shown])[0] if incoming.quiet else shown


async def put(shown: Json, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
    """In the place of the card that was pressed; a message for one person alone stays theirs. Raises NotTaken."""
    activity = posted(shown, summary(reply))
    if incoming.quiet and not incoming.alone:
        activity["recipient"] = {"id": incoming.user, "isTargeted": True}
    await client.turn.update(incoming.card or incoming.id, activity)
