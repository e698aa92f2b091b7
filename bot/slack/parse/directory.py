"""Asks Slack who somebody is and who reads a place, and remembers it for some minutes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.chat.caches import LookupCache
from bot.chat.transport import Who
from bot.slack.client import TROUBLE, Client, why
from bot.slack.parse.incoming import SlackIncoming, Where

log = logging.getLogger("dpa")
T = TypeVar("T")
PATIENCE = 1.5
"""Seconds that Slack has to answer: the person waits, and leave to open a form ends after three."""
MOST_MEMBERS = 100
"""Of a channel, as many are looked at when somebody wants to know who reads it."""
ALONE = Where(private=True, sure=True)
"""Direct messages, the Home, and what is opened there."""


def read_who(user: Mapping[str, Any], id: str, team: str) -> Who:
    """Somebody, as ``users.info`` tells it, seen from the workspace that has the app."""
    teams = {user.get("team_id"), *user.get("enterprise_user", {}).get("teams", ())}
    lesser = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
    name = user.get("real_name") or user.get("profile", {}).get("real_name") or user.get("name") or ""
    return Who(
        id=f"slack:{id}",
        name=str(name)[:200],
        outsider=team not in teams or any(user.get(word) for word in lesser),
        owner=bool(user.get("is_owner") or user.get("is_primary_owner")),
        sure=True,
        reads=not (user.get("is_bot") or user.get("deleted")),
    )


def read_where(channel: Mapping[str, Any]) -> Where:
    """A place, as ``conversations.info`` tells it; people outside the district may read one that is shared."""
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

    _cache: LookupCache = field(default_factory=lambda: LookupCache(PATIENCE, TROUBLE, why))

    async def who(self, user: str, client: Client) -> Who:
        """Somebody; a guest, unsure, where Slack does not tell in time, or told nobody."""
        if not user:
            return Who()

        async def ask() -> Who:
            answer = await client.api.users_info(user=user)
            return read_who(answer["user"], user, client.organization)

        return await self._cache.look_up((client.organization, user), ask, Who())

    async def where(self, incoming: SlackIncoming, client: Client) -> Where:
        """The place; a public one, unsure, where Slack does not tell in time."""
        if incoming.direct:
            return ALONE

        async def ask() -> Where:
            answer = await client.api.conversations_info(channel=incoming.channel)
            return read_where(answer["channel"])

        return await self._cache.look_up((client.organization, incoming.channel), ask, Where())

    async def members(self, channel: str, client: Client) -> tuple[Who, ...]:
        """Who is in a channel, asked each time; one of them unsure where Slack does not tell of all in time."""
        asked = client.api.conversations_members(channel=channel, limit=MOST_MEMBERS + 1)
        try:
            ids = [str(id) for id in (await asyncio.wait_for(asked, PATIENCE))["members"]]
        except TROUBLE as problem:
            log.warning("the members of a channel are not known (%s)", why(problem))
            return (Who(),)
        found = await asyncio.gather(*(self.who(id, client) for id in ids[:MOST_MEMBERS]))
        return (*found, *((Who(),) if len(ids) > MOST_MEMBERS else ()))

    async def chat(self, user: str, client: Client) -> str:
        """The channel of the direct messages with somebody. Raises SlackApiError."""

        async def ask() -> str:
            answer = await client.api.conversations_open(users=user)
            return str(answer["channel"]["id"])

        return await self._cache.task((client.organization, f"chat {user}"), ask)

    def forget(self, id: str, client: Client) -> None:
        """Ask again next time."""
        self._cache.forget((client.organization, id))
