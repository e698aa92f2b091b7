"""What does somebody read in a chat where something did not work?"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Protocol

from bot.chat import words
from handlers.dialogue import words as wording
from handlers.dialogue.outcome import Outcome, sentence
from handlers.dialogue.reply import Reply, Text, sorry_reply

log = logging.getLogger("dpa")


class Somebody(Protocol):
    """Whoever is named, as the chat knows them."""

    @property
    def name(self) -> str:
        """What they are called there."""

    @property
    def outsider(self) -> bool:
        """Whether they are a guest or of elsewhere."""

    @property
    def sure(self) -> bool:
        """Whether the chat could be asked."""


def noted(reply: Reply, says: str) -> Reply:
    """The reply, with a sentence of ours above it."""
    return replace(reply, parts=(Text(says), *reply.parts))


def sorry(says: str) -> Reply:
    """That it cannot be."""
    return sorry_reply(wording.SORRY_TITLE, says)


def failed(problem: BaseException, why: str, *, bug: bool) -> Reply:
    """What the person reads; the log has it under the same reference, of a bug of ours all of it."""
    if says := sentence(problem):
        return sorry(says)
    reference = secrets.token_hex(3)
    log.error("reference %s (%s)", reference, why, exc_info=problem if bug else None)
    return sorry_reply(wording.BUG_TITLE, words.not_shown(reference), Outcome.BUG)


def at_file(says: str, form: Reply | None) -> Reply:
    """That a file could not be read: in the form where there is one, in which all that was typed stays."""
    if form is None or form.form is None:
        return sorry(says)
    fields = tuple(replace(one, error=says) if one.kind == "file" else one for one in form.form.fields)
    return replace(form, parts=(Text(says),), form=replace(form.form, fields=fields), tone="sorry")


async def again(reply: Reply, look: Callable[[], Reply]) -> Reply:
    """The form with what was typed below what went wrong; the reply itself where there is no form any more."""
    try:
        looked = await asyncio.to_thread(look)
    except Exception:  # noqa: BLE001 - the person reads what went wrong first
        return reply
    return replace(looked, parts=reply.parts, tone="sorry") if looked.form else reply


async def of_guests(reply: Reply, text: str, named: Sequence[str], who: Callable[[str], Awaitable[Somebody]]) -> Reply:
    """A role that a guest was given says that it is of no use to them."""
    if reply.tone != "done" or not text.lower().startswith("grant"):
        return reply
    people = [await who(id) for id in named]
    guests = [one.name for one in people if one.sure and one.outsider]
    return noted(reply, words.guest(guests[0])) if guests else reply
