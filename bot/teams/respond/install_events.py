"""What happens when the app comes to a place in Teams, or goes from it?"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace

from bot.teams.client import Json, Line, why
from bot.teams.parse.incoming import Said, where
from bot.teams.respond.conversation import Talk
from bot.teams.respond.deliver import HELP

log = logging.getLogger("dpa")
GONE = frozenset({"channelDeleted"})
TEAM_GONE = frozenset({"teamDeleted", "teamHardDeleted"})


@dataclass(frozen=True, slots=True)
class Arriving:
    """Welcomes on installation, never when somebody joins; keeps on file where the app is."""

    talk: Talk

    async def installed(self, said: Said, action: str, line: Line) -> None:
        """The app was installed, brought up to date, or taken away. Raises NotTaken, StoreError."""
        if action == "remove":
            self.talk.known.forget(said.user, line)
            await asyncio.to_thread(self.talk.meeting.left, said, line, team=said.kind == "channel")
            return
        if not action.startswith("add"):
            return
        who = await self.talk.known.who(said.user or said.aad, line)
        await self.talk.meeting.installed(said, who, line)
        if action == "add":
            await self.talk.answer(replace(said, text=HELP, request=""), line)

    async def changed(self, said: Said, line: Line) -> None:
        """A channel got another name or is gone, or the app was let in; who joins is nothing to us. Never raises."""
        event = str((line.turn.activity.get("channelData") or {}).get("eventType") or "")
        try:
            if event in GONE | TEAM_GONE:
                await asyncio.to_thread(self.talk.meeting.left, said, line, team=event in TEAM_GONE)
            else:
                await asyncio.to_thread(self._note, said, line)
        except Exception as trouble:  # noqa: BLE001 - nobody said anything
            log.warning("a %s could not be served (%s)", event[:40], why(trouble))

    def _note(self, said: Said, line: Line) -> None:
        """Keep what Teams tells of a place that is on file, or to which we came."""
        desk, activity = line.office.desk(), line.turn.activity
        us = (activity.get("recipient") or {}).get("id")
        came = any(one.get("id") == us for one in activity.get("membersAdded") or ())
        if desk.records is not None and (came or desk.store.place(said.place)):
            self.talk.meeting.note(said, line, desk)


def channel_of(activity: Json) -> Said:
    """The place that an event is about: of a channel's, the channel, though Teams tells it in the team's first one."""
    said = Said(**where(activity))
    channel = (activity.get("channelData") or {}).get("channel") or {}
    return replace(said, conversation=str(channel["id"])) if said.kind == "channel" and channel.get("id") else said
