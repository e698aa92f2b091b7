"""What does somebody read where something did not work in Teams?"""

from __future__ import annotations

from bot.chats import trouble
from bot.chats.trouble import noted
from bot.teams.hearing.known import Who
from bot.teams.line import Refused, why
from handlers.reply import Reply
from handlers.wording import teams as words


def failed(problem: BaseException) -> Reply:
    """What the person reads; the log has it under the same reference."""
    return trouble.failed(problem, why(problem), bug=not isinstance(problem, Refused))


def unsure(reply: Reply, who: Who) -> Reply:
    """A refusal says why, where Teams did not tell who that is."""
    if who.sure or reply.tone != "sorry" or reply.form:
        return reply
    return noted(reply, words.UNSURE_WHO)
