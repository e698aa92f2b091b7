"""How is somebody in Slack answered?"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.once import Once
from bot.slack.answering.home import Homes
from bot.slack.answering.offer import needs_files, with_files
from bot.slack.answering.share import Shared, Wish, digest, public
from bot.slack.answering.tell import Telling, Unheard, noted, respond
from bot.slack.hearing.files import fetched
from bot.slack.hearing.hear import Said, origin
from bot.slack.hearing.known import FRESH, Known, Where, Who, message
from bot.slack.hearing.meet import Meeting, named
from bot.slack.line import TROUBLE, Line, why
from bot.slack.showing.forms import view
from bot.slack.showing.kept import with_kept
from handlers import wording
from handlers.desk import Message, Sorry
from handlers.reply import Reply, Text
from handlers.wording import slack as words

log = logging.getLogger("dpa")
NO_LEAVE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"})


@dataclass(slots=True)
class Talk:
    """Answers what was said, for all workspaces of a process."""

    known: Known = field(default_factory=Known)
    once: Once = field(default_factory=Once)
    shared: Shared = field(default_factory=Shared)
    homes: Homes = field(init=False)
    meeting: Meeting = field(init=False)
    _aside: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.homes, self.meeting = Homes(self.known), Meeting(self.known)

    async def answer(self, said: Said, line: Line) -> None:
        """Work the reply out and show it."""
        await self.show(await self.reply(said, line), said, line)

    async def reply(self, said: Said, line: Line) -> Reply:
        """What the handlers say to it; a file that cannot be read is answered with a sentence."""
        who, where = await asyncio.gather(self.known.who(said.user, line), self.known.where(said, line))
        try:
            files = await fetched(said.files, line) if needs_files(said) else ()
        except Sorry as sorry:
            return Reply(title=wording.SORRY_TITLE, parts=(Text(str(sorry)),), tone="sorry")
        heard = message(said, who, where, files)
        reply = await asyncio.to_thread(self._hear, heard, said, where, line)
        self.aside(self._after(said, who, line))
        return with_kept(_unsure(reply, who.sure, where), said.kept)

    def _hear(self, heard: Message, said: Said, where: Where, line: Line) -> Reply:
        self.meeting.note(said, where, line)
        return line.office.hear(heard)

    async def _after(self, said: Said, who: Who, line: Line) -> None:
        """What nobody waits for: who spoke is kept, and open Homes show what has changed."""
        if not who.outsider and (self.once.first(f"met {line.team} {said.user}", FRESH) or named(said)):
            await self.meeting.meet(said, who, line)
        self.homes.moved(line.team, await asyncio.to_thread(self.meeting.head, line))

    async def show(self, reply: Reply, said: Said, line: Line) -> None:
        """Forms and what was pressed in a window in a window, all else as a message."""
        telling = Telling(said, line, self.known)
        if said.view and reply.files:
            reply = replace(await telling.hand_out(reply), files=())
        if not ((said.view or (reply.form and said.trigger)) and await self._in_window(reply, said, line)):
            await telling.tell(reply, self.shared.button(reply, said))

    @staticmethod
    async def _in_window(reply: Reply, said: Said, line: Line) -> bool:
        """Whether it could be shown there: Slack's leave to open one ends after three seconds."""
        try:
            shown = with_files(view(reply, origin(said)), said)
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
        await self._of_agent(line.client.assistant_threads_setStatus, said, status=words.LOOKING)
        reply = await self.reply(said, line)
        await self.show(reply, said, line)
        if said.new_thread:
            await self._of_agent(line.client.assistant_threads_setTitle, said, title=reply.title)

    async def nothing(self, said: Said, line: Line) -> None:
        """There was nothing to be answered."""
        sorry = Reply(title=wording.SORRY_TITLE, parts=(Text(words.NOTHING_IN_IT),), tone="sorry")
        await Telling(said, line, self.known).tell(sorry)

    async def greet(self, user: str, channel: str, thread: str, line: Line) -> None:
        """Suggest what could be asked in an empty chat, where Slack can show it."""
        name = f"no prompts {line.team}"
        if self.once.knows(name):
            return
        try:
            await self.homes.prompts(user, channel, thread, line)
        except TROUBLE as problem:
            self.once.first(name)
            log.info("no suggested prompts (%s)", why(problem))

    async def joined(self, channel: str, line: Line) -> None:
        """The bot was added to a channel, which can be written to from now on."""
        said = Said(channel=channel)
        self.known.forget(channel, line)
        where = await self.known.where(said, line)
        await asyncio.to_thread(self.meeting.note, said, where, line)

    async def _of_agent(self, method: Any, said: Said, **what: str) -> None:
        """What adorns a thread; where it cannot be done, it is not tried again for some time."""
        name = f"{method.__name__} {said.channel}"
        if self.once.knows(name):
            return
        try:
            await method(channel_id=said.channel, thread_ts=said.thread, **what)
        except TROUBLE as problem:
            self.once.first(name)
            log.info("no %s (%s)", method.__name__, why(problem))

    async def share(self, wish: Wish, said: Said, line: Line) -> None:
        """The answer where everybody reads it; in the thread in which it was asked."""
        reply = self.shared.at_hand(wish)
        if reply is None and wish.text:
            anew = await self.reply(replace(said, text=wish.text, thread="", request=""), line)
            reply = anew if digest(anew) == wish.digest else None
        if reply is None:
            sorry = Reply(title=wording.SORRY_TITLE, parts=(Text(words.NOT_SHARED),), tone="sorry")
            return await Telling(said, line, self.known).tell(sorry)
        await Telling(replace(said, thread=wish.thread), line, self.known).publish(*public(reply, said.user))
        try:
            await respond(said.response_url, {"delete_original": True})
        except (*TROUBLE, Unheard) as problem:
            log.info("the answer stands twice (%s)", why(problem))
        return None

    async def reaching(self, work: Awaitable[None], said: Said, line: Line) -> None:
        """Do the work. Never raises: Bolt would take back its acknowledgement; the person is told what failed."""
        try:
            await work
        except Exception as problem:  # noqa: BLE001 - whatever it is, the person is told
            try:
                await Telling(said, line, self.known).tell(failed(problem))
            except Exception as silent:  # noqa: BLE001 - nobody is left to tell
                log.warning("nobody could be told (%s)", why(silent))

    def work(self, work: Coroutine[Any, Any, None], said: Said, line: Line) -> None:
        """Begin the work, of which the person hears even where it fails."""
        self.aside(self.reaching(work, said, line))

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it without anybody waiting for it; ``rest`` waits."""
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def rest(self) -> None:
        """When nothing is under way."""
        while self._aside:
            await asyncio.gather(*self._aside, return_exceptions=True)
        await self.homes.settled()


def failed(problem: Exception) -> Reply:
    """What the person reads; the log has it under the same reference."""
    if isinstance(problem, Sorry):
        return Reply(title=wording.SORRY_TITLE, parts=(Text(str(problem)),), tone="sorry")
    reference = secrets.token_hex(3)
    known = isinstance(problem, (*TROUBLE, Unheard))
    log.error("reference %s (%s)", reference, why(problem), exc_info=None if known else problem)
    return Reply(title=wording.BUG_TITLE, parts=(Text(words.not_shown(reference)),), tone="sorry")


def _unsure(reply: Reply, sure: bool, where: Where) -> Reply:
    """A refusal says why, where Slack did not tell who that is or who reads the place."""
    if reply.tone != "sorry" or reply.form or (sure and where.sure):
        return reply
    return noted(reply, words.UNSURE_WHO if not sure else words.NOT_IN_CHANNEL)
