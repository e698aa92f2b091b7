"""Opens forms in dialogs of Teams, and answers what is sent in them within five seconds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.pipeline import Pipeline
from bot.chat.received.dedupe import RETRIED
from bot.teams import words
from bot.teams.client import Client, Json, NotTaken, why
from bot.teams.parse.incoming import TeamsIncoming, meta, own_window, pressed
from bot.teams.render.cards import card
from bot.teams.respond.card_actions import put, quiet_card
from bot.teams.respond.invokes import CLOSED, IN_TIME, STRANGE, in_dialog, last_words
from bot.teams.respond.presses import Presses
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")


@dataclass(frozen=True, slots=True)
class Left:
    """What a dialog has still to show, where a message does not; ``perhaps``: why nobody knows whether one does."""

    reply: Reply | None = None
    perhaps: NotTaken | None = None


@dataclass(slots=True)
class Dialogs:
    """Dialogs, of messages' buttons and of the message extension; an answer is Teams' own, as `invokes` shapes it."""

    pipeline: Pipeline[TeamsIncoming, Client]
    presses: Presses
    in_time: float = IN_TIME

    async def fetched(self, data: Mapping[str, Any], client: Client) -> Json:
        """A button that opens a dialog: the form of what it says, or its answer."""
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError:
            return last_words(words.STRANGE)
        return await self.opened(incoming, client)

    async def opened(self, incoming: TeamsIncoming, client: Client) -> Json:
        """A dialog with the answer."""
        task, first = self.presses.begin(incoming, client)
        done, _ = await asyncio.wait({task}, timeout=self.in_time)
        if done:
            reply = task.result()
            if first and incoming.card and reply.settled:
                self.pipeline.work(self._beside(reply, incoming, client), incoming, client)
            return in_dialog(reply, meta(incoming, reply.proposal))
        if first:
            self.pipeline.work(self._later(task, incoming, client), incoming, client)
        return last_words(words.WAIT)

    async def sent(self, data: Mapping[str, Any], client: Client, *, apart: bool = False) -> Json:
        """A form that was sent, or a button of a dialog.

        What is wrong comes back in the dialog, with what was typed. What was done closes it and comes as a message; in
        the dialog where no message can be sent, or none belongs there (``apart``).
        """
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError as strange:
            log.warning("a dialog that is none of ours (%s)", why(strange))
            return STRANGE
        if apart or not incoming.form:
            return await self.opened(own_window(incoming) if apart else incoming, client)
        task, first = self.presses.begin(incoming, client)
        delivering = self.pipeline.background.begin(self._told(task, incoming, client, first=first))
        done, _ = await asyncio.wait({delivering}, timeout=self.in_time)
        if done:
            left = delivering.result().reply
            return in_dialog(left, meta(incoming, left.proposal)) if left else CLOSED
        if first:
            self.pipeline.work(self._late(delivering, incoming, client), incoming, client)
        return last_words(words.WAIT)

    async def _told(self, task: asyncio.Task[Reply], incoming: TeamsIncoming, client: Client, *, first: bool) -> Left:
        """What came of a form, told once however often it was sent; what nothing came of is left to be shown."""
        reply = await task
        if reply.form or reply.failed:
            return Left(reply)
        if first and await self.pipeline.dedupe.claim(f"told {incoming.press}", RETRIED, client.desk):
            try:
                await self._beside(reply, incoming, client)
            except Exception as problem:  # noqa: BLE001 - the person has to read what came of it
                log.warning("the result of a form is shown in its dialog (%s)", why(problem))
                return Left(reply, problem if isinstance(problem, NotTaken) and problem.perhaps else None)
        return Left()

    async def _late(self, delivering: asyncio.Task[Left], incoming: TeamsIncoming, client: Client) -> None:
        """What the dialog could not show any more. Raises NotTaken."""
        left = await delivering
        if left.perhaps:
            raise left.perhaps  # it is not told twice
        if left.reply:
            await self._beside(left.reply, incoming, client)

    async def _later(self, task: asyncio.Task[Reply], incoming: TeamsIncoming, client: Client) -> None:
        await self._beside(await task, incoming, client)

    async def _beside(self, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
        """What came of it in the chat: in the place of the proposal that it settles, else as a message.

        Raises NotTaken.
        """
        if incoming.card and reply.settled:
            try:
                await put(quiet_card(card(reply), incoming), reply, incoming, client)
            except NotTaken as refused:
                if refused.perhaps:
                    raise  # it may stand there, and is not said twice
                log.info("a card could not be replaced (%s)", why(refused))
            else:
                return
        await self.pipeline.deliver(reply, incoming, client)
