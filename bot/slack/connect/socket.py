"""Receives from Slack through a socket where Slack cannot reach the bot, and notices when it goes quiet."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMessage, web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.slack import words

log = logging.getLogger("dpa")
CONNECTS_WITHIN = 30.0
CLOSES_WITHIN = 5.0


@dataclass(slots=True)
class Socket:
    """Socket Mode: one websocket that Slack's library keeps, and that is replaced when it does not.

    The library reconnects when the connection breaks or pings are not answered, but not when it answers pings and
    brings nothing. One that was quiet for long is therefore replaced: the new one opens before the old one closes.
    """

    app: AsyncApp
    token: str
    ping: float = 10.0
    """Seconds between pings; a connection on which four are not answered is broken."""
    look: float = 5.0
    deaf: float = 600.0
    """Seconds without a message after which a connection is replaced to be sure."""
    gone: float = 60.0
    """Seconds that the library has to reconnect."""
    grace: float = 1.0
    """Seconds for what is in flight on an old connection."""
    trouble: str = words.NOT_CONNECTED
    """Why nothing can be heard just now; empty where all is well."""
    _watching: asyncio.Task[None] | None = field(default=None, repr=False)
    _handler: AsyncSocketModeHandler | None = field(default=None, repr=False)
    _heard_at: float = field(default=0.0, repr=False)
    _there_at: float = field(default=0.0, repr=False)

    async def hold(self, _: web.Application) -> AsyncIterator[None]:
        """Stay connected while the server runs; it starts also while Slack cannot be reached."""
        self._watching = asyncio.create_task(self._watch())
        yield
        await self.close()

    async def hush(self) -> None:
        """Hear nothing more: what is not acknowledged Slack sends elsewhere, or again. What was heard still is."""
        if self._watching:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        if self._handler:
            self._handler.client.socket_mode_request_listeners.clear()

    async def close(self) -> None:
        """Close the connection."""
        await self.hush()
        if self._handler:
            await _close(self._handler)
            self._handler = None

    async def _watch(self) -> None:
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("Slack connection check failed; retrying in %s s", self.look)
            await asyncio.sleep(self.look)

    async def _look(self) -> None:
        """Replace the connection where the library did not repair it in time, or where nothing came for long."""
        now, handler = time.monotonic(), self._handler
        if handler and await handler.client.is_connected():
            self.trouble, self._there_at = "", now
            if now - self._heard_at <= self.deaf:
                return
        else:
            self.trouble = words.NOT_CONNECTED
            if handler and now - self._there_at <= self.gone:
                return
        log.info("opening a new Socket Mode connection")
        await self._replace()

    async def _replace(self) -> None:
        """Open a new connection and close the old one; where none can be had, the old one stays."""
        old, new = self._handler, AsyncSocketModeHandler(self.app, self.token, ping_interval=self.ping)
        new.client.on_message_listeners.append(self._hear)
        try:
            await asyncio.wait_for(new.connect_async(), CONNECTS_WITHIN)  # type: ignore[no-untyped-call]
        except BaseException as trouble:
            await _close(new)
            if not isinstance(trouble, TimeoutError):
                raise
            return
        self._handler, self.trouble = new, ""
        self._heard_at = self._there_at = time.monotonic()
        if old:
            try:
                await asyncio.sleep(self.grace)
            finally:
                await _close(old)

    async def _hear(self, _: WSMessage) -> None:
        self._heard_at = time.monotonic()


async def _close(handler: AsyncSocketModeHandler) -> None:
    """Close a connection, also one whose other end does not answer."""
    with suppress(TimeoutError):
        await asyncio.wait_for(handler.close_async(), CLOSES_WITHIN)  # type: ignore[no-untyped-call]
