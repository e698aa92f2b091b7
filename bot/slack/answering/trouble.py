"""What does somebody read where something did not work?"""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace

from bot.slack.answering.tell import Unheard, noted
from bot.slack.hearing.hear import Said
from bot.slack.hearing.known import Known, Where
from bot.slack.hearing.meet import named
from bot.slack.line import TROUBLE, Line, why
from handlers import wording
from handlers.desk import Sorry
from handlers.reply import Reply, Text
from handlers.wording import slack as words

log = logging.getLogger("dpa")


def sorry(says: str) -> Reply:
    """That it cannot be."""
    return Reply(title=wording.SORRY_TITLE, parts=(Text(says),), tone="sorry")


def at_file(says: str, form: Reply | None) -> Reply:
    """That a file could not be read: at its field where there is a form, in which all that was typed stays."""
    if form is None or form.form is None:
        return sorry(says)
    fields = tuple(replace(one, error=says) if one.kind == "file" else one for one in form.form.fields)
    return replace(form, parts=(Text(says),), form=replace(form.form, fields=fields), tone="sorry")


async def of_guests(reply: Reply, said: Said, known: Known, line: Line) -> Reply:
    """A role that a guest was given says that it is of no use to them."""
    if reply.tone != "done" or not said.text.lower().startswith("grant"):
        return reply
    people = [await known.who(id, line) for id in named(said)]
    guests = [one.name for one in people if one.sure and one.outsider]
    return noted(reply, words.guest(guests[0])) if guests else reply


def failed(problem: Exception) -> Reply:
    """What the person reads; the log has it under the same reference."""
    if isinstance(problem, Sorry):
        return sorry(str(problem))
    reference = secrets.token_hex(3)
    known = isinstance(problem, (*TROUBLE, Unheard))
    log.error("reference %s (%s)", reference, why(problem), exc_info=None if known else problem)
    return Reply(title=wording.BUG_TITLE, parts=(Text(words.not_shown(reference)),), tone="sorry")


def unsure(reply: Reply, sure: bool, where: Where) -> Reply:
    """A refusal says why, where Slack did not tell who that is or who reads the place."""
    if reply.tone != "sorry" or reply.form or (sure and where.sure):
        return reply
    return noted(reply, words.UNSURE_WHO if not sure else words.NOT_IN_CHANNEL)
