"""How is somebody in Slack answered?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.chat import words as chats
from bot.chat.background import Background
from bot.chat.dedupe import Deduplicator
from bot.chat.errors import at_file, sorry
from bot.chat.files import needs_files
from bot.chat.kept_values import with_kept
from bot.chat.lookup_cache import FRESH
from bot.chat.sharing import ShareableReplies, ShareRequest
from bot.slack import words
from bot.slack.client import Client, why
from bot.slack.notify.reminder_channel import announced, of_the_team
from bot.slack.parse.contacts import Contacts, named
from bot.slack.parse.directory import Directory, Where, Who, message
from bot.slack.parse.files import fetched
from bot.slack.parse.incoming import SlackIncoming
from bot.slack.parse.outsiders import by_name, not_theirs, outsiders
from bot.slack.respond.agent_view import Agent
from bot.slack.respond.deliver import Delivery
from bot.slack.respond.errors import apologize, unsure
from bot.slack.respond.file_offer import window
from bot.slack.respond.home import Homes
from bot.slack.respond.share import Sharing, button
from handlers.command_access import changes
from handlers.command_access import named as command
from handlers.dialogue.desk import Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")
MEETS_WITHIN = 0.8
"""Seconds; leave to open a form ends after three."""
STATUS_WITHIN = 1.0
"""Seconds that an answer waits for the status above it."""
NO_LEAVE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"})


@dataclass(slots=True)
class Pipeline:
    """Answers what was said, for all workspaces of a process."""

    known: Directory = field(default_factory=Directory)
    once: Deduplicator = field(default_factory=Deduplicator)
    shared: ShareableReplies = field(default_factory=ShareableReplies)
    sharing: Sharing = field(init=False)
    homes: Homes = field(init=False)
    meeting: Contacts = field(init=False)
    agent: Agent = field(init=False)
    _aside: Background = field(default_factory=lambda: Background(why))

    def __post_init__(self) -> None:
        self.homes, self.meeting = Homes(self.known), Contacts(self.known)
        self.agent, self.sharing = Agent(self.once, self.known), Sharing(self.known, self.once, self.shared)

    async def answer(self, incoming: SlackIncoming, client: Client) -> None:
        """Work the reply out and show it."""
        await self.show(await self.reply(incoming, client), incoming, client)

    async def reply(self, incoming: SlackIncoming, client: Client) -> Reply:
        """What the handlers say to it; a file that cannot be read is answered with a sentence."""
        who, where, strangers = await asyncio.gather(
            self.known.who(incoming.user, client),
            self.known.where(incoming, client),
            outsiders(incoming, self.known, client),
        )
        try:
            files = await fetched(incoming.files, client) if needs_files(incoming) else ()
        except Sorry as none:
            looked = replace(message(incoming, who, where), look=True)
            shown = await asyncio.to_thread(client.office.respond, looked) if incoming.fields else None
            return at_file(str(none), shown)
        heard = message(by_name(incoming, strangers), who, where, files)
        meeting = await self._met(incoming, who, client)
        reply, place = await asyncio.to_thread(self._hear, heard, incoming, where, client)
        self.aside(self._after(meeting, client))
        reply = await announced(place, reply, client) if place else reply
        return with_kept(unsure(not_theirs(reply, strangers), who.sure, where), incoming.kept)

    def _hear(
        self, heard: Message, incoming: SlackIncoming, where: Where, client: Client
    ) -> tuple[Reply, Place | None]:
        """The reply, and the place in which the team is written to, if that is another one now."""
        self.meeting.note(incoming, where, client)
        if command(incoming.text) != "setup":
            return client.office.respond(heard), None
        before, reply, now = of_the_team(client), client.office.respond(heard), of_the_team(client)
        return reply, now if now != before else None

    async def _met(self, incoming: SlackIncoming, who: Who, client: Client) -> asyncio.Task[None] | None:
        """Keep who speaks, and whom they name: somebody who is given something can be written to from then on."""
        if who.outsider or not (self.once.first(f"met {client.team} {incoming.user}", FRESH) or named(incoming)):
            return None
        meeting = self.aside(self.meeting.meet(incoming, who, client))
        if changes(incoming.text):
            await asyncio.wait({meeting}, timeout=MEETS_WITHIN)
        return meeting

    async def _after(self, meeting: asyncio.Task[None] | None, client: Client) -> None:
        """What nobody waits for: open Homes show what has changed."""
        if meeting:
            await asyncio.wait({meeting})
        self.homes.moved(client.team, await asyncio.to_thread(self.meeting.head, client))

    async def show(self, reply: Reply, incoming: SlackIncoming, client: Client) -> None:
        """Forms and what was pressed in a window in a window, all else as a message."""
        telling = Delivery(incoming, client, self.known)
        if incoming.view and reply.files:
            reply = replace(await telling.hand_out(reply), files=())
        if not (
            (incoming.view or (reply.form and incoming.trigger)) and await self._in_window(reply, incoming, client)
        ):
            await telling.tell(reply, button(self.shared, reply, incoming, client))

    @staticmethod
    async def _in_window(reply: Reply, incoming: SlackIncoming, client: Client) -> bool:
        """Whether it could be shown there: Slack's leave to open one ends after three seconds."""
        try:
            shown = window(reply, incoming)
            if incoming.view and not incoming.in_home:
                await client.api.views_update(view_id=incoming.view, view=shown)
            else:
                await client.api.views_open(trigger_id=incoming.trigger, view=shown)
        except ValueError as too_large:
            log.warning("a form goes as a message: %s", too_large)
            return False
        except SlackApiError as problem:
            if why(problem) in NO_LEAVE or why(problem) == "not_found":
                return False
            raise
        return True

    async def converse(self, incoming: SlackIncoming, client: Client) -> None:
        """A direct message: that it is looked up shows meanwhile, and a new thread gets a title."""
        status = self.aside(self.agent.adorn(client.api.assistant_threads_setStatus, incoming, status=words.LOOKING))
        reply = await self.reply(incoming, client)
        await asyncio.wait({status}, timeout=STATUS_WITHIN)
        status.cancel()  # it would show below the answer
        await self.show(reply, incoming, client)
        if incoming.new_thread:
            await self.agent.adorn(client.api.assistant_threads_setTitle, incoming, title=reply.title)

    async def nothing(self, incoming: SlackIncoming, client: Client) -> None:
        """There was nothing to be answered."""
        await Delivery(incoming, client, self.known).tell(sorry(chats.NOTHING_IN_IT))

    async def joined(self, channel: str, client: Client) -> None:
        """The bot was added to a channel, which can be written to from now on."""
        incoming = SlackIncoming(channel=channel)
        self.known.forget(channel, client)
        where = await self.known.where(incoming, client)
        await asyncio.to_thread(self.meeting.note, incoming, where, client)

    async def share(self, wish: ShareRequest, incoming: SlackIncoming, client: Client) -> None:
        """The answer where everybody reads it, once; in the thread in which it was asked. Raises TROUBLE."""
        await self.sharing.share(wish, incoming, client, self.reply)

    async def reaching(self, work: Awaitable[None], incoming: SlackIncoming, client: Client) -> None:
        """Do the work. Never raises: Bolt would take back its acknowledgement; the person is told what failed."""
        telling = Delivery(incoming, client, self.known)
        await self._aside.reaching(work, lambda problem: apologize(problem, telling))

    def work(self, work: Coroutine[Any, Any, None], incoming: SlackIncoming, client: Client) -> None:
        """Begin the work, of which the person hears even where it fails."""
        self.aside(self.reaching(work, incoming, client))

    def aside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do it without anybody having to wait for it; ``rest`` waits."""
        return self._aside.begin(work)

    async def rest(self) -> None:
        """When nothing is under way."""
        await self._aside.rest()
        await self.homes.settled()
