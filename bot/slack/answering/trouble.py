"""What does somebody read where something did not work in Slack?"""

from __future__ import annotations

from bot.chats import trouble
from bot.chats.trouble import noted
from bot.slack.answering.tell import Unheard
from bot.slack.hearing.known import Where
from bot.slack.line import TROUBLE, why
from handlers.reply import Reply
from handlers.wording import slack as words


def failed(problem: Exception) -> Reply:
    """What the person reads; the log has it under the same reference."""
    return trouble.failed(problem, why(problem), bug=not isinstance(problem, (*TROUBLE, Unheard)))


def unsure(reply: Reply, sure: bool, where: Where) -> Reply:
    """A refusal says why, where Slack did not tell who that is or who reads the place."""
    if reply.tone != "sorry" or reply.form or (sure and where.sure):
        return reply
    return noted(reply, words.UNSURE_WHO if not sure else words.NOT_IN_CHANNEL)
