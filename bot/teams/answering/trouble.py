"""What does somebody read where something did not work?"""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace

from bot.teams.hearing.hear import Said
from bot.teams.hearing.known import Known, Who
from bot.teams.hearing.meet import named
from bot.teams.line import Line, Refused, why
from handlers import wording
from handlers.desk import Sorry
from handlers.reply import Reply, Text
from handlers.wording import teams as words

log = logging.getLogger("dpa")


def noted(reply: Reply, says: str) -> Reply:
    """The reply, with a sentence of ours above it."""
    return replace(reply, parts=(Text(says), *reply.parts))


def sorry(says: str) -> Reply:
    """That it cannot be."""
    return Reply(title=wording.SORRY_TITLE, parts=(Text(says),), tone="sorry")


def failed(problem: BaseException) -> Reply:
    """What the person reads; the log has it under the same reference."""
    if isinstance(problem, Sorry):
        return sorry(str(problem))
    reference = secrets.token_hex(3)
    log.error("reference %s (%s)", reference, why(problem), exc_info=None if isinstance(problem, Refused) else problem)
    return Reply(title=wording.BUG_TITLE, parts=(Text(words.not_shown(reference)),), tone="sorry")


def unsure(reply: Reply, who: Who) -> Reply:
    """A refusal says why, where Teams did not tell who that is."""
    if who.sure or reply.tone != "sorry" or reply.form:
        return reply
    return noted(reply, words.UNSURE_WHO)


async def of_guests(reply: Reply, said: Said, known: Known, line: Line) -> Reply:
    """A role that a guest was given says that it is of no use to them."""
    if reply.tone != "done" or not said.text.lower().startswith("grant"):
        return reply
    people = [await known.who(id, line) for id in named(said)]
    guests = [one.name for one in people if one.sure and one.outsider]
    return noted(reply, words.guest(guests[0])) if guests else reply


def at_file(says: str, form: Reply | None) -> Reply:
    """That a file could not be read: above the form where there is one, in which all that was typed stays."""
    if form is None or form.form is None:
        return sorry(says)
    fields = tuple(replace(one, error=says) if one.kind == "file" else one for one in form.form.fields)
    return replace(form, parts=(Text(says),), form=replace(form.form, fields=fields), tone="sorry")
