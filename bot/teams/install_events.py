"""Keeps on file where the app is installed in Teams, and welcomes people there."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace

from bot.chat.pipeline import Pipeline
from bot.chat.welcoming import Welcoming
from bot.teams.client import Client, Json, why
from bot.teams.parse.directory import identified
from bot.teams.parse.incoming import TeamsIncoming, where
from bot.teams.render.cards import messages
from bot.teams.transport.deliver import HELP
from bot.teams.transport.transport import TEAM, TeamsTransport
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.people.lost_places import forget_lost_places
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")
GONE = frozenset({"channelDeleted"})
TEAM_GONE = frozenset({"teamDeleted", "teamHardDeleted"})


@dataclass(frozen=True, slots=True)
class InstallEvents:
    """Welcomes on installation, never when somebody joins; keeps on file where the app is."""

    pipeline: Pipeline[TeamsIncoming, Client]
    transport: TeamsTransport

    async def installed(self, incoming: TeamsIncoming, action: str, client: Client) -> None:
        """The app was installed, brought up to date, or taken away. Raises NotTaken, StoreError."""
        if action == "remove":
            self.transport.directory.forget(incoming.user, client)
            await asyncio.to_thread(_left, incoming, client, team=incoming.kind == "channel")
            return
        if not action.startswith("add"):
            return
        incoming = await self.arrived(incoming, client)
        if action == "add":
            await Welcoming(self.pipeline, self._posted).welcome(incoming, incoming.place_id, client)

    async def arrived(self, incoming: TeamsIncoming, client: Client) -> TeamsIncoming:
        """The app can write there from now on: keep who installed it in a chat, else the place."""
        who = await self.transport.directory.who(incoming.author, client)
        incoming = identified(await self.transport.directory.placed(incoming, client, arrived=True), who)
        if not incoming.alone:
            await asyncio.to_thread(lambda: self._note(incoming, client, client.desk()))
        elif not who.outsider:
            await self.pipeline.contacts.keep(who, incoming, client)
        return incoming

    async def _posted(self, reply: Reply, incoming: TeamsIncoming, client: Client) -> str:
        """For everybody in the conversation, in a personal chat with suggestions; the message's id. Raises NotTaken."""
        delivery = self.transport.delivery
        if incoming.alone:
            ids = (await delivery.deliver(reply, incoming.saying(HELP), client)).ids
        else:
            ids = await delivery.to_all(messages(reply), client.turn)
        return ids[0] if ids else ""

    async def changed(self, incoming: TeamsIncoming, client: Client) -> None:
        """A channel got another name or is gone, or the app was let in; who joins is nothing to us. Never raises."""
        event = str((client.turn.activity.get("channelData") or {}).get("eventType") or "")
        try:
            if event in GONE | TEAM_GONE:
                await asyncio.to_thread(_left, incoming, client, team=event in TEAM_GONE)
            else:
                await asyncio.to_thread(self._came, incoming, client)
        except Exception as trouble:  # noqa: BLE001 - nobody said anything
            log.warning("a %s could not be served (%s)", event[:40], why(trouble))

    def _came(self, incoming: TeamsIncoming, client: Client) -> None:
        """Keep what Teams tells of a place that is on file, or to which we came."""
        desk, activity = client.desk(), client.turn.activity
        us = (activity.get("recipient") or {}).get("id")
        came = any(one.get("id") == us for one in activity.get("membersAdded") or ())
        if desk.records is not None and (came or desk.store.place(incoming.place_id)):
            self._note(incoming, client, desk)

    def _note(self, incoming: TeamsIncoming, client: Client, desk: Desk) -> None:
        self.pipeline.contacts.note(self.transport.audience(incoming, desk, client).place, desk)


def _left(incoming: TeamsIncoming, client: Client, *, team: bool = False) -> None:
    """The app is gone from there, of a channel's team from all its channels. Raises StoreError."""

    def gone(place: Place) -> bool:
        of_team = team and bool(incoming.team) and place.address.get(TEAM) == incoming.team
        return place.id == incoming.place_id or of_team

    forget_lost_places("teams", gone, client.desk())


def channel_of(activity: Json) -> TeamsIncoming:
    """The place that an event is about: of a channel's, the channel, though Teams tells it in the team's first one."""
    incoming = TeamsIncoming(**where(activity))
    channel = (activity.get("channelData") or {}).get("channel") or {}
    return (
        replace(incoming, conversation=str(channel["id"]))
        if incoming.kind == "channel" and channel.get("id")
        else incoming
    )
