"""Delivers answers in Slack (in a modal, in private, shared), and answers forms within Slack's three seconds."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chat import words as chats
from bot.chat.pipeline import Pipeline
from bot.chat.received import RETRIED, InFlight, refuses_files
from bot.chat.replies import noted
from bot.slack import words
from bot.slack.client import QUIET, TROUBLE, Client, Unheard, perhaps, retries, why
from bot.slack.files import handed_out
from bot.slack.incoming import Directory, SlackIncoming, carried, origin
from bot.slack.render.blocks import MOST_IN_VIEW, messages
from bot.slack.render.fields import FIELD
from bot.slack.render.modals import LONGEST_ERROR, errors, view
from bot.slack.render.rich_text import Block, has_charts, plain, without_charts
from handlers.dialogue.reply import Reply, Text

log = logging.getLogger("dpa")
Json = dict[str, Any]
NO_LEAVE = frozenset(
    {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired", "not_found"}
)
"""Slack's words for a trigger_id that can no longer open a modal (after three seconds), or a closed modal."""


def window(reply: Reply, incoming: SlackIncoming) -> Json:
    """The reply as a modal. Raises ValueError where no modal can hold it.

    A line on top counts the files, as Slack shows nothing in their field. Files that the form refuses are dropped, as
    it could never be sent otherwise.
    """
    refused, count = refuses_files(reply), len(incoming.files)
    modal = view(reply, origin(replace(incoming, files=()) if refused else incoming, reply.proposal))
    if not count or "submit" not in modal:
        return modal
    note = {"type": "context", "elements": [plain(chats.left_out(count) if refused else chats.files_here(count))]}
    return {**modal, "blocks": [note, *modal["blocks"]][:MOST_IN_VIEW]}


async def in_window(reply: Reply, incoming: SlackIncoming, client: Client) -> bool:
    """Whether it could be shown in the open modal, or in a new one. Raises SlackApiError."""
    try:
        modal = window(reply, incoming)
        if incoming.view and not incoming.in_home:
            await client.api.views_update(view_id=incoming.view, view=modal)
        else:
            await client.api.views_open(trigger_id=incoming.trigger, view=modal)
    except ValueError as too_large:
        log.warning("a form goes as a message: %s", too_large)
        return False
    except SlackApiError as problem:
        if why(problem) in NO_LEAVE:
            return False
        raise
    return True


Send = Callable[[Json], Awaitable[None]]
MOST_RESPONSES = 4
"""A response_url takes five messages; one is left for deleting the answer."""
NOT_IN = frozenset({"not_in_channel", "channel_not_found"})


@dataclass(frozen=True, slots=True)
class AnswerDelivery:
    """Delivers the answer to one message, press or form."""

    incoming: SlackIncoming
    client: Client
    directory: Directory

    async def deliver(self, reply: Reply, more: Sequence[Block] = ()) -> None:
        """To the asker alone where it was asked, else in direct messages; ``more`` goes below it. Raises TROUBLE."""
        if reply.files:
            reply = await self.hand_out(reply)
        left = deque(messages(reply, more, files=() if refuses_files(reply) else self.incoming.files))
        count = len(left)
        if reply.goes_on and self.incoming.on_message and await self._replaced(left[0]):
            left.popleft()
            if not left:
                return None
        *there, last = self._sends(count)
        for send in there:
            try:
                return await _all(left, send)
            except TROUBLE as problem:
                if perhaps(problem):
                    raise  # it may have arrived, and must not be sent twice
                log.warning("an answer did not reach a place (%s); it is tried in another way", why(problem))
        if there:
            left = deque(_elsewhere(reply, count - len(left)))
        return await _all(left, last)

    async def directly(self, reply: Reply) -> None:
        """In direct messages, whatever happened where it was asked. Raises TROUBLE."""
        *_, last = self._sends(0)
        await _all(deque(messages(reply)), last)

    async def publish(self, reply: Reply, more: Sequence[Block] = ()) -> None:
        """Post for everybody; by the response_url where the bot is not a member. Raises TROUBLE."""
        left = deque(messages(reply, more))
        try:
            await _all(left, self._openly)
        except SlackApiError as problem:
            if why(problem) not in NOT_IN or not self.incoming.response_url or len(left) > MOST_RESPONSES:
                raise
            await _all(left, lambda payload: self._responding(payload, "in_channel"))

    async def _replaced(self, payload: Json) -> bool:
        """Whether it replaced the message whose button was pressed. Raises TROUBLE where that is unknown."""
        try:
            await respond(self.incoming.response_url, {**payload, "replace_original": True}, self.client)
        except TROUBLE as problem:
            if perhaps(problem):
                raise
            log.info("a message was not replaced (%s); the answer follows it", why(problem))
            return False
        return True

    def _sends(self, count: int) -> Iterator[Send]:
        """The ways to send ``count`` messages, the best first."""
        if self.incoming.chat:
            yield self._openly
            return
        if self.incoming.response_url and count <= MOST_RESPONSES:
            yield self._responding
        if self.incoming.channel and not self.incoming.channel.startswith("D"):
            yield self._whispered
        yield self._in_chat

    async def _openly(self, payload: Json) -> None:
        await self.client.api.chat_postMessage(
            channel=self.incoming.channel, thread_ts=self.incoming.thread or None, **payload
        )

    async def _responding(self, payload: Json, kind: str = "ephemeral") -> None:
        body = {**_threaded(self.incoming), **payload, "response_type": kind}
        await respond(self.incoming.response_url, body, self.client)

    async def _whispered(self, payload: Json) -> None:
        kept = {name: value for name, value in payload.items() if name in {"text", "blocks"}}
        await self.client.api.chat_postEphemeral(
            channel=self.incoming.channel, user=self.incoming.user, **_threaded(self.incoming), **kept
        )

    async def _in_chat(self, payload: Json) -> None:
        chat = await self.directory.chat(self.incoming.user, self.client)
        await self.client.api.chat_postMessage(channel=chat, **payload)

    async def hand_out(self, reply: Reply) -> Reply:
        """Upload the files to the direct messages; the reply then says where they are, or that it failed."""
        incoming = self.incoming
        try:
            chat = incoming.channel if incoming.chat else await self.directory.chat(incoming.user, self.client)
        except TROUBLE as problem:
            log.warning("no direct messages with a person (%s)", why(problem))
            return noted(replace(reply, files=()), words.NO_FILE_OUT)
        if not await handed_out(reply.files, chat, incoming.thread if incoming.chat else "", self.client):
            return noted(replace(reply, files=()), words.NO_FILE_OUT)
        return reply if incoming.chat else noted(reply, words.FILE_IN_CHAT)


async def respond(url: str, body: Json, client: Client) -> None:
    """Post to a response_url. Raises TROUBLE; Unheard where it is refused."""
    hook = AsyncWebhookClient(url, retry_handlers=retries(), logger=QUIET, session=client.api.session)
    answer = await hook.send_dict({"replace_original": False, **body})
    if answer.status_code != 200:
        raise Unheard(answer.status_code)


def _threaded(incoming: SlackIncoming) -> Json:
    return {"thread_ts": incoming.thread} if incoming.thread else {}


async def _all(left: deque[Json], send: Send) -> None:
    """Send the messages in ``left``; each is removed once it was sent."""
    while left:
        try:
            await send(left[0])
        except TROUBLE as problem:
            if not has_charts(left[0]) or perhaps(problem):
                raise
            log.info("Slack did not take a chart (%s); it is drawn in letters", why(problem))
            await send(without_charts(left[0]))
        left.popleft()


def _elsewhere(reply: Reply, taken: int) -> tuple[Json, ...]:
    """The rest for direct messages, where ``taken`` messages got through elsewhere; if none did, all, with a note."""
    return messages(reply)[taken:] if taken else messages(noted(reply, words.NOT_THERE))


IN_TIME = 2.0
"""Seconds after which the form says that it takes longer: Slack waits three."""
SETTLES = 0.5
"""Seconds until a modal shows what an acknowledgment told it to show."""


@dataclass(slots=True)
class FormSubmission:
    """Answers submitted forms, each once by its request id, also where it is sent again."""

    pipeline: Pipeline[SlackIncoming, Client]
    in_time: float = IN_TIME
    settles: float = SETTLES
    _in_flight: InFlight = field(default_factory=InFlight)

    async def send(self, incoming: SlackIncoming, shown: Mapping[str, Any], ack: AsyncAck, client: Client) -> None:
        """Acknowledge the form in time: with its errors, or by closing it and then delivering the result."""
        task, first = self._in_flight.begin(
            incoming.request, lambda: asyncio.create_task(self.pipeline.guarded(incoming, client))
        )
        done, _ = await asyncio.wait({task}, timeout=self.in_time)
        if not done:
            await ack(response_action="update", view=view(Reply(title=words.WAIT_TITLE, parts=(Text(words.WAIT),))))
            delivery = self._later(task, incoming, client)
        elif answer := _stays_open(task.result(), incoming, shown):
            await ack(**answer)
            return
        else:
            await ack(response_action="clear")
            delivery = self._told(task.result(), incoming, client)
        if first:
            self.pipeline.work(delivery, incoming, client)
        else:
            delivery.close()

    async def _later(self, task: asyncio.Task[Reply], incoming: SlackIncoming, client: Client) -> None:
        """Deliver a result for which Slack could not wait."""
        reply = await task
        await asyncio.sleep(self.settles)
        if not await self._in_its_place(reply, incoming, client):
            await self._told(reply, incoming, client)

    async def _told(self, reply: Reply, incoming: SlackIncoming, client: Client) -> None:
        """Deliver the result; only one of all bots that got the form does."""
        if not await self.pipeline.dedupe.first_of_all(f"told {incoming.request}", RETRIED, client.desk):
            return
        await self.pipeline.deliver(reply, incoming, client)

    async def _in_its_place(self, reply: Reply, incoming: SlackIncoming, client: Client) -> bool:
        """Show the result in the waiting modal; whether that is all there is to deliver.

        What could not be saved comes back as the form with what was typed.
        """
        try:
            await client.api.views_update(view_id=incoming.view, view=window(reply, incoming))
        except (*TROUBLE, ValueError) as problem:
            log.info("a window could not be updated (%s)", why(problem))  # it may have been closed
            return False
        return reply.form is not None


def _stays_open(reply: Reply, incoming: SlackIncoming, shown: Mapping[str, Any]) -> Json:
    """The acknowledgment that keeps the form open, with what was typed; empty where the form was accepted."""
    if reply.form:
        wrong = errors(reply, shown)
        if wrong and not (refuses_files(reply) and carried(shown)):
            return {"response_action": "errors", "errors": wrong}
        try:
            return {"response_action": "update", "view": window(reply, incoming)}
        except ValueError:  # too much for a window: it closes, and a message has the form's button
            return {}
    first = next((id for block in shown["blocks"] if (id := block.get("block_id", "")).startswith(FIELD)), "")
    says = " ".join(part.says for part in reply.parts if isinstance(part, Text))
    if reply.failed and first and len(says) <= LONGEST_ERROR:
        return {"response_action": "errors", "errors": {first: says}}
    return {}
