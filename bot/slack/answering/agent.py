"""What adorns a chat with the bot in Slack, where Slack can show it?"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from bot.chats.once import Once
from bot.slack.hearing.hear import Said
from bot.slack.hearing.known import Known
from bot.slack.line import TROUBLE, Line, why
from handlers import wording
from handlers.wording import slack as words
from handlers.wording import slack_app

log = logging.getLogger("dpa")
MOST_PROMPTS = 4


@dataclass(frozen=True, slots=True)
class Agent:
    """Suggestions, titles and signs of work; what cannot be done is not tried again for some time."""

    once: Once
    known: Known

    async def greet(self, user: str, channel: str, thread: str, line: Line) -> None:
        """Suggest what could be asked in an empty chat; ``thread`` in the assistant of old only."""
        name = f"no prompts {line.team}"
        if self.once.knows(name):
            return
        who = await self.known.who(user, line)
        asks = [{"title": slack_app.SUGGESTED.get(say, say), "message": say} for say in wording.FIRST_QUESTIONS]
        if not who.outsider:
            asks.append({"title": words.DUE_PROMPT, "message": "deadlines"})
        try:
            await line.client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, thread_ts=thread or None, title=words.PROMPTS_TITLE, prompts=asks[:MOST_PROMPTS]
            )
        except TROUBLE as problem:
            self.once.first(name)
            log.info("no suggested prompts (%s)", why(problem))

    async def adorn(self, method: Any, said: Said, **what: str) -> None:
        """Give a thread its title, or show that something is looked up."""
        name = f"{method.__name__} {said.channel}"
        if self.once.knows(name):
            return
        try:
            await method(channel_id=said.channel, thread_ts=said.thread, **what)
        except TROUBLE as problem:
            self.once.first(name)
            log.info("no %s (%s)", method.__name__, why(problem))
