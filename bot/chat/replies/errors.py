"""Replies that say that something did not work, and replies to which something is added."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.chat import words
from bot.chat.received.incoming import Incoming
from handlers.dialogue import words as wording
from handlers.dialogue.outcome import Outcome, sentence
from handlers.dialogue.reply import Reply, Text, sorry_reply

log = logging.getLogger("dpa")


class HalfSent(Exception):  # noqa: N818 - what it says
    """The first messages of a post went out, and the rest did not: the next attempt begins with what is there."""


def noted(reply: Reply, says: str) -> Reply:
    """The reply, with a sentence of ours above it."""
    return replace(reply, parts=(Text(says), *reply.parts))


def noted_below(reply: Reply, says: str) -> Reply:
    """The reply, with a sentence of ours below it."""
    return replace(reply, parts=(*reply.parts, Text(says)))


def sorry(says: str) -> Reply:
    """A reply that only says why something cannot be."""
    return sorry_reply(wording.SORRY_TITLE, says)


def refused(reply: Reply) -> bool:
    """Whether nothing came of it, and there is no form to correct."""
    return reply.failed and reply.form is None


def on_record(incoming: Incoming) -> str:
    """What is on record of what somebody said, as far as that is known; empty for what could save nothing."""
    if not incoming.saved:
        return words.CHECK if incoming.parsed.changes or incoming.fields else ""
    ids = ", ".join(filter(None, incoming.saved))
    return words.saved_without_answer(ids) if ids else words.SAVED_WITHOUT_ID


def failed(problem: BaseException, why: str, saved: str, *, bug: bool) -> Reply:
    """What the person reads; the log has it under the same reference, of a bug of ours all of it."""
    if says := sentence(problem):
        return sorry(says)
    reference = secrets.token_hex(3)
    log.error("reference %s (%s)", reference, why, exc_info=problem if bug else None)
    return sorry_reply(wording.BUG_TITLE, words.not_shown(reference, saved), Outcome.BUG)


def perhaps(chat: str, saved: str) -> Reply:
    """Nobody knows whether the answer arrived."""
    return Reply(title=words.PERHAPS_TITLE, parts=(Text(words.perhaps(chat, saved)),))


def at_file(says: str, form: Reply | None) -> Reply:
    """A file could not be read: said in the form where there is one, in which all that was typed stays."""
    if form is None or form.form is None:
        return sorry(says)
    fields = tuple(replace(one, error=says) if one.kind == "file" else one for one in form.form.fields)
    return replace(form, parts=(Text(says),), form=replace(form.form, fields=fields, again=True), tone="sorry")


async def reopened(reply: Reply, look: Callable[[], Reply]) -> Reply:
    """The form with what was typed below what went wrong; the reply itself where there is no form any more."""
    try:
        looked = await asyncio.to_thread(look)
    except Exception:  # noqa: BLE001 - the person reads what went wrong first
        return reply
    return replace(looked, parts=reply.parts, tone="sorry") if looked.form else reply


def with_kept(reply: Reply, values: Mapping[str, str]) -> Reply:
    """The reply, its form filled in with what was kept; nothing is checked again."""
    if reply.form is None:
        return reply
    fields = tuple(replace(field, value=values.get(field.id, field.value)) for field in reply.form.fields)
    return replace(reply, form=replace(reply.form, fields=fields))
