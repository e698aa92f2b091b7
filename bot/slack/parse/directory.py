"""Who is that in Slack, who can read what they wrote, and what do the handlers hear of it?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.chat.lookup_cache import LookupCache
from bot.slack.client import TROUBLE, Client, why
from bot.slack.parse.incoming import SlackIncoming
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import File

log = logging.getLogger("dpa")
T = TypeVar("T")
PATIENCE = 1.5
"""Seconds that Slack has to answer: the person waits, and leave to open a form ends after three."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever spoke, as Slack knows them."""

    name: str = ""
    outsider: bool = True
    owner: bool = False
    sure: bool = False
    """Whether Slack could be asked; if not, they are taken for a guest."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place, as Slack knows it."""

    name: str = ""
    private: bool = False
    member: bool = False
    """Whether the bot is in it."""
    sure: bool = False


ALONE = Where(private=True, sure=True)
"""Direct messages, the Home, and what is opened there."""


def message(incoming: SlackIncoming, who: Who, where: Where, files: tuple[File, ...] = ()) -> Message:
    """What the handlers hear."""
    return Message(
        incoming.text,
        fields=incoming.fields,
        files=files,
        who=f"slack:{incoming.user}",
        surface="slack",
        place=incoming.place,
        request=incoming.request,
        outsider=who.outsider,
        owner=who.owner,
        public=not where.private,
    )


def read_who(user: Mapping[str, Any], team: str) -> Who:
    """Somebody, as ``users.info`` tells it, seen from the workspace that has the app."""
    teams = {user.get("team_id"), *user.get("enterprise_user", {}).get("teams", ())}
    lesser = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
    name = user.get("real_name") or user.get("profile", {}).get("real_name") or user.get("name") or ""
    return Who(
        name=str(name)[:200],
        outsider=team not in teams or any(user.get(word) for word in lesser),
        owner=bool(user.get("is_owner") or user.get("is_primary_owner")),
        sure=True,
    )


def read_where(channel: Mapping[str, Any]) -> Where:
    """A place, as ``conversations.info`` tells it; people of elsewhere may read one that is shared."""
    shared = any(channel.get(word) for word in ("is_ext_shared", "is_pending_ext_shared"))
    closed = any(channel.get(word) for word in ("is_private", "is_im", "is_mpim", "is_group"))
    return Where(
        name=f"#{channel['name']}" if channel.get("name") else "",
        private=closed and not shared,
        member=bool(channel.get("is_member") or channel.get("is_im")),
        sure=True,
    )


@dataclass(frozen=True, slots=True)
class Directory:
    """What Slack told of people and places, for some minutes."""

    _asking: LookupCache = field(default_factory=LookupCache)

    async def who(self, user: str, client: Client) -> Who:
        """Somebody; a guest, unsure, where Slack does not tell in time."""

        async def ask() -> Who:
            answer = await client.api.users_info(user=user)
            return read_who(answer["user"], client.team)

        return await self._known((client.team, user), ask, Who())

    async def where(self, incoming: SlackIncoming, client: Client) -> Where:
        """The place; a public one, unsure, where Slack does not tell in time."""
        if not incoming.channel or incoming.channel.startswith("D"):
            return ALONE

        async def ask() -> Where:
            answer = await client.api.conversations_info(channel=incoming.channel)
            return read_where(answer["channel"])

        return await self._known((client.team, incoming.channel), ask, Where())

    async def chat(self, user: str, client: Client) -> str:
        """The channel of the direct messages with somebody. Raises SlackApiError."""

        async def ask() -> str:
            answer = await client.api.conversations_open(users=user)
            return str(answer["channel"]["id"])

        return await self._asking.task((client.team, f"chat {user}"), ask)

    def forget(self, id: str, client: Client) -> None:
        """Ask anew next time."""
        self._asking.forget((client.team, id))

    async def _known(self, key: tuple[str, str], ask: Callable[[], Awaitable[T]], unsure: T) -> T:
        try:
            return await asyncio.wait_for(asyncio.shield(self._asking.task(key, ask)), PATIENCE)
        except TROUBLE as problem:
            log.warning("Slack does not tell of %s (%s)", key[1], why(problem))
            return unsure
