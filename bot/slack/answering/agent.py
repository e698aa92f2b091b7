"""What adorns a chat with the bot in Slack, where Slack can show it?"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from bot.chats.once import Once
from bot.slack.answering.home import Homes
from bot.slack.hearing.hear import Said
from bot.slack.line import TROUBLE, Line, why

log = logging.getLogger("dpa")


@dataclass(frozen=True, slots=True)
class Agent:
    """Suggestions, titles and signs of work; what cannot be done is not tried again for some time."""

    once: Once
    homes: Homes

    async def greet(self, user: str, channel: str, thread: str, line: Line) -> None:
        """Suggest what could be asked in an empty chat."""
        name = f"no prompts {line.team}"
        if self.once.knows(name):
            return
        try:
            await self.homes.prompts(user, channel, thread, line)
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
