"""What happens when somebody presses a button of a card in Teams?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.chat import words as chats
from bot.chat.dedupe import DOUBLE_CLICK
from bot.chat.errors import sorry
from bot.chat.sharing import KEPT, Wish
from bot.teams import words
from bot.teams.client import Json, Line, NotTaken, why
from bot.teams.parse.directory import message
from bot.teams.parse.incoming import Said, meta, pressed, wants_form_here
from bot.teams.render.cards import card, messages, posted, summary
from bot.teams.render.forms import inline
from bot.teams.respond.conversation import Talk
from bot.teams.respond.deliver import quietly
from bot.teams.respond.invokes import IN_TIME, in_place, said_below
from bot.teams.respond.request_key import press
from bot.teams.respond.share import public, whose, wish
from handlers.command_access import may
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")


@dataclass(slots=True)
class Cards:
    """Buttons of messages: Action.Execute, which is answered in its place, and Action.Submit of older clients."""

    talk: Talk
    in_time: float = IN_TIME

    async def executed(self, data: Mapping[str, Any], line: Line) -> Json:
        """What Teams is answered within its five seconds; the rest follows as a message."""
        try:
            said = pressed(line.turn.activity, data)
        except ValueError:
            return said_below(words.STRANGE)
        if not said.form and not wants_form_here(data):
            return said_below(words.FOLLOWS if self._once(said, wish(data), line) else words.ONCE_IS_ENOUGH)
        task, first = self.talk.under_way(said, line)
        done, _ = await asyncio.wait({task}, timeout=self.in_time)
        if done:
            return in_place(self._card(task.result(), said, line, first=first))
        if first:
            self.talk.work(self._replaced(task, said, line), said, line)
        return said_below(words.WAIT)

    def submitted(self, data: Mapping[str, Any], line: Line) -> None:
        """The same by a message that carries what was pressed; there the card is replaced by us."""
        try:
            said = pressed(line.turn.activity, data)
        except ValueError as strange:
            log.warning("a button that is none of ours (%s)", why(strange))
            return
        if said.form or wants_form_here(data):
            task, first = self.talk.under_way(said, line)
            if first:
                self.talk.work(self._replaced(task, said, line), said, line)
        else:
            self._once(said, wish(data), line)

    def _once(self, said: Said, wanted: Wish | None, line: Line) -> bool:
        """Answer it by a message, or share what it shares; whether that is not under way already, or was shared."""
        name = press(replace(said, text=f"share {wanted.key}") if wanted else said)
        if not self.talk.once.first(name, KEPT if wanted else DOUBLE_CLICK):
            return False
        self.talk.work(self._unless_elsewhere(said, wanted, line, name), said, line)
        return True

    async def _unless_elsewhere(self, said: Said, wanted: Wish | None, line: Line, name: str) -> None:
        """The same, unless another bot does it."""
        if not await self.talk.once.here_alone(name, KEPT if wanted else DOUBLE_CLICK, line.desk):
            return
        await (self.share(wanted, said, line, name) if wanted else self.talk.answer(said, line))

    async def share(self, wanted: Wish, said: Said, line: Line, name: str) -> None:
        """The answer where everybody reads it; if it did not come to that, another press is new. Raises NotTaken."""
        shared = False
        try:
            shared = await self._share(wanted, said, line)
        finally:
            if not shared:
                await self.talk.once.forget_everywhere(name, line.desk)

    async def _share(self, wanted: Wish, said: Said, line: Line) -> bool:
        asked = replace(said, text=wanted.text, request="")
        reply = await self.talk.shared.found(
            wanted,
            whose(said),
            lambda command: self._may(command, said, line),
            lambda: self.talk.reply(asked, line),
        )
        if reply is None:
            await self.talk.telling.tell(sorry(chats.NOT_SHARED), said, line)
            return False
        await self.talk.telling.to_all(messages(public(reply, said.name)), line.turn)
        return True

    async def _may(self, command: str, said: Said, line: Line) -> bool:
        """Whether they may give this command here, as things stand now."""
        asked = await self.talk.known.placed(replace(said, text=command), line)
        who = await self.talk.known.who(said.user or said.aad, line)

        def look() -> bool:
            desk = line.office.desk()
            return may(command, message(asked, who, desk), desk)

        return await asyncio.to_thread(look)

    def _card(self, reply: Reply, said: Said, line: Line, *, first: bool) -> Json:
        """What stands in the place of the form: what is wrong in it, or what became of it."""
        if reply.form:
            return self._quiet(inline(reply, meta(said)), said)
        shown = self._quiet(card(reply), said)
        if first and said.form:  # Teams forgets what it was answered, and would show the form once more
            self.talk.aside(self._kept(shown, reply, said, line))
        return shown

    async def _kept(self, shown: Json, reply: Reply, said: Said, line: Line) -> None:
        try:
            await line.turn.update(said.id, self._for(posted(shown, summary(reply)), said))
        except NotTaken as refused:
            log.info("a form was not replaced for good (%s)", why(refused))

    async def _replaced(self, task: asyncio.Task[Reply], said: Said, line: Line) -> None:
        """The card gives way to the form or to what became of it; as a message where it cannot. Raises NotTaken."""
        reply = await task
        shown = self._card(reply, said, line, first=False)
        try:
            await line.turn.update(said.id, self._for(posted(shown, summary(reply)), said))
        except NotTaken as refused:
            if refused.perhaps:
                raise  # it may stand there, and is not said twice
            log.info("a card could not be replaced (%s)", why(refused))
            await self.talk.tell(reply, said, line)

    @staticmethod
    def _quiet(shown: Json, said: Said) -> Json:
        return quietly([shown])[0] if said.quiet else shown

    @staticmethod
    def _for(activity: Json, said: Said) -> Json:
        """A message for one person alone stays theirs."""
        if not said.quiet or said.kind == "personal":
            return activity
        return {**activity, "recipient": {"id": said.user, "isTargeted": True}}
