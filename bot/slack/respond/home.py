"""Shows the App Home, and redraws open Homes when the district's records change."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.slack import words
from bot.slack.client import Client, why
from bot.slack.incoming import Directory
from bot.slack.render.blocks import home as view
from bot.slack.render.rich_text import Json
from handlers.board.home import home
from handlers.dialogue.desk import Message

log = logging.getLogger("dpa")
LOOKED_AT = 3600.0
"""Seconds for which a Home that was opened is kept up to date."""
GAP = 10.0
"""Seconds between two updates of an open Home."""
A_MINUTE, MOST_A_MINUTE = 60.0, 80
"""Slack takes some 100 Homes a minute in a workspace; the rest is left for those that are being opened."""
PAUSES = (3.0, 10.0, 30.0)
"""Seconds after which a Home that could not be shown is tried again."""
SETTLES_WITHIN = 3.0
"""Seconds that Homes get to become up to date before the bot stops."""
MOST = 50
NO_HEAD = -1


@dataclass(slots=True)
class Open:
    """A Home that was opened."""

    user: str
    client: Client
    until: float
    """Until when it is kept up to date."""
    shown: Json | None = None
    """The view that Slack shows; None where that is unknown."""
    stale: bool = False
    turn: float = 0.0
    """When it may be updated again."""
    failed: int = 0
    showing: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True)
class Homes:
    """The Homes that may be open: Slack tells when one is opened, never when it is closed.

    Those of a workspace are updated one after the other, the one opened last first; ``now`` and ``pause`` are in
    seconds.
    """

    directory: Directory
    now: Callable[[], float] = time.monotonic
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    _open: dict[tuple[str, str], Open] = field(default_factory=dict)
    _loop: asyncio.AbstractEventLoop | None = None
    """The loop in which they are shown."""
    _heads: dict[str, int] = field(default_factory=dict)
    _shown_at: dict[str, deque[float]] = field(default_factory=dict)
    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _looks: set[asyncio.Task[None]] = field(default_factory=set)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _hurried: bool = False

    async def opened(self, user: str, client: Client) -> None:
        """Show it, and keep it up to date for some time. Never raises: what fails is tried again."""
        self._loop, until = asyncio.get_running_loop(), self.now() + LOOKED_AT
        opened_home = self._open.pop((client.organization, user), None) or Open(user, client, until)
        await self.answered(client)
        opened_home.client, opened_home.until, opened_home.shown, opened_home.failed = client, until, None, 0
        while len(self._open) >= MOST:
            del self._open[next(iter(self._open))]
        self._open[client.organization, user] = opened_home
        await self._show(opened_home)

    async def after_answer(self, client: Client) -> None:
        """As ``answered``, but only where a Home of the workspace is open: else each answer would read in vain."""
        if any(self._of(client.organization)):
            await self.answered(client)

    async def answered(self, client: Client) -> None:
        """Update the workspace's Homes if its records have changed."""
        self.moved(client.organization, await asyncio.to_thread(head, client))

    def moved(self, team: str, head: int) -> None:
        """Update the workspace's Homes if the records have changed: ``head`` is the number of their last event."""
        if self._heads.get(team) == head:
            return
        self._heads[team] = head
        for one in self._of(team):
            one.stale = True
        self._begin(team)

    def changed(self, of: Callable[[str], bool]) -> None:
        """Check whether the records of these workspaces changed, and update their Homes if so. From any thread."""
        if self._loop and self._open:
            with suppress(RuntimeError):  # the bot stops, and nobody looks any more
                self._loop.call_soon_threadsafe(self._look, of)

    def _look(self, of: Callable[[str], bool]) -> None:
        for client in {team: one.client for (team, _), one in self._open.items() if of(team)}.values():
            look = asyncio.ensure_future(self.answered(client))
            self._looks.add(look)
            look.add_done_callback(self._looks.discard)

    async def settled(self) -> None:
        """Wait until all Homes are up to date, without waiting for their turns; what takes longer is given up."""
        self._hurried = True
        self._woken.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLES_WITHIN):
                while pending := (*self._looks, *self._under_way.values()):
                    await asyncio.gather(*pending)
        self._hurried = False

    def _of(self, team: str) -> list[Open]:
        """The workspace's Homes that are kept up to date, the one opened last first."""
        now = self.now()
        return [one for (place, _), one in reversed(self._open.items()) if place == team and one.until > now]

    def _begin(self, team: str) -> None:
        """Start the task that updates stale Homes, if none is running."""
        self._woken.set()
        if team not in self._under_way and any(one.stale for one in self._of(team)):
            self._under_way[team] = asyncio.ensure_future(self._keep_true(team))

    async def _keep_true(self, team: str) -> None:
        try:
            while stale := [one for one in self._of(team) if one.stale]:
                now = self.now()
                one = min(stale, key=lambda one: max(one.turn, now))
                wait = max(self._free(team), now if self._hurried else one.turn) - now
                if wait > 0:
                    await self._wait(wait)
                else:
                    one.turn = now + GAP
                    await self._show(one)
        finally:
            del self._under_way[team]

    def _free(self, team: str) -> float:
        """When Slack takes one more Home of the workspace."""
        times = self._shown_at.get(team)
        return times[0] + A_MINUTE if times and len(times) >= MOST_A_MINUTE else 0.0

    async def _wait(self, seconds: float) -> None:
        """Wait so many seconds, or until something is to be done at once."""
        self._woken.clear()
        waits = [asyncio.ensure_future(self.pause(seconds)), asyncio.ensure_future(self._woken.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()

    async def _show(self, one: Open) -> None:
        """Show the Home as the records are now, unless it shows that already; never raises."""
        async with one.showing:
            one.stale = False
            try:
                new_view = await self._view(one)
                if new_view == one.shown:
                    return
                one.shown = None
                self._shown_at.setdefault(one.client.organization, deque(maxlen=MOST_A_MINUTE)).append(self.now())
                await one.client.api.views_publish(user_id=one.user, view=new_view)
                one.shown, one.failed = new_view, 0
            except Exception as problem:  # noqa: BLE001 - nobody waits for it, and the others are still to be shown
                self._again(one, problem)

    async def _view(self, one: Open) -> Json:
        who = await self.directory.who(one.user, one.client)
        incoming = Message("", who=f"slack:{one.user}", surface="slack", outsider=who.outsider, owner=bool(who.owner))
        replies = await asyncio.to_thread(lambda: home(incoming, one.client.desk()))
        return view(replies, words.HOME_TITLE)

    def _again(self, one: Open, problem: Exception) -> None:
        """Try again after a pause; after the last pause, wait until the Home is opened again."""
        team = one.client.organization
        if one.failed == len(PAUSES):
            log.warning("a Home could not be shown again (%s)", why(problem))
            self._open.pop((team, one.user), None)
            return
        log.info("a Home is shown a little later (%s)", why(problem))
        one.stale, one.turn, one.failed = True, self.now() + PAUSES[one.failed], one.failed + 1
        self._begin(team)


def head(client: Client) -> int:
    """The number of the last event on record, NO_HEAD where there is none; never raises."""
    try:
        desk = client.desk()
        return desk.store.head().number if desk.records is not None else NO_HEAD
    except Exception as trouble:  # noqa: BLE001 - the answer is there all the same
        log.warning("the records could not be asked (%s)", why(trouble))
        return NO_HEAD
