"""Suggested prompts, thread titles and the status line of Slack's view for agents."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.pipeline import Pipeline
from bot.chat.received import MOST_FILES, Deduplicator, is_reviewed, offers, what_with
from bot.slack import incoming as parse
from bot.slack import manifest_words, words
from bot.slack.client import TROUBLE, Client, why
from bot.slack.files import about
from bot.slack.incoming import Directory, SlackIncoming
from bot.slack.render.blocks import CALLBACK, rerendered
from bot.slack.render.buttons import with_this
from bot.slack.render.rich_text import Block
from bot.slack.respond.deliver import AnswerDelivery
from handlers.contracts.listing import SAY
from handlers.dialogue import words as wording
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Reply
from handlers.review.answers.commands import SAY as REVIEW

log = logging.getLogger("dpa")
MOST_PROMPTS = 4


@dataclass(frozen=True, slots=True)
class AgentView:
    """Suggestions, titles and signs of work; what cannot be done is not tried again for some time."""

    dedupe: Deduplicator
    directory: Directory

    async def greet(self, user: str, channel: str, thread: str, client: Client) -> None:
        """Suggest what could be asked in an empty chat; ``thread`` in the assistant of old only."""
        name = f"no prompts {client.organization}"
        if self.dedupe.knows(name):
            return
        who = await self.directory.who(user, client)
        asks = [{"title": manifest_words.SUGGESTED.get(say, say), "message": say} for say in wording.FIRST_QUESTIONS]
        if not who.outsider:
            asks.append({"title": words.DUE_PROMPT, "message": "deadlines"})
        try:
            await client.api.assistant_threads_setSuggestedPrompts(
                channel_id=channel, thread_ts=thread or None, title=words.PROMPTS_TITLE, prompts=asks[:MOST_PROMPTS]
            )
        except TROUBLE as problem:
            self.dedupe.first(name)
            log.info("no suggested prompts (%s)", why(problem))

    async def adorn(self, method: Any, incoming: SlackIncoming, **what: str) -> None:
        """Give a thread its title, or show that something is looked up."""
        name = f"{method.__name__} {incoming.channel}"
        if self.dedupe.knows(name):
            return
        try:
            await method(channel_id=incoming.channel, thread_ts=incoming.thread, **what)
        except TROUBLE as problem:
            self.dedupe.first(name)
            log.info("no %s (%s)", method.__name__, why(problem))


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


Json = Mapping[str, Any]
Look = Callable[[SlackIncoming, Client], Awaitable[Reply]]
"""Gives the form that something leads to."""
MOST_WINDOWS = 1000
"""Slack does not tell of all that are closed; those over which nobody works are forgotten then."""


@dataclass(slots=True)
class OpenForm:
    """An open form, as far as we have changed it."""

    working: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: float = 0.0
    """When its last change was made, as far as we have heard."""
    shown: Json = field(default_factory=dict)
    """What Slack says that it shows since our last update."""
    replaced: set[str] = field(default_factory=set)
    """The hashes of what it showed before; a change may have been made while we worked."""


@dataclass(slots=True)
class FormUpdates:
    """The open forms in which something was changed on which other fields depend."""

    _windows: dict[str, OpenForm] = field(default_factory=dict)

    async def follow(self, body: Json, look: Look, client: Client) -> None:
        """Show the fields that are asked for now; never raises, as the form can be sent as it is.

        One after the other for each window, and of several changes only the last, which brings all that was typed.
        What somebody else did to the window meanwhile stays: Slack compares the hash.
        """
        view = body["view"]
        if view.get("callback_id") != CALLBACK or view.get("type") != "modal":
            return
        window, made = self._window(view["id"]), float(body["actions"][0].get("action_ts") or 0)
        window.newest = max(window.newest, made)
        async with window.working:
            if made < window.newest:
                return
            try:
                await _update(window, body, look, client)
            except TROUBLE as problem:  # it was closed, or changed by somebody else
                log.info("a form was not updated (%s)", why(problem))
            except Exception:
                log.exception("a form was not updated")

    def _window(self, id: str) -> OpenForm:
        if len(self._windows) >= MOST_WINDOWS:
            self._windows = {id: window for id, window in self._windows.items() if window.working.locked()}
        return self._windows.setdefault(id, OpenForm())


async def _update(window: OpenForm, body: Json, look: Look, client: Client) -> None:
    view = body["view"]
    shown = window.shown if view["hash"] in window.replaced else view
    form = (await look(parse.submitted(body), client)).form  # none if this person may no longer have it
    changed = rerendered(shown, view["state"]["values"], form.fields if form else ())
    if changed is None:
        return
    answer = await client.api.views_update(view_id=view["id"], hash=shown["hash"], view=changed)
    window.replaced.add(shown["hash"])
    window.shown = answer["view"]
