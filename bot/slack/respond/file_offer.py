"""Reviews a file that came without a command, or offers what can be done with it."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.pipeline import Pipeline
from bot.chat.received.files import MOST_FILES, is_reviewed, offers, what_with
from bot.slack.client import Client
from bot.slack.parse.files import about
from bot.slack.parse.incoming import SlackIncoming
from bot.slack.render.block import Block
from bot.slack.render.buttons import with_this
from bot.slack.respond.deliver import AnswerDelivery
from handlers.contracts.listing import SAY
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Reply
from handlers.review.answers.commands import SAY as REVIEW


async def offer(pipeline: Pipeline[SlackIncoming, Client], incoming: SlackIncoming, delivery: AnswerDelivery) -> None:
    """Answer each file that came, until the sender may not. Raises Sorry, TROUBLE."""
    for id in incoming.files[:MOST_FILES]:
        reply, buttons = await _answer(pipeline, replace(incoming, files=(id,)), delivery.client)
        await delivery.deliver(reply, buttons)
        if reply.outcome is Outcome.REFUSED:
            return


async def _answer(
    pipeline: Pipeline[SlackIncoming, Client], incoming: SlackIncoming, client: Client
) -> tuple[Reply, list[Block]]:
    """The answer to one file, with buttons for what was not reviewed, where the sender may keep it."""
    [id] = incoming.files
    name, size = await about(id, client)
    reply = what_with(name, size)
    if reviewed := is_reviewed(name, size):
        reply = await pipeline.reply(incoming.saying(REVIEW), client)
        if reply.outcome is not Outcome.SORRY:
            return reply, []
    form = await pipeline.reply(incoming.saying(SAY, files=()), client)
    if form.form is None:
        return (reply if reviewed else form), []
    keeps = bool(offers(name)) and (reviewed or not reply.failed)
    return replace(reply, choices=()), [with_this(id, name)] if keeps else []
