"""Posts, and the places in the small Slack where they stand."""

import asyncio

from bot.slack.notify import SlackChannel
from handlers.dialogue.reply import Bullets, Reply
from storage.records import Place
from tests.bot.chat.shared import POST, REPLY
from tests.bot.slack.small_slack.slack import Slack

LONG = Reply(title="Much", parts=tuple(Bullets(tuple(f"{k} {'x' * 900}" for k in range(9))) for _ in range(3)))
CHAT = Place(id="slack:D1", surface="slack", name="Ana Ruiz", private=True)
CHANNEL = Place(id="slack:C1", surface="slack", name="privacy", private=True)


async def send(channel: SlackChannel, place: Place = CHAT, reply: Reply = REPLY, *, again: bool = False) -> str:
    return await asyncio.to_thread(channel.send, place, reply, POST, again=again)


def texts(slack: Slack, channel: str = "D1") -> list[str]:
    return [message["text"] for message in slack.said(channel)]
