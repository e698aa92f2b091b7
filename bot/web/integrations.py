"""What have the page, the clock and the chats to do with one another?"""

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
from bot.runtime.shutdown import ANSWERS_END_WITHIN, SETTLED_WITHIN
from handlers.reminders.channels import Channel


class ChatChannel(Channel, Settles, Protocol):
    """How posts reach a chat, and show there what was changed since."""


class Chat(Protocol):
    """A chat, for all districts."""

    def districts(self) -> Collection[str]:
        """Those that we can speak to there, or are told of; the bot's own first."""

    def channel_for(self, district: str) -> ChatChannel:
        """How its posts reach its own people, and no other's, though a place of theirs be on its file."""

    def changed(self, district: str) -> None:
        """Something may have changed there. Any thread may say so, as often as it likes."""

    def mount(self, here: web.Application, office: Callable[[str], DistrictService]) -> None:
        """Hear it through the web application; ``office`` gives each district."""

    def trouble(self) -> str:
        """Why nobody is heard or answered there just now; empty where all is well. May take some seconds."""

    async def rest(self) -> None:
        """When everything that was heard is answered, as before stopping."""


@dataclass(frozen=True, slots=True)
class Chats:
    """All that the bot is connected to, by surface, as in ``slack``."""

    by_surface: Mapping[str, Chat]
    _settling: list[Settling] = field(default_factory=list)

    def districts(self) -> list[str]:
        """All that are served, the bot's own first."""
        return list(dict.fromkeys(name for chat in self.by_surface.values() for name in chat.districts()))

    def ways(self, district: str) -> dict[str, ChatChannel]:
        """How a district's posts reach its people."""
        return {name: chat.channel_for(district) for name, chat in self.by_surface.items()}

    def changed(self, district: str) -> None:
        """Something may have changed there."""
        for chat in self.by_surface.values():
            chat.changed(district)

    def settling(self, office: DistrictService, district: str) -> DistrictService:
        """The same that hears, on any surface, and shows earlier posts in all chats as things stand then."""
        found = Settling(office.respond, office.desk, self.ways(district), partial(self.changed, district))
        self._settling.append(found)
        return replace(office, respond=found)

    def mounts(self, office: Callable[[str], DistrictService]) -> Iterator[Callable[[web.Application], None]]:
        """What adds them to an application, and ends what is under way while they can still be spoken to."""
        for chat in self.by_surface.values():
            yield partial(chat.mount, office=office)
        yield lambda here: here.cleanup_ctx.append(self._finish)

    async def _finish(self, _: web.Application) -> AsyncIterator[None]:
        yield
        if resting := [asyncio.ensure_future(chat.rest()) for chat in self.by_surface.values()]:
            await asyncio.wait(resting, timeout=ANSWERS_END_WITHIN)
        await asyncio.to_thread(self._settle)

    def _settle(self) -> None:
        """What is being shown anew in any district has the same few seconds."""
        wait([one.hurry() for one in self._settling], SETTLED_WITHIN)
        for one in self._settling:
            one.stop()
