"""What does somebody read where something did not work in Teams?"""

from __future__ import annotations

import logging

from bot.chat import errors as trouble
from bot.chat.errors import noted
from bot.teams import words
from bot.teams.client import NotTaken, why
from bot.teams.parse.directory import Who
from bot.teams.respond.backoff import SILENT
from bot.teams.respond.error_words import BUSY, PERHAPS, PERHAPS_TITLE
from handlers.dialogue.reply import Reply, Text

log = logging.getLogger("dpa")


def failed(problem: BaseException) -> Reply:
    """What the person reads; the log has it, of what is ours to mend under the same reference."""
    if isinstance(problem, NotTaken) and (problem.perhaps or problem.status in SILENT):
        log.warning("an answer was not taken, or perhaps (%s)", why(problem))
        if problem.perhaps:
            return Reply(title=PERHAPS_TITLE, parts=(Text(PERHAPS),))
        return trouble.sorry(BUSY)
    return trouble.failed(problem, why(problem), bug=not isinstance(problem, NotTaken))


def unsure(reply: Reply, who: Who) -> Reply:
    """A refusal says why, where Teams did not tell who that is."""
    if who.sure or reply.tone != "sorry" or reply.form:
        return reply
    return noted(reply, words.UNSURE_WHO)
