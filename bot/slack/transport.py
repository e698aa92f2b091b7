"""Slack as the pipeline's transport: who speaks, who reads along, and where an answer goes."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace

from bot.chat.readers import read_by
from bot.chat.replies.errors import noted
from bot.chat.sharing import ShareRequest
from bot.chat.transport import Audience, Delivered, Failure, Readers, Who
from bot.slack import words
from bot.slack.client import TROUBLE, Client, perhaps, why
from bot.slack.notify.channel import TEAM, channel_of
from bot.slack.parse.directory import Directory
from bot.slack.parse.files import fetched
from bot.slack.parse.incoming import SlackIncoming
from bot.slack.render.blocks import messages
from bot.slack.render.buttons import public, share_button
from bot.slack.respond.deliver import AnswerDelivery, respond
from bot.slack.respond.windows import in_window
from handlers.dialogue.desk import Desk, PlaceReaders
from handlers.dialogue.reply import File, Reply, Text
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")


@dataclass(frozen=True, slots=True)
class SlackTransport:
    """Slack, for all workspaces of a process."""

    directory: Directory = field(default_factory=Directory)
    name = "Slack"
    unsure_who = words.UNSURE_WHO
    refuses_strangers = True
    chats_move = False

    async def identify(self, incoming: SlackIncoming, client: Client) -> tuple[SlackIncoming, Who]:
        """Who sent it, and the same with its place."""
        who, where = await asyncio.gather(
            self.directory.who(incoming.user, client), self.directory.where(incoming, client)
        )
        return replace(incoming, where=where), who

    async def who(self, user: str, client: Client) -> Who:
        """Somebody; a guest, unsure, where Slack does not tell in time."""
        return await self.directory.who(user, client)

    def audience(self, incoming: SlackIncoming, desk: Desk, client: Client) -> Audience:  # noqa: ARG002 - the shape
        """Who reads the channel; it is noted where the bot is in it."""
        where, place = incoming.where, None
        if where.member and not incoming.direct:
            id, address = f"slack:{incoming.channel}", {TEAM: client.organization}
            place = Place(id=id, surface="slack", address=address, name=where.name, private=where.private)
        readers = Readers.ASKER if incoming.direct else Readers.MEMBERS if where.private else Readers.OTHERS
        return Audience(readers, place, "" if where.sure else words.NOT_IN_CHANNEL)

    async def who_reads(self, place: Place, client: Client) -> PlaceReaders:
        """Who reads a channel of this workspace; of a large one, as far as its first members."""
        if place.surface != SlackIncoming.surface or place.address.get(TEAM) != client.organization:
            return PlaceReaders(place.id)
        return read_by(place, await self.directory.members(channel_of(place), client))

    async def fetch(self, incoming: SlackIncoming, client: Client) -> tuple[File, ...]:
        """The files that came with it. Raises Sorry."""
        return await fetched(incoming.files, client)

    async def direct_message(self, who: Who, incoming: SlackIncoming | None, client: Client) -> Place:  # noqa: ARG002
        """The direct messages with somebody. Raises SlackApiError."""
        chat = await self.directory.chat(who.id.removeprefix("slack:"), client)
        return Place(
            id=f"slack:{chat}", surface="slack", address={TEAM: client.organization}, name=who.name, private=True
        )

    async def show(
        self, reply: Reply, incoming: SlackIncoming, client: Client, share: ShareRequest | None
    ) -> Delivered:
        """Forms, and what was pressed in a window, in a window; all else as a message. Raises TROUBLE."""
        if incoming.view and reply.files:
            reply = replace(await AnswerDelivery(incoming, client, self.directory).hand_out(reply), files=())
        in_view = incoming.view or (reply.form and incoming.trigger)
        told = not (incoming.proposal and reply.settled)  # what was settled in a window is told where it was asked too
        if in_view and await in_window(reply, incoming, client) and told:
            return Delivered()
        return await self.deliver(reply, incoming, client, share)

    async def deliver(
        self,
        reply: Reply,
        incoming: SlackIncoming,
        client: Client,
        share: ShareRequest | None = None,
        *,
        apart: bool = False,
    ) -> Delivered:
        """Where it was asked, seen by the asker only; ``apart`` in their direct messages. Raises TROUBLE."""
        delivery = AnswerDelivery(incoming, client, self.directory)
        if apart:
            await delivery.directly(reply)
        else:
            offered = share_button(replace(share, thread=share.thread or incoming.under)) if share else ()
            await delivery.deliver(reply, offered)
        return Delivered()

    async def publish(self, reply: Reply, incoming: SlackIncoming, client: Client, thread: str) -> None:
        """Where everybody reads it, in the thread in which it was asked; the private answer goes. Raises TROUBLE."""
        delivery = AnswerDelivery(replace(incoming, thread=thread), client, self.directory)
        await delivery.publish(*public(reply, incoming.user))
        try:
            await respond(incoming.response_url, {"delete_original": True}, client)
        except TROUBLE as problem:
            log.info("an answer that was shared is still shown to the asker (%s)", why(problem))

    async def moved(self, reply: Reply, place: Place, incoming: SlackIncoming, client: Client) -> Reply:
        """A channel of this workspace is told that reminders come there; the reply says where that fails."""
        if place.surface != incoming.surface or place.address.get(TEAM, client.organization) != client.organization:
            return reply
        notice = Reply(title=words.HERE_TITLE, parts=(Text(words.HERE),), private=False)
        try:
            for payload in messages(notice):
                await client.api.chat_postMessage(channel=channel_of(place), **payload)
        except TROUBLE as problem:
            log.warning("the place for reminders could not be written to (%s)", why(problem))
            return noted(reply, words.NOT_WRITTEN_THERE)
        return reply

    def classify(self, problem: BaseException) -> Failure:
        """What a failure means; the library itself waits where Slack asks for it."""
        if perhaps(problem):
            return Failure.MAYBE
        return Failure.NEVER if isinstance(problem, TROUBLE) else Failure.BUG

    def why(self, problem: BaseException) -> str:
        """The failure in one word."""
        return why(problem)
