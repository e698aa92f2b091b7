"""Slack's view for agents, the answers to files that came without a command, and updates of open forms."""

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
from bot.slack.render.blocks import with_this
from bot.slack.render.modals import CALLBACK, rerendered
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
    """Suggested prompts, thread titles and status lines; what Slack refuses is not tried again for some time."""

    dedupe: Deduplicator
    directory: Directory

    async def greet(self, user: str, channel: str, thread: str, client: Client) -> None:
        """Suggest prompts in an empty chat; ``thread`` is needed only in Slack's older assistant."""
        refused_key = f"no prompts {client.organization}"
        if self.dedupe.knows(refused_key):
            return
        who = await self.directory.who(user, client)
        prompts: list[dict[str, str]] = [
            {"title": manifest_words.SUGGESTED.get(say, say), "message": say} for say in wording.FIRST_QUESTIONS
        ]
        if not who.outsider:
            prompts.append({"title": words.DUE_PROMPT, "message": "deadlines"})
        try:
            await client.api.assistant_threads_setSuggestedPrompts(
                channel_id=channel, thread_ts=thread or None, title=words.PROMPTS_TITLE, prompts=prompts[:MOST_PROMPTS]
            )
        except TROUBLE as problem:
            self.dedupe.first(refused_key)
            log.info("no suggested prompts (%s)", why(problem))

    async def adorn(self, method: Any, incoming: SlackIncoming, **what: str) -> None:
        """Give a thread its title, or a status line that something is being looked up."""
        refused_key = f"{method.__name__} {incoming.channel}"
        if self.dedupe.knows(refused_key):
            return
        try:
            await method(channel_id=incoming.channel, thread_ts=incoming.under, **what)
        except TROUBLE as problem:
            self.dedupe.first(refused_key)
            log.info("no %s (%s)", method.__name__, why(problem))


async def offer(pipeline: Pipeline[SlackIncoming, Client], incoming: SlackIncoming, delivery: AnswerDelivery) -> None:
    """Answer each of the files; stop where the sender may not keep or review files. Raises Sorry, TROUBLE."""
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
"""Gives the form that a message opens."""
MOST_WINDOWS = 1000
"""Slack does not report each one that is closed; above this number, those not being updated are forgotten."""


@dataclass(slots=True)
class OpenForm:
    """An open form, as far as we have updated it."""

    working: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: float = 0.0
    """When the last change that we know of was made in it."""
    shown: Json = field(default_factory=dict)
    """The view that Slack returned for our last update."""
    replaced: set[str] = field(default_factory=set)
    """The hashes of its earlier views: a change may still be about one of them."""


@dataclass(slots=True)
class FormUpdates:
    """Updates open forms when a field changes that others depend on."""

    _windows: dict[str, OpenForm] = field(default_factory=dict)

    async def follow(self, body: Json, look: Look, client: Client) -> None:
        """Show the fields that are needed now; never raises, as the form can be sent as it is.

        Updates of a window run one after the other, and of several changes only the last counts, as it has all that was
        typed. A change by somebody else in the meantime stays: Slack compares the hash.
        """
        view = body["view"]
        if view.get("callback_id") != CALLBACK or view.get("type") != "modal":
            return
        window, changed_at = self._window(view["id"]), float(body["actions"][0].get("action_ts") or 0)
        window.newest = max(window.newest, changed_at)
        async with window.working:
            if changed_at < window.newest:
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
    current = window.shown if view["hash"] in window.replaced else view
    form = (await look(parse.submitted(body), client)).form  # none if this person may no longer have it
    changed = rerendered(current, view["state"]["values"], form.fields if form else ())
    if changed is None:
        return
    answer = await client.api.views_update(view_id=view["id"], hash=current["hash"], view=changed)
    window.replaced.add(current["hash"])
    window.shown = answer["view"]
