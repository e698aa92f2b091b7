"""The chats that the bot is connected to, as the page and the heartbeat see them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from concurrent.futures import wait
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from aiohttp import web

from bot.runtime.district_service import DistrictService
from bot.runtime.refresh_posts import Settles, Settling
from bot.runtime.shutdown import ANSWERS_TIMEOUT, REFRESH_TIMEOUT
from handlers.reminders.channels import Channel


class ChatChannel(Channel, Settles, Protocol):
    """A channel to a chat that can also refresh earlier posts."""


class Chat(Protocol):
    """An integration with one chat, for all districts."""

    def districts(self) -> Collection[str]:
        """The districts that can be reached there or are configured; the bot's own first."""

    def channel_for(self, district: str) -> ChatChannel:
        """How a district's posts reach its own people, never those of another district."""

    def changed(self, district: str) -> None:
        """Something may have changed in a district. Called from any thread, often."""

    def mount(self, application: web.Application, service: Callable[[str], DistrictService], /) -> None:
        """Receive the chat's requests through the web application; ``service`` gives each district's."""

    def trouble(self) -> str:
        """What is wrong with the connection, as a sentence; empty where all is well. May take some seconds."""

    async def rest(self) -> None:
        """Wait until every message received so far is answered, before the bot stops."""


@dataclass(frozen=True, slots=True)
class Chats:
    """The connected chats, by surface, such as ``slack``."""

    by_surface: Mapping[str, Chat]
    _refreshers: list[Settling] = field(default_factory=list)

    def districts(self) -> list[str]:
        """All that are served, the bot's own first."""
        return list(dict.fromkeys(name for chat in self.by_surface.values() for name in chat.districts()))

    def ways(self, district: str) -> dict[str, ChatChannel]:
        """How a district's posts reach its people."""
        return {name: chat.channel_for(district) for name, chat in self.by_surface.items()}

    def changed(self, district: str) -> None:
        """Something may have changed in a district; every chat is told."""
        for chat in self.by_surface.values():
            chat.changed(district)

    def refreshing(self, service: DistrictService, district: str) -> DistrictService:
        """The same service, which after each message refreshes earlier posts in all chats."""
        found = Settling(service.respond, service.desk, self.ways(district), partial(self.changed, district))
        self._refreshers.append(found)
        return replace(service, respond=found)

    def mounts(self, service: Callable[[str], DistrictService]) -> Iterator[Callable[[web.Application], None]]:
        """What adds the chats to an application, and finishes their work while they can still be reached."""
        for chat in self.by_surface.values():
            yield partial(_mount, chat, service)
        yield lambda application: application.cleanup_ctx.append(self._finish)

    async def _finish(self, _: web.Application) -> AsyncIterator[None]:
        yield
        if draining := [asyncio.ensure_future(chat.rest()) for chat in self.by_surface.values()]:
            await asyncio.wait(draining, timeout=ANSWERS_TIMEOUT)
        await asyncio.to_thread(self._stop_refreshing)

    def _stop_refreshing(self) -> None:
        """Posts being refreshed in any district share a few seconds."""
        wait([one.hurry() for one in self._refreshers], REFRESH_TIMEOUT)
        for one in self._refreshers:
            one.stop()


def _mount(chat: Chat, service: Callable[[str], DistrictService], application: web.Application) -> None:
    chat.mount(application, service)
