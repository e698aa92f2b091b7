"""Teams as the pipeline's transport: who speaks, who reads along, and where an answer goes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.chat.contacts import own_place
from bot.chat.message import SETUP
from bot.chat.readers import read_by
from bot.chat.received.dedupe import Deduplicator
from bot.chat.replies.errors import noted, noted_below
from bot.chat.sharing import ShareRequest, for_everybody
from bot.chat.transport import Audience, Delivered, Failure, Readers, Who
from bot.teams import words
from bot.teams.client import Client, NotTaken, Reference, Speaker, reference, why
from bot.teams.parse.directory import TROUBLE, Directory, closed, identified
from bot.teams.parse.files import fetched
from bot.teams.parse.incoming import TeamsIncoming
from bot.teams.render.buttons import share_button
from bot.teams.render.cards import messages
from bot.teams.transport.backoff import SILENT
from bot.teams.transport.deliver import AnswerDelivery, naming_files
from handlers.dialogue.desk import Desk, PlaceReaders
from handlers.dialogue.reply import File, Reply
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")
TEAM = "team"
"""In the address of a channel: the team, with which the app goes."""


@dataclass(slots=True)
class TeamsTransport:
    """Teams, for all organizations of a process; ``speaker`` speaks where nobody has just spoken."""

    speaker: Callable[[], Speaker]
    dedupe: Deduplicator
    directory: Directory = field(init=False)
    delivery: AnswerDelivery = field(init=False)
    name = "Teams"
    unsure_who = words.UNSURE_WHO
    refuses_strangers = False
    chats_move = True

    def __post_init__(self) -> None:
        self.directory = Directory(self.speaker)
        self.delivery = AnswerDelivery(self.directory, self.dedupe)

    async def identify(self, incoming: TeamsIncoming, client: Client) -> tuple[TeamsIncoming, Who]:
        """Who sent it, and the same with its channel's sort and with the ids that the records know."""
        incoming, who = await asyncio.gather(
            self.directory.placed(incoming, client), self.directory.who(incoming.author, client)
        )
        incoming = await self._with_ids(incoming, client)
        incoming = identified(incoming, who)
        id = f"teams:{incoming.aad}" if incoming.aad else ""
        return incoming, replace(who, id=id, name=who.name or incoming.name)

    async def who(self, user: str, client: Client) -> Who:
        """Somebody by the members of this conversation, else by those of the privacy team's own place."""
        found = await self.directory.who(user, client)
        ours = None if found.sure else await asyncio.to_thread(lambda: own_place(client.desk()))
        if ours is None or ours.surface != "teams" or not ours.address:
            return found
        return await self.directory.listed(user, dict(ours.address), client)

    def audience(self, incoming: TeamsIncoming, desk: Desk, client: Client) -> Audience:
        """Who reads the chat or channel; a channel whose sort is not known may be read by people outside."""
        if incoming.alone:
            return Audience(Readers.ASKER)
        place = self._place(incoming, desk, client) if incoming.conversation else None
        if incoming.kind == "group":
            return Audience(Readers.MEMBERS, place)
        if closed(incoming, desk):
            return Audience(Readers.TEAM, place)
        unsure = not incoming.sort and incoming.parsed.name == SETUP
        return Audience(Readers.OTHERS, place, words.UNSURE_WHERE if unsure else "")

    async def who_reads(self, place: Place, client: Client) -> PlaceReaders:
        """Who reads a chat or channel of this organization; a channel of unknown sort, all of its team."""
        there, team = dict(place.address), str(place.address.get(TEAM, ""))
        if place.surface != TeamsIncoming.surface or there.get("tenant") != client.organization:
            return PlaceReaders(place.id)
        members = await self.directory.members(there, client)
        everyone = bool(team) and await self.directory.sort(team, there["conversation"], client) != "private"
        return read_by(place, members, everyone=everyone)

    async def fetch(self, incoming: TeamsIncoming, client: Client) -> tuple[File, ...]:
        """The files that came with it. Raises Sorry."""
        return await fetched(incoming.files, str(client.turn.activity.get("serviceUrl") or ""))

    async def direct_message(self, who: Who, incoming: TeamsIncoming | None, client: Client) -> Place | None:
        """The chat with somebody; None where they have not installed the app."""
        try:
            chat = await self._chat(who, incoming, client)
        except TROUBLE as trouble:
            log.info("a person cannot be written to (%s)", why(trouble))
            return None
        id = f"teams:{chat['conversation']}"
        return Place(id=id, surface="teams", address=chat, name=who.name, private=True)

    async def show(
        self, reply: Reply, incoming: TeamsIncoming, client: Client, share: ShareRequest | None
    ) -> Delivered:
        """As a message: a dialog is answered where it was opened."""
        return await self.deliver(naming_files(reply, incoming), incoming, client, share)

    async def deliver(
        self,
        reply: Reply,
        incoming: TeamsIncoming,
        client: Client,
        share: ShareRequest | None = None,
        *,
        apart: bool = False,  # noqa: ARG002 - the shape of a transport
    ) -> Delivered:
        """Where it belongs. Raises NotTaken where it could be told nowhere."""
        return await self.delivery.deliver(reply, incoming, client, share_button(share) if share else ())

    async def publish(self, reply: Reply, incoming: TeamsIncoming, client: Client, thread: str) -> None:  # noqa: ARG002
        """Where everybody reads it; a turn knows its own thread. Raises NotTaken."""
        shared = noted_below(for_everybody(reply), words.shared_by(incoming.name))
        await self.delivery.to_all(messages(shared), client.turn)

    async def moved(self, reply: Reply, place: Place, incoming: TeamsIncoming, client: Client) -> Reply:  # noqa: ARG002
        """Tells the person who makes this the district's own place who reads it."""
        if incoming.alone or place.id != incoming.place_id:
            return reply
        return noted(reply, words.READERS["private" if incoming.sort == "private" else incoming.kind])

    def classify(self, problem: BaseException) -> Failure:
        """What a failure means."""
        if not isinstance(problem, NotTaken):
            return Failure.BUG
        if problem.perhaps:
            return Failure.MAYBE
        return Failure.RETRY if problem.status in SILENT else Failure.NEVER

    def why(self, problem: BaseException) -> str:
        """The failure in one word."""
        return why(problem)

    async def _with_ids(self, incoming: TeamsIncoming, client: Client) -> TeamsIncoming:
        """Those who are mentioned where something is to be changed, by the id that the records know."""
        text = incoming.text
        for id, name in incoming.names.items():
            if f"teams:{id}" in text:
                found = await self.directory.who(id, client)
                text = text.replace(f"teams:{id}", found.id or name)
        return incoming.saying(text)

    async def _chat(self, who: Who, incoming: TeamsIncoming | None, client: Client) -> Reference:
        if incoming is None:
            return await self.directory.chat(who.id.removeprefix("teams:"), client)
        if incoming.alone and incoming.conversation:
            return reference(client.turn.activity)
        return await self.directory.chat(incoming.author, client)

    @staticmethod
    def _place(incoming: TeamsIncoming, desk: Desk, client: Client) -> Place:
        """The place as Teams tells it now; what it does not tell stays as it was."""
        old = desk.store.place(incoming.place_id) if desk.records is not None else None
        otherwise = words.CHANNEL if incoming.kind == "channel" else words.GROUP
        address = {**reference(client.turn.activity), "conversation": incoming.conversation}
        return Place(
            id=incoming.place_id,
            surface="teams",
            address={**address, **({TEAM: incoming.team} if incoming.team else {})},
            name=incoming.room or (old.name if old else "") or otherwise,
            private=closed(incoming, desk),
        )
