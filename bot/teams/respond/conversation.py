"""How is somebody in Teams answered?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from bot.chat import words as chats
from bot.chat.background import Background
from bot.chat.dedupe import Deduplicator
from bot.chat.errors import again, at_file, noted, of_guests
from bot.chat.files import needs_files
from bot.chat.in_flight import InFlight
from bot.chat.kept_values import with_kept
from bot.chat.lookup_cache import FRESH
from bot.chat.sharing import ShareableReplies
from bot.teams import words
from bot.teams.client import Client, Speaker, why
from bot.teams.parse.contacts import Contacts, named
from bot.teams.parse.directory import Directory, Who, closed, identified, message
from bot.teams.parse.files import fetched
from bot.teams.parse.incoming import TeamsIncoming
from bot.teams.respond.deliver import Delivered, Delivery
from bot.teams.respond.errors import failed, unsure
from bot.teams.respond.request_key import press
from bot.teams.respond.share import button
from handlers import command_access as may
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import File, Reply

T = TypeVar("T")
MEETS_WITHIN = 0.8
"""Seconds that whoever is named is waited for; what is pressed has to be answered within five."""


@dataclass(slots=True)
class Pipeline:
    """Answers what was said, for all organizations of a process."""

    speaker: Callable[[], Speaker]
    once: Deduplicator = field(default_factory=Deduplicator)
    shared: ShareableReplies = field(default_factory=ShareableReplies)
    known: Directory = field(init=False)
    meeting: Contacts = field(init=False)
    telling: Delivery = field(init=False)
    pressed: InFlight = field(default_factory=InFlight)
    _aside: Background = field(default_factory=lambda: Background(why))

    def __post_init__(self) -> None:
        self.known = Directory(self.speaker)
        self.meeting, self.telling = Contacts(self.known), Delivery(self.known, self.once)

    async def answer(self, incoming: TeamsIncoming, client: Client) -> Delivered:
        """Work the reply out and tell it."""
        return await self.tell(await self.reply(incoming, client), incoming, client)

    async def tell(self, reply: Reply, incoming: TeamsIncoming, client: Client) -> Delivered:
        """Tell it where it belongs. Raises NotTaken where it could be told nowhere."""
        return await self.telling.tell(reply, incoming, client, button(self.shared, reply, incoming))

    async def reply(self, incoming: TeamsIncoming, client: Client) -> Reply:
        """What the handlers say to it; a file that cannot be read is answered with a sentence."""
        asked = self.known.placed(incoming, client), self.known.who(incoming.user or incoming.aad, client)
        incoming, who = await asyncio.gather(*asked)
        incoming = identified(await self._ids(incoming, client), who)
        try:
            files = await fetched(incoming.files, _service(client)) if needs_files(incoming) else ()
        except Sorry as none:
            return at_file(
                str(none), await asyncio.to_thread(self._look, incoming, who, client) if incoming.fields else None
            )
        await self._met(incoming, who, client)
        reply = await asyncio.to_thread(self._hear, incoming, who, files, client)
        reply = await of_guests(reply, incoming.text, named(incoming), lambda one: self.known.who(one, client))
        if incoming.form and reply.tone == "sorry" and not reply.form:
            reply = await again(reply, lambda: self._look(incoming, who, client))
        if reply.form and incoming.files:
            reply = noted(reply, chats.files_here(len(incoming.files)))
        return with_kept(unsure(reply, who), incoming.kept)

    def under_way(self, incoming: TeamsIncoming, client: Client) -> tuple[asyncio.Task[Reply], bool]:
        """The reply to what was pressed or sent, never raising, and whether this is the first time that it comes.

        Its files are offered by then, once, in the person's own chat: neither a dialog nor a card can hold them.
        """
        return self.pressed.begin(
            press(incoming), lambda: self.aside(self._guarded(incoming, client)), form=bool(incoming.form)
        )

    async def _guarded(self, incoming: TeamsIncoming, client: Client) -> Reply:
        try:
            reply = await self.reply(incoming, client)
            return await self.telling.handed_out(reply, incoming, client) if reply.files else reply
        except Exception as bug:  # noqa: BLE001 - whatever it is, the person gets its reference
            return failed(bug)

    def _hear(self, incoming: TeamsIncoming, who: Who, files: tuple[File, ...], client: Client) -> Reply:
        office = client.office
        desk = office.desk()
        self.meeting.note(incoming, client, desk)
        reply = office.respond(message(incoming, who, desk, files))
        if (
            incoming.kind == "channel"
            and may.named(incoming.text) == "setup"
            and not closed(incoming, desk)
            and not incoming.sort
        ):
            return noted(reply, words.UNSURE_WHERE)
        if reply.tone == "done" and may.named(incoming.text) == "setup" and incoming.kind != "personal":
            return self._told_readers(
                reply, incoming, desk.records is not None and desk.store.setup().place == incoming.place
            )
        return reply

    @staticmethod
    def _told_readers(reply: Reply, incoming: TeamsIncoming, here: bool) -> Reply:
        """Whoever makes this the district's own place is told who reads it."""
        kind = "private" if incoming.sort == "private" else incoming.kind
        return noted(reply, words.READERS[kind]) if here else reply

    def _look(self, incoming: TeamsIncoming, who: Who, client: Client) -> Reply:
        office = client.office
        return office.respond(replace(message(incoming, who, office.desk()), look=True))

    async def _ids(self, incoming: TeamsIncoming, client: Client) -> TeamsIncoming:
        """Those who are mentioned where something is to be changed, by the id that the records know."""
        text = incoming.text
        for id, name in incoming.names.items():
            if f"teams:{id}" in text:
                found = await self.known.who(id, client)
                text = text.replace(f"teams:{id}", f"teams:{found.aad}" if found.aad else name)
        return replace(incoming, text=text)

    async def _met(self, incoming: TeamsIncoming, who: Who, client: Client) -> None:
        """Keep who speaks, and whom they name: somebody who is given something can be written to from then on."""
        if who.outsider or not who.sure:
            return
        name = f"met {client.tenant} {incoming.user} {incoming.kind == 'personal'}"
        if not (self.once.first(name, FRESH) or named(incoming)):
            return
        meeting = self.aside(self.meeting.meet(incoming, who, client))
        if may.changes(incoming.text):
            await asyncio.wait({meeting}, timeout=MEETS_WITHIN)

    async def reaching(self, work: Awaitable[Any], incoming: TeamsIncoming, client: Client) -> None:
        """Do the work. Never raises; the person is told what failed."""
        await self._aside.reaching(work, lambda problem: self.telling.tell(failed(problem), incoming, client))

    def work(self, work: Coroutine[Any, Any, Any], incoming: TeamsIncoming, client: Client) -> None:
        """Begin the work, of which the person hears even where it fails."""
        self.aside(self.reaching(work, incoming, client))

    def aside(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do it without anybody having to wait for it; ``rest`` waits."""
        return self._aside.begin(work)

    async def rest(self) -> None:
        """When nothing is under way."""
        await self._aside.rest()


def _service(client: Client) -> str:
    return str(client.turn.activity.get("serviceUrl") or "")
