"""Receives commands, messages, presses and forms from Slack, acknowledges them, and has them answered."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.chat.pipeline import Pipeline, Welcoming, share
from bot.chat.received import DOUBLE_CLICK, RETRIED
from bot.chat.replies import beside_files, noted
from bot.chat.transport import KEPT, ShareRequest
from bot.runtime.district_service import DistrictService
from bot.slack import incoming as parse
from bot.slack import words
from bot.slack.client import ASK_ABOUT_THIS, TRACK_THIS, TROUBLE, Client, client_of, why
from bot.slack.incoming import Directory, SlackIncoming, with_deadline
from bot.slack.render.blocks import messages, read_request
from bot.slack.respond.agent_view import AgentView, FormUpdates, offer
from bot.slack.respond.deliver import AnswerDelivery, FormSubmission, respond
from bot.slack.respond.home import Homes
from handlers.dialogue.reply import Part, Reply

log = logging.getLogger("dpa")
Json = Mapping[str, Any]
Work = Callable[[SlackIncoming, Client], Coroutine[Any, Any, Any]]
DELAYED = 25 * 3600.0
"""Seconds within which Slack may send an event again: where its delayed events are turned on, hourly for a day."""
LATE = 600.0
"""Seconds after which a message counts as written while the bot could not be reached."""
SUBTYPES = frozenset({None, "file_share"})
"""The subtypes of messages that people write; edits and deletions come as messages too."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """One listener for each kind of payload from Slack; each acknowledges at once and never raises."""

    pipeline: Pipeline[SlackIncoming, Client]
    directory: Directory
    homes: Homes
    forms: FormSubmission
    districts: Callable[[str], DistrictService]
    updates: FormUpdates = field(default_factory=FormUpdates)

    @property
    def agent(self) -> AgentView:
        """What only Slack's view for agents shows."""
        return AgentView(self.pipeline.dedupe, self.directory)

    async def command(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """``/dpa``, alone or with a command or a question."""
        incoming = parse.command(body)
        await ack()
        self._work(self.pipeline.answer, incoming, context, {incoming.request: RETRIED})

    async def shortcut(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A message shortcut: one asks about a message, one makes a record of it."""
        action = body.get("callback_id")
        ours = action in {ASK_ABOUT_THIS, TRACK_THIS} and "message" in body
        incoming = parse.shortcut(body, track=action == TRACK_THIS) if ours else None
        await ack()
        if incoming:
            work = self._track if action == TRACK_THIS else self.pipeline.answer
            self._work(work if incoming.text else self.pipeline.nothing, incoming, context, {incoming.request: RETRIED})

    async def press(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A button, or a change in a form field that others depend on; each such change counts, however fast."""
        body = parse.as_pressed(body)
        action = body["actions"][0]
        if action.get("type") != "button" or not action.get("value"):
            await ack()
            if "view" in body and action.get("type") != "button":
                client = client_of(context, self.districts)
                self.pipeline.background.begin(self.updates.follow(body, self.pipeline.look, client))
            return
        incoming = parse.pressed(body)
        request = read_request(action)
        await ack()
        work = partial(self._share, request) if request else self.pipeline.answer
        self._work(work, incoming, context, {parse.press(body): DOUBLE_CLICK, incoming.request: RETRIED})

    async def send(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A submitted form."""
        client = client_of(context, self.districts)
        try:
            incoming = parse.submitted(body)
        except (KeyError, ValueError) as strange:
            log.warning("a form that is none of ours (%s)", why(strange))
            await ack()
            return
        await self.forms.send(incoming, body["view"], ack, client)

    async def event(self, body: Json, context: AsyncBoltContext) -> None:
        """Any event; Bolt has acknowledged it. One that comes again is ignored."""
        client, id = client_of(context, self.districts), str(body.get("event_id", ""))
        incoming = self._said(body, client)
        if incoming:
            written = float(body.get("event_time") or 0)
            incoming = replace(incoming, written=written if 0 < written < time.time() - LATE else 0)
            self._work(self._spoken, incoming, context, {f"slack:{id}": DELAYED})
        elif self.pipeline.dedupe.first(f"slack:{id}", DELAYED):
            self.pipeline.background.begin(self._happened(body["event"], client))

    @staticmethod
    def _said(body: Json, client: Client) -> SlackIncoming | None:
        """The message that a person wrote to the bot; None for all else."""
        event = body["event"]
        if event.get("bot_id") or not event.get("user") or event.get("subtype") not in SUBTYPES:
            return None
        match event["type"], event.get("channel_type"):
            case "app_mention", _:
                return parse.mention(body, client.bot)
            case "message", "im":
                return parse.direct(body, client.bot)
            case _:
                return None

    async def _spoken(self, incoming: SlackIncoming, client: Client) -> None:
        """A mention or a direct message, perhaps with files."""
        incoming = await with_deadline(incoming, client)
        apart, whole, unread = await self.pipeline.how_read(incoming, client)
        if not apart:
            await self._converse(incoming if whole else replace(incoming, files=()), client, unread)
        if not (whole or unread):
            await offer(self.pipeline, incoming, AnswerDelivery(replace(incoming, files=()), client, self.directory))

    async def _converse(self, incoming: SlackIncoming, client: Client, unread: Sequence[Part]) -> None:
        """Answer it, with a title for a new thread in direct messages; what came late is told to its author.

        ``unread`` is why files that came with it may not be read.
        """
        reply = beside_files(await self.pipeline.reply(incoming, client), unread)
        if incoming.written:
            now = (await asyncio.to_thread(client.desk)).now
            reply = noted(reply, words.came_late(datetime.fromtimestamp(incoming.written, now.tzinfo), now))
        await self.pipeline.show(reply, incoming, client)
        if incoming.chat and incoming.new_thread:
            await self.agent.adorn(client.api.assistant_threads_setTitle, incoming, title=reply.title)

    async def _track(self, incoming: SlackIncoming, client: Client) -> None:
        """Answer in a window or in direct messages, where records may be shown wherever the message stands."""
        try:
            chat = await self.directory.chat(incoming.user, client)
        except TROUBLE as problem:
            log.warning("no direct messages with a person (%s)", why(problem))
            await self.pipeline.answer(incoming, client)
            return
        there = replace(incoming, channel=chat, chat=True, thread="", spoken_at="", response_url="")
        reply = await self.pipeline.reply(there, client)
        await self.pipeline.show(reply, there, client)
        if incoming.channel != chat and not reply.form:
            await respond(incoming.response_url, {"text": words.TRACKED_IN_CHAT, "response_type": "ephemeral"}, client)

    async def _share(self, request: ShareRequest, incoming: SlackIncoming, client: Client) -> None:
        name = f"share {request.key} {request.digest}"
        if await self.pipeline.dedupe.first_of_all(name, KEPT, client.desk):
            await share(self.pipeline, request, incoming, client, name)

    async def _joined(self, channel: str, inviter: str, client: Client) -> None:
        """The bot was added to a channel, and can write there from now on: save the channel, and welcome it."""
        self.directory.forget(channel, client)
        incoming = SlackIncoming(channel=channel, user=inviter)
        incoming = replace(incoming, where=await self.directory.where(incoming, client))

        def note() -> None:
            desk = client.desk()
            self.pipeline.contacts.note(self.pipeline.transport.audience(incoming, desk, client).place, desk)

        await asyncio.to_thread(note)
        await Welcoming(self.pipeline, _posted).welcome(incoming, f"slack:{channel}", client)

    async def _happened(self, event: Json, client: Client) -> None:
        """Handle an event that is no message; a failure is only logged, as nobody waits for an answer."""
        try:
            await self._noticed(event, client)
        except Exception as trouble:  # noqa: BLE001 - Slack would tell it again, and it would fail again
            log.warning("a %s could not be served (%s)", event.get("type"), why(trouble))

    async def _noticed(self, event: Json, client: Client) -> None:
        """The app was opened, was added to a channel, or was uninstalled."""
        match event["type"]:
            case "app_home_opened" if event.get("tab") == "messages":
                await self.agent.greet(event["user"], event["channel"], "", client)
            case "app_home_opened":
                await self.homes.opened(event["user"], client)
            case "assistant_thread_started":
                thread = event["assistant_thread"]
                await self.agent.greet(thread["user_id"], thread["channel_id"], thread["thread_ts"], client)
            case "member_joined_channel" if event.get("user") == client.bot:
                await self._joined(event["channel"], str(event.get("inviter") or ""), client)
            case "app_uninstalled" | "tokens_revoked" if self.pipeline.dedupe.first(f"taken out {client.organization}"):
                log.warning("the workspace %s has taken the app out", client.organization)
            case _:
                pass

    def _work(self, work: Work, incoming: SlackIncoming, context: AsyncBoltContext, names: Mapping[str, float]) -> None:
        """Begin the work, unless one of these names was received lately: each counts for so many seconds."""
        client = client_of(context, self.districts)
        self.pipeline.work(self._once(work, incoming, client, names), incoming, client)

    async def _once(self, work: Work, incoming: SlackIncoming, client: Client, names: Mapping[str, float]) -> None:
        for name, lasts in names.items():
            if not await self.pipeline.dedupe.first_of_all(name, lasts, client.desk):
                return
        await work(incoming, client)


async def _posted(reply: Reply, incoming: SlackIncoming, client: Client) -> str:
    """Post it in the channel; the timestamp of its message. Raises TROUBLE."""
    (payload,) = messages(reply)
    return str((await client.api.chat_postMessage(channel=incoming.channel, **payload))["ts"])
