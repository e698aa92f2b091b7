"""What happens when the app comes to a place in Teams, or goes from it?"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace

from bot.teams.client import Client, Json, why
from bot.teams.parse.incoming import TeamsIncoming, where
from bot.teams.respond.conversation import Pipeline
from bot.teams.respond.deliver import HELP

log = logging.getLogger("dpa")
GONE = frozenset({"channelDeleted"})
TEAM_GONE = frozenset({"teamDeleted", "teamHardDeleted"})


@dataclass(frozen=True, slots=True)
class InstallEvents:
    """Welcomes on installation, never when somebody joins; keeps on file where the app is."""

    talk: Pipeline

    async def installed(self, incoming: TeamsIncoming, action: str, client: Client) -> None:
        """The app was installed, brought up to date, or taken away. Raises NotTaken, StoreError."""
        if action == "remove":
            self.talk.known.forget(incoming.user, client)
            await asyncio.to_thread(self.talk.meeting.left, incoming, client, team=incoming.kind == "channel")
            return
        if not action.startswith("add"):
            return
        who = await self.talk.known.who(incoming.user or incoming.aad, client)
        await self.talk.meeting.installed(incoming, who, client)
        if action == "add":
            await self.talk.answer(replace(incoming, text=HELP, request=""), client)

    async def changed(self, incoming: TeamsIncoming, client: Client) -> None:
        """A channel got another name or is gone, or the app was let in; who joins is nothing to us. Never raises."""
        event = str((client.turn.activity.get("channelData") or {}).get("eventType") or "")
        try:
            if event in GONE | TEAM_GONE:
                await asyncio.to_thread(self.talk.meeting.left, incoming, client, team=event in TEAM_GONE)
            else:
                await asyncio.to_thread(self._note, incoming, client)
        except Exception as trouble:  # noqa: BLE001 - nobody said anything
            log.warning("a %s could not be served (%s)", event[:40], why(trouble))

    def _note(self, incoming: TeamsIncoming, client: Client) -> None:
        """Keep what Teams tells of a place that is on file, or to which we came."""
        desk, activity = client.office.desk(), client.turn.activity
        us = (activity.get("recipient") or {}).get("id")
        came = any(one.get("id") == us for one in activity.get("membersAdded") or ())
        if desk.records is not None and (came or desk.store.place(incoming.place)):
            self.talk.meeting.note(incoming, client, desk)


def channel_of(activity: Json) -> TeamsIncoming:
    """The place that an event is about: of a channel's, the channel, though Teams tells it in the team's first one."""
    incoming = TeamsIncoming(**where(activity))
    channel = (activity.get("channelData") or {}).get("channel") or {}
    return (
        replace(incoming, conversation=str(channel["id"]))
        if incoming.kind == "channel" and channel.get("id")
        else incoming
    )
