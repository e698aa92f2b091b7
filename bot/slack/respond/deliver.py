"""How does an answer reach whoever asked, and nobody else?"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chat.errors import noted
from bot.chat.files import refuses_files
from bot.slack import words
from bot.slack.client import QUIET, TROUBLE, Line, Unheard, perhaps, why
from bot.slack.parse.directory import Known
from bot.slack.parse.files import handed_out
from bot.slack.parse.incoming import Said
from bot.slack.render.blocks import messages
from bot.slack.render.rich_text import Block
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")
Json = dict[str, Any]
Means = Callable[[Json], Awaitable[None]]
Answer = Callable[[Said, Line], Awaitable[Reply]]
"""Works out what is answered."""
MOST_RESPONSES = 4
"""A response_url takes five, and one is left for taking the answer back."""
NOT_IN = frozenset({"not_in_channel", "channel_not_found"})


@dataclass(frozen=True, slots=True)
class Telling:
    """Where an answer belongs."""

    said: Said
    line: Line
    known: Known

    async def tell(self, reply: Reply, more: Sequence[Block] = ()) -> None:
        """Where it was asked, seen by the asker only; in direct messages where Slack does not take it. Raises TROUBLE.

        ``more`` are blocks below it, as the button that shares it. What Slack perhaps took is not said once more.
        """
        if reply.files:
            reply = await self.hand_out(reply)
        left = deque(messages(reply, more, files=() if refuses_files(reply) else self.said.files))
        count = len(left)
        *there, last = self._ways(count)
        for way in there:
            try:
                return await _all(left, way)
            except TROUBLE as problem:
                if perhaps(problem):
                    raise
                log.warning("an answer did not reach a place (%s); it is tried in another way", why(problem))
        if there:
            left = deque(_elsewhere(reply, count - len(left)))
        return await _all(left, last)

    async def directly(self, reply: Reply) -> None:
        """In the direct messages, whatever became of the place where it was asked. Raises TROUBLE."""
        *_, way = self._ways(0)
        await _all(deque(messages(reply)), way)

    async def publish(self, reply: Reply, more: Sequence[Block] = ()) -> None:
        """Where everybody reads it, by the response_url where the bot is no member. Raises TROUBLE."""
        left = deque(messages(reply, more))
        try:
            await _all(left, self._openly)
        except SlackApiError as problem:
            if why(problem) not in NOT_IN or not self.said.response_url or len(left) > MOST_RESPONSES:
                raise
            await _all(left, lambda payload: self._responding(payload, "in_channel"))

    def _ways(self, count: int) -> Iterator[Means]:
        """The ways there are, the best first."""
        if self.said.chat:
            yield self._openly
            return
        if self.said.response_url and count <= MOST_RESPONSES:
            yield self._responding
        if self.said.channel and not self.said.channel.startswith("D"):
            yield self._whispered
        yield self._in_chat

    async def _openly(self, payload: Json) -> None:
        await self.line.client.chat_postMessage(
            channel=self.said.channel, thread_ts=self.said.thread or None, **payload
        )

    async def _responding(self, payload: Json, kind: str = "ephemeral") -> None:
        await respond(self.said.response_url, {**_threaded(self.said), **payload, "response_type": kind})

    async def _whispered(self, payload: Json) -> None:
        kept = {name: value for name, value in payload.items() if name in {"text", "blocks"}}
        await self.line.client.chat_postEphemeral(
            channel=self.said.channel, user=self.said.user, **_threaded(self.said), **kept
        )

    async def _in_chat(self, payload: Json) -> None:
        chat = await self.known.chat(self.said.user, self.line)
        await self.line.client.chat_postMessage(channel=chat, **payload)

    async def hand_out(self, reply: Reply) -> Reply:
        """The files into the direct messages; the reply then says where they are, or that they could not go."""
        said = self.said
        try:
            chat = said.channel if said.chat else await self.known.chat(said.user, self.line)
        except TROUBLE as problem:
            log.warning("no direct messages with a person (%s)", why(problem))
            return noted(replace(reply, files=()), words.NO_FILE_OUT)
        if not await handed_out(reply.files, chat, said.thread if said.chat else "", self.line):
            return noted(replace(reply, files=()), words.NO_FILE_OUT)
        return reply if said.chat else noted(reply, words.FILE_IN_CHAT)


async def respond(url: str, body: Json) -> None:
    """Use a response_url. Raises TROUBLE, as Unheard where it takes no more."""
    waits = AsyncRateLimitErrorRetryHandler(max_retry_count=2)
    answer = await AsyncWebhookClient(url, retry_handlers=[waits], logger=QUIET).send_dict(
        {"replace_original": False, **body}
    )
    if answer.status_code != 200:
        raise Unheard(answer.status_code)


def _threaded(said: Said) -> Json:
    return {"thread_ts": said.thread} if said.thread else {}


async def _all(left: deque[Json], way: Means) -> None:
    """Send those that are left; each goes from them once it was taken."""
    while left:
        await way(left[0])
        left.popleft()


def _elsewhere(reply: Reply, taken: int) -> tuple[Json, ...]:
    """What is to be said in direct messages where so many messages were taken before the place took no more."""
    return messages(reply)[taken:] if taken else messages(noted(reply, words.NOT_THERE))
