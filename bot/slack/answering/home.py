"""What does somebody see who opens the app in Slack, and does it stay true?"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.slack.hearing.known import Known, Who
from bot.slack.hearing.meet import Meeting
from bot.slack.line import Line, why
from bot.slack.showing.show import home as view
from handlers import wording
from handlers.board.home import home
from handlers.desk import Message
from handlers.wording import slack as words
from handlers.wording import slack_app

log = logging.getLogger("dpa")
LOOKED_AT = 3600.0
"""Seconds for which a Home that was opened is kept true."""
SETTLES_WITHIN = 3.0
"""Seconds that Homes have to become true before we stop."""
MOST = 50
MOST_PROMPTS = 4


@dataclass(slots=True)
class Homes:
    """The Homes that are open, as far as we know: Slack tells when one is opened, never when it is closed."""

    known: Known
    _open: dict[tuple[str, str], tuple[float, Line]] = field(default_factory=dict)
    _loop: asyncio.AbstractEventLoop | None = None
    """That in which they are shown."""
    _heads: dict[str, int] = field(default_factory=dict)
    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _once_more: set[str] = field(default_factory=set)
    _looks: set[asyncio.Task[None]] = field(default_factory=set)

    async def show(self, user: str, line: Line) -> None:
        """Show it as things stand. Raises TROUBLE."""
        who = await self.known.who(user, line)
        replies = await asyncio.to_thread(lambda: home(_from(user, who), line.office.desk()))
        await line.client.views_publish(user_id=user, view=view(replies, words.HOME_TITLE))

    async def opened(self, user: str, line: Line) -> None:
        """Show it, and keep it true for some time."""
        self._loop = asyncio.get_running_loop()
        self._open.pop((line.team, user), None)
        while len(self._open) >= MOST:
            del self._open[next(iter(self._open))]
        self._open[line.team, user] = (time.monotonic() + LOOKED_AT, line)
        await self.show(user, line)

    def moved(self, team: str, head: int) -> None:
        """Show the workspace's Homes anew where the records changed: ``head`` is the number of their last event."""
        if self._heads.get(team) == head:
            return
        self._heads[team] = head
        if team in self._under_way:
            self._once_more.add(team)
        elif any(place == team for place, _ in self._open):
            self._under_way[team] = asyncio.ensure_future(self._refresh(team))

    def changed(self, of: Callable[[str], bool]) -> None:
        """Look whether the records of these workspaces changed, and show their Homes anew then. For any thread."""
        if self._loop and self._open:
            with suppress(RuntimeError):  # the bot stops, and nobody looks any more
                self._loop.call_soon_threadsafe(self._look, of)

    def _look(self, of: Callable[[str], bool]) -> None:
        for team, line in {team: line for (team, _), (_, line) in self._open.items() if of(team)}.items():
            look = asyncio.ensure_future(self._compare(team, line))
            self._looks.add(look)
            look.add_done_callback(self._looks.discard)

    async def _compare(self, team: str, line: Line) -> None:
        self.moved(team, await asyncio.to_thread(Meeting.head, line))

    async def settled(self) -> None:
        """When all Homes are true; what takes longer is given up, as nobody waits for it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLES_WITHIN):
                while pending := (*self._looks, *self._under_way.values()):
                    await asyncio.gather(*pending)

    async def _refresh(self, team: str) -> None:
        try:
            await self._show_all(team)
            while team in self._once_more:
                self._once_more.discard(team)
                await self._show_all(team)
        finally:
            del self._under_way[team]

    async def _show_all(self, team: str) -> None:
        for (place, user), (until, line) in list(self._open.items()):
            if until < time.monotonic():
                self._open.pop((place, user), None)
            elif place == team:
                try:
                    await self.show(user, line)
                except Exception as problem:  # noqa: BLE001 - nobody asked for it, and the others are still to be shown
                    self._open.pop((place, user), None)
                    log.warning("a Home could not be shown anew (%s)", why(problem))

    async def prompts(self, user: str, channel: str, thread: str, line: Line) -> None:
        """What one could ask, above an empty chat; ``thread`` in the assistant of old only. Raises TROUBLE."""
        who = await self.known.who(user, line)
        asks = [{"title": slack_app.SUGGESTED.get(say, say), "message": say} for say in wording.FIRST_QUESTIONS]
        if not who.outsider:
            asks.append({"title": words.DUE_PROMPT, "message": "deadlines"})
        await line.client.assistant_threads_setSuggestedPrompts(
            channel_id=channel, thread_ts=thread or None, title=words.PROMPTS_TITLE, prompts=asks[:MOST_PROMPTS]
        )


def _from(user: str, who: Who) -> Message:
    return Message("", who=f"slack:{user}", surface="slack", outsider=who.outsider, owner=who.owner)
