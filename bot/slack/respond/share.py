"""How does a private answer come to stand where everybody in the channel reads it?"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.chat import words as chats
from bot.chat.dedupe import Deduplicator
from bot.chat.errors import sorry
from bot.chat.sharing import KEPT, ShareableReplies, ShareableReply, ShareRequest, may_be_shared
from bot.chat.text_limits import size
from bot.slack import words as slack
from bot.slack.client import TROUBLE, Client, perhaps, why
from bot.slack.parse.directory import Directory, message
from bot.slack.parse.incoming import SlackIncoming
from bot.slack.render.blocks import row
from bot.slack.render.escape import plain
from bot.slack.render.rich_text import Block
from bot.slack.respond.deliver import Answer, Delivery, respond
from handlers.command_access import changes, may, named
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")
SHARE = "share"
"""The action id of the button."""
LONGEST_VALUE = 2000
Json = dict[str, Any]


def button(shared: ShareableReplies, reply: Reply, incoming: SlackIncoming, client: Client) -> list[Block]:
    """The row with the button; none for what stands alone, and for what is not to be shared."""
    if incoming.chat or not incoming.channel or incoming.channel.startswith("D") or not may_be_shared(reply):
        return []
    given = ShareableReply(reply, whose(incoming, client), named(incoming.text))
    wish = {"key": shared.keep(given), "digest": given.digest, "thread": incoming.under, "text": _repeatable(incoming)}
    value = json.dumps(wish)
    if size(value) > LONGEST_VALUE:
        value = json.dumps({**wish, "text": ""})
    pressed = {"type": "button", "action_id": SHARE, "text": plain(chats.SHARE), "value": value}
    return [row([pressed])]


def wish(action: Mapping[str, Any]) -> ShareRequest:
    """What the button that was pressed carries."""
    return ShareRequest(**json.loads(action["value"]))


def whose(incoming: SlackIncoming, client: Client) -> str:
    """Whoever spoke, and where."""
    return f"{client.team} {incoming.channel} {incoming.user}"


@dataclass(frozen=True, slots=True)
class Sharing:
    """What becomes of a press on the button."""

    known: Directory
    once: Deduplicator
    shared: ShareableReplies

    async def share(self, wish: ShareRequest, incoming: SlackIncoming, client: Client, answer: Answer) -> None:
        """The answer where everybody reads it, once; in the thread in which it was asked. Raises TROUBLE."""
        name = f"share {wish.key} {wish.digest}"
        if not await self.once.first_of_all(name, KEPT, client.desk):
            return
        stands = False
        try:
            stands = await self._share(wish, incoming, client, answer)
        except TROUBLE as problem:
            stands = perhaps(problem)
            raise
        finally:
            if not stands:
                await self.once.forget_everywhere(name, client.desk)

    async def _share(self, wish: ShareRequest, incoming: SlackIncoming, client: Client, answer: Answer) -> bool:
        asked = replace(incoming, text=wish.text, thread=wish.thread, request="")
        reply = await self.shared.found(
            wish,
            whose(incoming, client),
            lambda command: self._may(command, incoming, client),
            lambda: answer(asked, client),
        )
        if reply is None:
            await Delivery(incoming, client, self.known).tell(sorry(chats.NOT_SHARED))
            return False
        await Delivery(replace(incoming, thread=wish.thread), client, self.known).publish(*public(reply, incoming.user))
        try:
            await respond(incoming.response_url, {"delete_original": True})
        except TROUBLE as problem:
            log.info("the answer stands twice (%s)", why(problem))
        return True

    async def _may(self, command: str, incoming: SlackIncoming, client: Client) -> bool:
        """Whether they may give this command here, as things stand now."""
        who, where = await asyncio.gather(self.known.who(incoming.user, client), self.known.where(incoming, client))
        return await asyncio.to_thread(lambda: may(command, message(incoming, who, where), client.desk()))


def public(reply: Reply, user: str) -> tuple[Reply, list[Block]]:
    """The answer for everybody, and a line that says who shared it."""
    sharer = [{"type": "text", "text": slack.SHARED_BY}, {"type": "user", "user_id": user}]
    by = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": sharer}]}
    return replace(reply, private=False), [Block(by)]


def _repeatable(incoming: SlackIncoming) -> str:
    """What was said, where answering it anew only looks something up."""
    return "" if incoming.fields or changes(incoming.text) else incoming.text
