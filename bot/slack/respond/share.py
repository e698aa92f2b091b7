"""How does a private answer come to stand where everybody in the channel reads it?"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.chat import words as chats
from bot.chat.dedupe import Once
from bot.chat.errors import sorry
from bot.chat.sharing import KEPT, Given, Shared, Wish, may_be_shared
from bot.chat.text_limits import size
from bot.slack import words as slack
from bot.slack.client import TROUBLE, Line, perhaps, why
from bot.slack.parse.directory import Known, message
from bot.slack.parse.incoming import Said
from bot.slack.render.blocks import row
from bot.slack.render.escape import plain
from bot.slack.render.rich_text import Block
from bot.slack.respond.deliver import Answer, Telling, respond
from handlers.command_access import changes, may, named
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")
SHARE = "share"
"""The action id of the button."""
LONGEST_VALUE = 2000
Json = dict[str, Any]


def button(shared: Shared, reply: Reply, said: Said, line: Line) -> list[Block]:
    """The row with the button; none for what stands alone, and for what is not to be shared."""
    if said.chat or not said.channel or said.channel.startswith("D") or not may_be_shared(reply):
        return []
    given = Given(reply, whose(said, line), named(said.text))
    wish = {"key": shared.keep(given), "digest": given.digest, "thread": said.under, "text": _repeatable(said)}
    value = json.dumps(wish)
    if size(value) > LONGEST_VALUE:
        value = json.dumps({**wish, "text": ""})
    pressed = {"type": "button", "action_id": SHARE, "text": plain(chats.SHARE), "value": value}
    return [row([pressed])]


def wish(action: Mapping[str, Any]) -> Wish:
    """What the button that was pressed carries."""
    return Wish(**json.loads(action["value"]))


def whose(said: Said, line: Line) -> str:
    """Whoever spoke, and where."""
    return f"{line.team} {said.channel} {said.user}"


@dataclass(frozen=True, slots=True)
class Sharing:
    """What becomes of a press on the button."""

    known: Known
    once: Once
    shared: Shared

    async def share(self, wish: Wish, said: Said, line: Line, answer: Answer) -> None:
        """The answer where everybody reads it, once; in the thread in which it was asked. Raises TROUBLE."""
        name = f"share {wish.key} {wish.digest}"
        if not await self.once.first_of_all(name, KEPT, line.desk):
            return
        stands = False
        try:
            stands = await self._share(wish, said, line, answer)
        except TROUBLE as problem:
            stands = perhaps(problem)
            raise
        finally:
            if not stands:
                await self.once.forget_everywhere(name, line.desk)

    async def _share(self, wish: Wish, said: Said, line: Line, answer: Answer) -> bool:
        asked = replace(said, text=wish.text, thread=wish.thread, request="")
        reply = await self.shared.found(
            wish, whose(said, line), lambda command: self._may(command, said, line), lambda: answer(asked, line)
        )
        if reply is None:
            await Telling(said, line, self.known).tell(sorry(chats.NOT_SHARED))
            return False
        await Telling(replace(said, thread=wish.thread), line, self.known).publish(*public(reply, said.user))
        try:
            await respond(said.response_url, {"delete_original": True})
        except TROUBLE as problem:
            log.info("the answer stands twice (%s)", why(problem))
        return True

    async def _may(self, command: str, said: Said, line: Line) -> bool:
        """Whether they may give this command here, as things stand now."""
        who, where = await asyncio.gather(self.known.who(said.user, line), self.known.where(said, line))
        return await asyncio.to_thread(lambda: may(command, message(said, who, where), line.desk()))


def public(reply: Reply, user: str) -> tuple[Reply, list[Block]]:
    """The answer for everybody, and a line that says who shared it."""
    sharer = [{"type": "text", "text": slack.SHARED_BY}, {"type": "user", "user_id": user}]
    by = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": sharer}]}
    return replace(reply, private=False), [Block(by)]


def _repeatable(said: Said) -> str:
    """What was said, where answering it anew only looks something up."""
    return "" if said.fields or changes(said.text) else said.text
