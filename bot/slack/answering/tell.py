"""How does an answer reach whoever asked, and nobody else?"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chats.trouble import noted
from bot.slack.hearing.files import handed_out
from bot.slack.hearing.hear import Said
from bot.slack.hearing.known import Known
from bot.slack.line import QUIET, TROUBLE, Line, why
from bot.slack.showing.show import messages
from handlers.reply import Reply
from handlers.wording import slack as words

log = logging.getLogger("dpa")
Json = dict[str, Any]
MOST_RESPONSES = 4
"""A response_url takes five, and one is left for taking the answer back."""
MOST_BLOCKS = 50
NOT_IN = frozenset({"not_in_channel", "channel_not_found"})


class Unheard(Exception):  # noqa: N818 - what it says
    """A response_url did not take what was sent to it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Where an answer belongs."""

    said: Said
    line: Line
    known: Known

    async def tell(self, reply: Reply, more: Sequence[Json] = ()) -> None:
        """Where it was asked, seen by the asker only; in direct messages where that fails. Raises TROUBLE, Unheard.

        ``more`` are blocks below it, as the button that shares it.
        """
        if reply.files:
            reply = await self.hand_out(reply)
        payloads = _with(messages(reply), more)
        *there, last = self._ways(len(payloads))
        for way in there:
            try:
                return await self._all(payloads, way)
            except (*TROUBLE, Unheard) as problem:
                log.warning("an answer did not reach a place (%s); it is tried in another way", why(problem))
        return await self._all(messages(noted(reply, words.NOT_THERE)) if there else payloads, last)

    async def publish(self, reply: Reply, more: Sequence[Json] = ()) -> None:
        """Where everybody reads it, by the response_url where the bot is no member. Raises TROUBLE, Unheard."""
        payloads = _with(messages(reply), more)
        try:
            for payload in payloads:
                await self.line.client.chat_postMessage(
                    channel=self.said.channel, thread_ts=self.said.thread or None, **payload
                )
        except SlackApiError as problem:
            if why(problem) not in NOT_IN or not self.said.response_url or len(payloads) > MOST_RESPONSES:
                raise
            for payload in payloads:
                body = {**_threaded(self.said), **payload, "response_type": "in_channel"}
                await respond(self.said.response_url, body)

    def _ways(self, count: int) -> Iterator[Callable[[Json], Awaitable[None]]]:
        """The ways there are, the best first."""
        if self.said.chat:
            yield self._in_chat
            return
        if self.said.response_url and count <= MOST_RESPONSES:
            yield self._in_response
        if self.said.channel and not self.said.channel.startswith("D"):
            yield self._whispered
        yield self._directly

    @staticmethod
    async def _all(payloads: Sequence[Json], way: Callable[[Json], Awaitable[None]]) -> None:
        for payload in payloads:
            await way(payload)

    async def _in_chat(self, payload: Json) -> None:
        await self.line.client.chat_postMessage(
            channel=self.said.channel, thread_ts=self.said.thread or None, **payload
        )

    async def _in_response(self, payload: Json) -> None:
        await respond(self.said.response_url, {**_threaded(self.said), **payload, "response_type": "ephemeral"})

    async def _whispered(self, payload: Json) -> None:
        kept = {name: value for name, value in payload.items() if name in {"text", "blocks"}}
        await self.line.client.chat_postEphemeral(
            channel=self.said.channel, user=self.said.user, **_threaded(self.said), **kept
        )

    async def _directly(self, payload: Json) -> None:
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
    """Use a response_url. Raises Unheard where it takes no more, TROUBLE where it cannot be reached."""
    waits = AsyncRateLimitErrorRetryHandler(max_retry_count=2)
    answer = await AsyncWebhookClient(url, retry_handlers=[waits], logger=QUIET).send_dict(
        {"replace_original": False, **body}
    )
    if answer.status_code != 200:
        raise Unheard(answer.status_code)


def _threaded(said: Said) -> Json:
    return {"thread_ts": said.thread} if said.thread else {}


def _with(payloads: Sequence[Json], more: Sequence[Json]) -> tuple[Json, ...]:
    """The payloads, with further blocks below the last; left out where it has no room."""
    *others, last = payloads
    if len(last["blocks"]) + len(more) > MOST_BLOCKS:
        return tuple(payloads)
    return (*others, {**last, "blocks": [*last["blocks"], *more]})
