"""Suggested prompts, thread titles and the status line of Slack's view for agents."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from bot.chat.received.dedupe import Deduplicator
from bot.slack import manifest_words as slack_app
from bot.slack import words
from bot.slack.client import TROUBLE, Client, why
from bot.slack.parse.directory import Directory
from bot.slack.parse.incoming import SlackIncoming
from handlers.dialogue import words as wording

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
        asks = [{"title": slack_app.SUGGESTED.get(say, say), "message": say} for say in wording.FIRST_QUESTIONS]
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
