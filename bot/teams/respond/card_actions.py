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
from bot.chat.sharing import KEPT, ShareRequest
from bot.teams import words
from bot.teams.client import Client, Json, NotTaken, why
from bot.teams.parse.directory import message
from bot.teams.parse.incoming import TeamsIncoming, meta, pressed, wants_form_here
from bot.teams.render.cards import card, messages, posted, summary
from bot.teams.render.forms import inline
from bot.teams.respond.conversation import Pipeline
from bot.teams.respond.deliver import quietly
from bot.teams.respond.invokes import IN_TIME, in_place, said_below
from bot.teams.respond.request_key import press
from bot.teams.respond.share import public, whose, wish
from handlers.command_access import may
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")


@dataclass(slots=True)
class CardActions:
    """Buttons of messages: Action.Execute, which is answered in its place, and Action.Submit of older clients."""

    talk: Pipeline
    in_time: float = IN_TIME

    async def executed(self, data: Mapping[str, Any], client: Client) -> Json:
        """What Teams is answered within its five seconds; the rest follows as a message."""
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError:
            return said_below(words.STRANGE)
        if not incoming.form and not wants_form_here(data):
            return said_below(words.FOLLOWS if self._once(incoming, wish(data), client) else words.ONCE_IS_ENOUGH)
        task, first = self.talk.under_way(incoming, client)
        done, _ = await asyncio.wait({task}, timeout=self.in_time)
        if done:
            return in_place(self._card(task.result(), incoming, client, first=first))
        if first:
            self.talk.work(self._replaced(task, incoming, client), incoming, client)
        return said_below(words.WAIT)

    def submitted(self, data: Mapping[str, Any], client: Client) -> None:
        """The same by a message that carries what was pressed; there the card is replaced by us."""
        try:
            incoming = pressed(client.turn.activity, data)
        except ValueError as strange:
            log.warning("a button that is none of ours (%s)", why(strange))
            return
        if incoming.form or wants_form_here(data):
            task, first = self.talk.under_way(incoming, client)
            if first:
                self.talk.work(self._replaced(task, incoming, client), incoming, client)
        else:
            self._once(incoming, wish(data), client)

    def _once(self, incoming: TeamsIncoming, wanted: ShareRequest | None, client: Client) -> bool:
        """Answer it by a message, or share what it shares; whether that is not under way already, or was shared."""
        name = press(replace(incoming, text=f"share {wanted.key}") if wanted else incoming)
        if not self.talk.once.first(name, KEPT if wanted else DOUBLE_CLICK):
            return False
        self.talk.work(self._unless_elsewhere(incoming, wanted, client, name), incoming, client)
        return True

    async def _unless_elsewhere(
        self, incoming: TeamsIncoming, wanted: ShareRequest | None, client: Client, name: str
    ) -> None:
        """The same, unless another bot does it."""
        if not await self.talk.once.here_alone(name, KEPT if wanted else DOUBLE_CLICK, client.desk):
            return
        await (self.share(wanted, incoming, client, name) if wanted else self.talk.answer(incoming, client))

    async def share(self, wanted: ShareRequest, incoming: TeamsIncoming, client: Client, name: str) -> None:
        """The answer where everybody reads it; if it did not come to that, another press is new. Raises NotTaken."""
        shared = False
        try:
            shared = await self._share(wanted, incoming, client)
        finally:
            if not shared:
                await self.talk.once.forget_everywhere(name, client.desk)

    async def _share(self, wanted: ShareRequest, incoming: TeamsIncoming, client: Client) -> bool:
        asked = replace(incoming, text=wanted.text, request="")
        reply = await self.talk.shared.found(
            wanted,
            whose(incoming),
            lambda command: self._may(command, incoming, client),
            lambda: self.talk.reply(asked, client),
        )
        if reply is None:
            await self.talk.telling.tell(sorry(chats.NOT_SHARED), incoming, client)
            return False
        await self.talk.telling.to_all(messages(public(reply, incoming.name)), client.turn)
        return True

    async def _may(self, command: str, incoming: TeamsIncoming, client: Client) -> bool:
        """Whether they may give this command here, as things stand now."""
        asked = await self.talk.known.placed(replace(incoming, text=command), client)
        who = await self.talk.known.who(incoming.user or incoming.aad, client)

        def look() -> bool:
            desk = client.office.desk()
            return may(command, message(asked, who, desk), desk)

        return await asyncio.to_thread(look)

    def _card(self, reply: Reply, incoming: TeamsIncoming, client: Client, *, first: bool) -> Json:
        """What stands in the place of the form: what is wrong in it, or what became of it."""
        if reply.form:
            return self._quiet(inline(reply, meta(incoming)), incoming)
        shown = self._quiet(card(reply), incoming)
        if first and incoming.form:  # Teams forgets what it was answered, and would show the form once more
            self.talk.aside(self._kept(shown, reply, incoming, client))
        return shown

    async def _kept(self, shown: Json, reply: Reply, incoming: TeamsIncoming, client: Client) -> None:
        try:
            await client.turn.update(incoming.id, self._for(posted(shown, summary(reply)), incoming))
        except NotTaken as refused:
            log.info("a form was not replaced for good (%s)", why(refused))

    async def _replaced(self, task: asyncio.Task[Reply], incoming: TeamsIncoming, client: Client) -> None:
        """The card gives way to the form or to what became of it; as a message where it cannot. Raises NotTaken."""
        reply = await task
        shown = self._card(reply, incoming, client, first=False)
        try:
            await client.turn.update(incoming.id, self._for(posted(shown, summary(reply)), incoming))
        except NotTaken as refused:
            if refused.perhaps:
                raise  # it may stand there, and is not said twice
            log.info("a card could not be replaced (%s)", why(refused))
            await self.talk.tell(reply, incoming, client)

    @staticmethod
    def _quiet(shown: Json, incoming: TeamsIncoming) -> Json:
        return quietly([shown])[0] if incoming.quiet else shown

    @staticmethod
    def _for(activity: Json, incoming: TeamsIncoming) -> Json:
        """A message for one person alone stays theirs."""
        if not incoming.quiet or incoming.kind == "personal":
            return activity
        return {**activity, "recipient": {"id": incoming.user, "isTargeted": True}}
