"""Takes a form that somebody sends in Slack, and answers within the three seconds that Slack waits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.chat.pipeline import Pipeline
from bot.chat.received.dedupe import RETRIED, InFlight
from bot.chat.received.files import refuses_files
from bot.slack import words
from bot.slack.client import TROUBLE, Client, why
from bot.slack.parse.incoming import SlackIncoming, carried
from bot.slack.render.fields import FIELD
from bot.slack.render.modals import LONGEST_ERROR, errors, view
from bot.slack.respond.windows import window
from handlers.dialogue.reply import Reply, Text

log = logging.getLogger("dpa")
Json = dict[str, Any]
IN_TIME = 2.0
"""Seconds until Slack is told that it takes longer: it waits three."""
SETTLES = 0.5
"""Seconds after which a window shows what Slack was told to show in it."""


@dataclass(slots=True)
class FormSubmission:
    """Forms on their way into the records, by their request: the window, its state and what was typed."""

    pipeline: Pipeline[SlackIncoming, Client]
    in_time: float = IN_TIME
    settles: float = SETTLES
    _in_flight: InFlight = field(default_factory=InFlight)

    async def send(self, incoming: SlackIncoming, shown: Mapping[str, Any], ack: AsyncAck, client: Client) -> None:
        """Hear the form, acknowledge in time with what is wrong in it, or close it and tell what came of it."""
        task, first = self._in_flight.begin(
            incoming.request, lambda: asyncio.create_task(self.pipeline.guarded(incoming, client))
        )
        done, _ = await asyncio.wait({task}, timeout=self.in_time)
        if not done:
            await ack(response_action="update", view=view(Reply(title=words.WAIT_TITLE, parts=(Text(words.WAIT),))))
            rest = self._later(task, incoming, client)
        elif answer := _stays_open(task.result(), incoming, shown):
            await ack(**answer)
            return
        else:
            await ack(response_action="clear")
            rest = self._told(task.result(), incoming, client)
        if first:
            self.pipeline.work(rest, incoming, client)
        else:
            rest.close()

    async def _later(self, task: asyncio.Task[Reply], incoming: SlackIncoming, client: Client) -> None:
        """What Slack could not wait for."""
        reply = await task
        await asyncio.sleep(self.settles)
        if not await self._in_its_place(reply, incoming, client):
            await self._told(reply, incoming, client)

    async def _told(self, reply: Reply, incoming: SlackIncoming, client: Client) -> None:
        """What came of it, told by one of all bots that got the form."""
        if not await self.pipeline.dedupe.first_of_all(f"told {incoming.request}", RETRIED, client.desk):
            return
        await self.pipeline.deliver(reply, incoming, client)

    async def _in_its_place(self, reply: Reply, incoming: SlackIncoming, client: Client) -> bool:
        """Show in the waiting window what came of the form; whether that is all there is to tell.

        What cannot be saved comes back as the form with what was typed.
        """
        try:
            await client.api.views_update(view_id=incoming.view, view=window(reply, incoming))
        except (*TROUBLE, ValueError) as problem:
            log.info("a window could not be updated (%s)", why(problem))  # it may have been closed
            return False
        return reply.form is not None


def _stays_open(reply: Reply, incoming: SlackIncoming, shown: Mapping[str, Any]) -> Json:
    """What Slack is told where the form stays open, with what was typed; empty where it was taken."""
    if reply.form:
        wrong = errors(reply, shown)
        if wrong and not (refuses_files(reply) and carried(shown)):
            return {"response_action": "errors", "errors": wrong}
        try:
            return {"response_action": "update", "view": window(reply, incoming)}
        except ValueError:  # too much for a window: it closes, and a message has the form's button
            return {}
    first = next((id for block in shown["blocks"] if (id := block.get("block_id", "")).startswith(FIELD)), "")
    says = " ".join(part.says for part in reply.parts if isinstance(part, Text))
    if reply.failed and first and len(says) <= LONGEST_ERROR:
        return {"response_action": "errors", "errors": {first: says}}
    return {}
