"""What does somebody read where something did not work in Slack?"""

from __future__ import annotations

import logging

from bot.chat import errors as trouble
from bot.chat import words as chats
from bot.chat.errors import noted
from bot.slack import words
from bot.slack.client import TROUBLE, perhaps, why
from bot.slack.parse.directory import Where
from bot.slack.respond.deliver import Delivery
from handlers.dialogue.reply import Reply, Text

log = logging.getLogger("dpa")


def failed(problem: Exception) -> Reply:
    """What the person reads; the log has it under the same reference."""
    if perhaps(problem):
        log.warning("an answer was perhaps not taken (%s)", why(problem))
        return Reply(title=chats.PERHAPS_TITLE, parts=(Text(chats.perhaps("Slack")),))
    return trouble.failed(problem, why(problem), bug=not isinstance(problem, TROUBLE))


async def apologize(problem: Exception, telling: Delivery) -> None:
    """Tell the person what failed, in their direct messages where the answer perhaps stands. Raises TROUBLE."""
    tell = telling.directly if perhaps(problem) else telling.tell
    await tell(failed(problem))


def unsure(reply: Reply, sure: bool, where: Where) -> Reply:
    """A refusal says why, where Slack did not tell who that is or who reads the place."""
    if reply.tone != "sorry" or reply.form or (sure and where.sure):
        return reply
    return noted(reply, words.UNSURE_WHO if not sure else words.NOT_IN_CHANNEL)
