"""How is somebody in Slack answered?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.chat import words as chats
from bot.chat.background import Aside
from bot.chat.dedupe import Once
from bot.chat.errors import at_file, sorry
from bot.chat.files import needs_files
from bot.chat.kept_values import with_kept
from bot.chat.lookup_cache import FRESH
from bot.chat.sharing import Shared, Wish
from bot.slack import words
from bot.slack.client import Line, why
from bot.slack.notify.reminder_channel import announced, of_the_team
from bot.slack.parse.contacts import Meeting, named
from bot.slack.parse.directory import Known, Where, Who, message
from bot.slack.parse.files import fetched
from bot.slack.parse.incoming import Said
from bot.slack.parse.outsiders import by_name, not_theirs, outsiders
from bot.slack.respond.agent_view import Agent
from bot.slack.respond.deliver import Telling
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
class Talk:
    """Answers what was said, for all workspaces of a process."""

    known: Known = field(default_factory=Known)
    once: Once = field(default_factory=Once)
    shared: Shared = field(default_factory=Shared)
    sharing: Sharing = field(init=False)
    homes: Homes = field(init=False)
    meeting: Meeting = field(init=False)
    agent: Agent = field(init=False)
    _aside: Aside = field(default_factory=lambda: Aside(why))

    def __post_init__(self) -> None:
        self.homes, self.meeting = Homes(self.known), Meeting(self.known)
        self.agent, self.sharing = Agent(self.once, self.known), Sharing(self.known, self.once, self.shared)

    async def answer(self, said: Said, line: Line) -> None:
        """Work the reply out and show it."""
        await self.show(await self.reply(said, line), said, line)

    async def reply(self, said: Said, line: Line) -> Reply:
        """What the handlers say to it; a file that cannot be read is answered with a sentence."""
        who, where, strangers = await asyncio.gather(
            self.known.who(said.user, line), self.known.where(said, line), outsiders(said, self.known, line)
        )
        try:
            files = await fetched(said.files, line) if needs_files(said) else ()
        except Sorry as none:
            looked = replace(message(said, who, where), look=True)
            return at_file(str(none), await asyncio.to_thread(line.office.respond, looked) if said.fields else None)
        heard = message(by_name(said, strangers), who, where, files)
        meeting = await self._met(said, who, line)
        reply, place = await asyncio.to_thread(self._hear, heard, said, where, line)
        self.aside(self._after(meeting, line))
        reply = await announced(place, reply, line) if place else reply
        return with_kept(unsure(not_theirs(reply, strangers), who.sure, where), said.kept)

    def _hear(self, heard: Message, said: Said, where: Where, line: Line) -> tuple[Reply, Place | None]:
        """The reply, and the place in which the team is written to, if that is another one now."""
        self.meeting.note(said, where, line)
        if command(said.text) != "setup":
            return line.office.respond(heard), None
        before, reply, now = of_the_team(line), line.office.respond(heard), of_the_team(line)
        return reply, now if now != before else None

    async def _met(self, said: Said, who: Who, line: Line) -> asyncio.Task[None] | None:
        """Keep who speaks, and whom they name: somebody who is given something can be written to from then on."""
        if who.outsider or not (self.once.first(f"met {line.team} {said.user}", FRESH) or named(said)):
            return None
        meeting = self.aside(self.meeting.meet(said, who, line))
        if changes(said.text):
            await asyncio.wait({meeting}, timeout=MEETS_WITHIN)
        return meeting

    async def _after(self, meeting: asyncio.Task[None] | None, line: Line) -> None:
        """What nobody waits for: open Homes show what has changed."""
        if meeting:
            await asyncio.wait({meeting})
        self.homes.moved(line.team, await asyncio.to_thread(self.meeting.head, line))

    async def show(self, reply: Reply, said: Said, line: Line) -> None:
        """Forms and what was pressed in a window in a window, all else as a message."""
        telling = Telling(said, line, self.known)
        if said.view and reply.files:
            reply = replace(await telling.hand_out(reply), files=())
        if not ((said.view or (reply.form and said.trigger)) and await self._in_window(reply, said, line)):
            await telling.tell(reply, button(self.shared, reply, said, line))

    @staticmethod
    async def _in_window(reply: Reply, said: Said, line: Line) -> bool:
        """Whether it could be shown there: Slack's leave to open one ends after three seconds."""
        try:
            shown = window(reply, said)
            if said.view and not said.in_home:
                await line.client.views_update(view_id=said.view, view=shown)
            else:
                await line.client.views_open(trigger_id=said.trigger, view=shown)
        except ValueError as too_large:
            log.warning("a form goes as a message: %s", too_large)
            return False
        except SlackApiError as problem:
            if why(problem) in NO_LEAVE or why(problem) == "not_found":
                return False
            raise
        return True

    async def converse(self, said: Said, line: Line) -> None:
        """A direct message: that it is looked up shows meanwhile, and a new thread gets a title."""
        status = self.aside(self.agent.adorn(line.client.assistant_threads_setStatus, said, status=words.LOOKING))
        reply = await self.reply(said, line)
        await asyncio.wait({status}, timeout=STATUS_WITHIN)
        status.cancel()  # it would show below the answer
        await self.show(reply, said, line)
        if said.new_thread:
            await self.agent.adorn(line.client.assistant_threads_setTitle, said, title=reply.title)

    async def nothing(self, said: Said, line: Line) -> None:
        """There was nothing to be answered."""
        await Telling(said, line, self.known).tell(sorry(chats.NOTHING_IN_IT))

    async def joined(self, channel: str, line: Line) -> None:
        """The bot was added to a channel, which can be written to from now on."""
        said = Said(channel=channel)
        self.known.forget(channel, line)
        where = await self.known.where(said, line)
        await asyncio.to_thread(self.meeting.note, said, where, line)

    async def share(self, wish: Wish, said: Said, line: Line) -> None:
        """The answer where everybody reads it, once; in the thread in which it was asked. Raises TROUBLE."""
        await self.sharing.share(wish, said, line, self.reply)

    async def reaching(self, work: Awaitable[None], said: Said, line: Line) -> None:
        """Do the work. Never raises: Bolt would take back its acknowledgement; the person is told what failed."""
        telling = Telling(said, line, self.known)
        await self._aside.reaching(work, lambda problem: apologize(problem, telling))

    def work(self, work: Coroutine[Any, Any, None], said: Said, line: Line) -> None:
        """Begin the work, of which the person hears even where it fails."""
        self.aside(self.reaching(work, said, line))

    def aside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do it without anybody having to wait for it; ``rest`` waits."""
        return self._aside.begin(work)

    async def rest(self) -> None:
        """When nothing is under way."""
        await self._aside.rest()
        await self.homes.settled()
