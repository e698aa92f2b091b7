"""Asks Teams who somebody is and of which sort a channel is, and remembers it for some minutes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.caches import LookupCache
from bot.chat.transport import Who
from bot.teams.client import Client, Json, NotTaken, Reference, Speaker, why
from bot.teams.parse.incoming import TeamsIncoming
from handlers.dialogue.desk import Desk

log = logging.getLogger("dpa")
TROUBLE = (NotTaken, TimeoutError)
PATIENCE = 2.0
"""Seconds that Teams has to answer: the person waits, and what is pressed has to be answered within five."""
UNKNOWN = Who(owner=None)
FULL = frozenset({"user", "owner", ""})
"""The roles of full members."""


def identified(incoming: TeamsIncoming, who: Who) -> TeamsIncoming:
    """The same, with the Entra id from Teams' member list; the message's own is unverified."""
    return replace(incoming, aad=who.id.removeprefix("teams:")) if who.sure and who.id else incoming


def closed(incoming: TeamsIncoming, desk: Desk) -> bool:
    """Whether only members read what is posted there: shared channels are read in other organizations too.

    Where Teams does not tell the sort of a channel, not even asked (`Known.placed`), it is what it was, as none
    changes. A team's first channel has the team's id, and is never shared.
    """
    if incoming.kind != "channel" or incoming.sort:
        return incoming.kind != "channel" or incoming.sort in {"standard", "private"}
    place = desk.store.place(incoming.place_id) if desk.records is not None else None
    return incoming.conversation == incoming.team or bool(place and place.private)


def read_who(member: Mapping[str, Any], tenant: str) -> Who:
    """Somebody, as the connector tells it, seen from the organization in which they spoke."""
    home, role = str(member.get("tenantId") or ""), str(member.get("userRole") or "").lower()
    return Who(
        id=f"teams:{aad}" if (aad := str(member.get("aadObjectId") or member.get("objectId") or "").lower()) else "",
        name=str(member.get("name") or "")[:200],
        owner=None,
        outsider=home.lower() != tenant.lower() or role not in FULL,
        sure=True,
    )


def read_sort(channels: Sequence[Mapping[str, Any]], id: str) -> str:
    """A channel's sort by the list of its team; empty where it is not in it.

    What is listed without a type is a standard channel: no others were listed before there were types.
    """
    return next((str(one.get("type") or "standard").lower() for one in channels if one.get("id") == id), "")


@dataclass(frozen=True, slots=True)
class Directory:
    """What Teams told of people and channels, for some minutes."""

    speaker: Callable[[], Speaker]
    _cache: LookupCache = field(default_factory=lambda: LookupCache(PATIENCE, TROUBLE, why))

    async def who(self, user: str, client: Client) -> Who:
        """Somebody, by their id in Teams or Entra's; a guest, unsure, where Teams does not tell in time."""

        async def ask() -> Who:
            member = await self._member(user, client)
            if not (member.get("id") and member.get("tenantId")):
                raise NotTaken(0, "no_member")
            return read_who(member, client.organization)

        return await self._cache.look_up((client.organization, user), ask, UNKNOWN)

    async def placed(self, incoming: TeamsIncoming, client: Client, *, arrived: bool = False) -> TeamsIncoming:
        """The same, with the sort of its channel, where Teams tells it in time.

        It is asked only where that matters: for more than a question of law, or as the app has ``arrived`` there.
        """
        if incoming.kind != "channel" or incoming.sort or incoming.team in {"", incoming.conversation}:
            return incoming
        if incoming.only_tells and not arrived:
            return incoming

        if arrived:
            self._cache.forget((client.organization, f"sort {incoming.conversation}"))
        return replace(incoming, sort=await self.sort(incoming.team, incoming.conversation, client))

    async def sort(self, team: str, conversation: str, client: Client) -> str:
        """A channel's sort by the list of its team; empty where that is not for us, until the app comes again."""

        async def ask() -> str:
            try:
                return read_sort(await client.turn.channels(team), conversation)
            except NotTaken as refused:
                if refused.status not in {403, 404}:
                    raise
                return ""

        return await self._cache.look_up((client.organization, f"sort {conversation}"), ask, "")

    async def listed(self, user: str, there: Reference, client: Client) -> Who:
        """The same by the members of another conversation; a guest, unsure, where they are none of them."""

        async def ask() -> Who:
            return read_who(await self.speaker().speak(there, lambda turn: turn.member(user)), client.organization)

        try:
            return await self._cache.task((client.organization, f"{user} in {there['conversation']}"), ask)
        except TROUBLE:
            return UNKNOWN

    async def members(self, there: Reference, client: Client) -> tuple[Who, ...]:
        """Who is in a conversation, asked each time; one of them unsure where Teams does not tell of all in time."""
        asked = self.speaker().speak(there, lambda turn: turn.members())
        try:
            members, whole = await asyncio.wait_for(asked, PATIENCE)
        except TROUBLE as problem:
            log.warning("the members of a conversation are not known (%s)", why(problem))
            return (UNKNOWN,)
        return (*(read_who(one, client.organization) for one in members), *(() if whole else (UNKNOWN,)))

    async def chat(self, user: str, client: Client) -> Reference:
        """The personal chat with somebody. Raises NotTaken."""

        async def ask() -> Reference:
            return await client.turn.chat(user)

        return await self._cache.task((client.organization, f"chat {user}"), ask)

    def forget(self, user: str, client: Client) -> None:
        """Ask again next time."""
        for name in (user, f"chat {user}"):
            self._cache.forget((client.organization, name))

    async def _member(self, user: str, client: Client) -> Json:
        """Of this conversation; where the app is not in it, or they are not, of their own chat. Raises NotTaken."""
        try:
            return await client.turn.member(user)
        except NotTaken as refused:
            if refused.status not in {400, 403, 404}:
                raise
            return await self.speaker().speak(await self.chat(user, client), lambda turn: turn.member(user))
