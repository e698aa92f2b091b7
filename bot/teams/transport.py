"""Teams as a transport of the pipeline: who speaks, who reads along, where an answer goes, and when to wait."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat import words as chats
from bot.chat.caches import FRESH
from bot.chat.contacts import own_place
from bot.chat.received import Deduplicator, refuses_files
from bot.chat.replies import noted, noted_below
from bot.chat.transport import (
    SETUP,
    Audience,
    Delivered,
    Failure,
    Readers,
    ShareRequest,
    Who,
    for_everybody,
    is_open,
    read_by,
)
from bot.teams import words
from bot.teams.client import Client, Json, NotTaken, Reference, Speaker, reference, why
from bot.teams.connector.turn import Turn
from bot.teams.parse.files import consent, fetched
from bot.teams.parse.incoming import TROUBLE, Directory, TeamsIncoming, closed, identified, own_window
from bot.teams.render.buttons import QUIET, share_button
from bot.teams.render.cards import LARGEST_CARD, messages, suggested
from bot.teams.render.escape import size
from handlers.dialogue.desk import Desk, PlaceReaders
from handlers.dialogue.reply import File, Form, Reply
from handlers.reminders.channels import Place

SILENT = frozenset({412, 429})
"""Statuses by which the connector says that it did nothing, and may be asked again a little later."""
SILENCE = 30.0
"""Seconds to wait where the connector names none."""


@dataclass(slots=True)
class Backoff:
    """Sends again after the pause that Teams asked for, where that ends within minutes.

    A turn tries again by itself for some seconds; this is for longer pauses.
    """

    longest: float = 300.0
    """Seconds that one answer waits at most; the asker has gone on by then."""
    most: int = 50
    """How many answers may wait at a time."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _waiting: int = 0
    _silent: dict[str, tuple[float, NotTaken]] = field(default_factory=dict)
    """Until when each conversation is to be left alone, and the refusal that said so."""

    async def say(self, payload: Json, say: Callable[[Json], Awaitable[str]], where: str) -> str:
        """Send to conversation ``where``; the message's id. Raises NotTaken, at once where the pause is too long."""
        left = self.longest
        while True:
            left -= await self._silence(where, left)
            try:
                return await say(payload)
            except NotTaken as refused:
                if refused.status not in SILENT:
                    raise
                pause = refused.after if refused.after is not None else SILENCE
                self._silent[where] = (time.monotonic() + pause, refused)

    async def _silence(self, where: str, left: float) -> float:
        """Wait out a pause of at most ``left`` seconds; its length. Raises NotTaken if too long, or too many wait."""
        until, refused = self._silent.get(where, (0.0, None))
        pause = until - time.monotonic()
        if refused is None or pause <= 0:
            self._silent.pop(where, None)
            return 0.0
        if pause > left or self._waiting >= self.most:
            raise refused
        self._waiting += 1
        try:
            await self.sleep(pause * random.uniform(1.0, 1.2))  # noqa: S311 - so that not all come at once
        finally:
            self._waiting -= 1
        if self._silent.get(where, (0.0, None))[0] == until:
            self._silent.pop(where)
        return pause


log = logging.getLogger("dpa")
HELP = "help"
NEVER = frozenset({400, 403, 404, 405, 501})
"""Statuses by which the connector says that a conversation takes no messages for one person alone."""


@dataclass(frozen=True, slots=True)
class AnswerDelivery:
    """Sends answers, for all organizations of a process."""

    directory: Directory
    dedupe: Deduplicator = field(default_factory=Deduplicator)
    backoff: Backoff = field(default_factory=Backoff)

    async def deliver(
        self, reply: Reply, incoming: TeamsIncoming, client: Client, more: Sequence[Json] = ()
    ) -> Delivered:
        """Answer where it was asked; a private answer for the asker alone, with ``more`` below it. Raises NotTaken."""
        offers: tuple[Json, ...] = ()
        if reply.files:
            reply, offers = await self._offered(reply, incoming, client)
        payloads = messages(reply)
        if not incoming.conversation:
            await self.in_chat(payloads, incoming, client)
        elif incoming.alone:
            return await self.to_all((*_suggesting(payloads, reply, incoming), *offers), client.turn)
        elif is_open(reply, incoming):
            return await self.to_all(messages(for_everybody(reply)), client.turn)
        else:
            await self._privately(payloads, incoming, client, more)
        return ()

    async def handed_out(self, reply: Reply, incoming: TeamsIncoming, client: Client) -> Reply:
        """The reply, which says that its files are offered in the person's own chat, or that they could not be."""
        return (await self._offered(reply, own_window(incoming), client))[0]

    async def _privately(
        self, payloads: Sequence[Json], incoming: TeamsIncoming, client: Client, more: Sequence[Json]
    ) -> None:
        """To the asker alone, in the conversation; else in their own chat, with a line here that says so."""
        refused_here = f"no whispers {incoming.conversation}"
        if not self.dedupe.knows(refused_here):
            try:
                for payload in quietly(_with(payloads, more)):
                    await client.turn.whisper(payload)
            except NotTaken as refused:
                if refused.perhaps:
                    raise  # it may have arrived, and must not be sent twice
                if refused.status in NEVER:
                    self.dedupe.first(refused_here, FRESH)
                log.info("an answer for one person goes to their own chat (%s)", why(refused))
            else:
                return
        try:
            await self.in_chat(payloads, incoming, client)
        except NotTaken as refused:
            if refused.status not in NEVER:
                raise
            log.info("nor can it go to their own chat (%s)", why(refused))
            await client.turn.send({"type": "message", "text": words.NO_CHAT})
            return
        with suppress(NotTaken):  # it has reached them
            await client.turn.send({"type": "message", "text": words.IN_OUR_CHAT})

    async def in_chat(
        self, payloads: Sequence[Json], incoming: TeamsIncoming, client: Client, *, patient: bool = True
    ) -> None:
        """To the person's own chat with the bot; ``patient``: wait where Teams asks for it. Raises NotTaken."""

        async def work(turn: Turn) -> None:
            if patient:
                await self.to_all(payloads, turn)
                return
            for payload in payloads:
                await turn.send(payload)

        chat = await self.directory.chat(incoming.author, client)
        await self.directory.speaker().speak(chat, work)

    async def to_all(self, payloads: Sequence[Json], turn: Turn) -> tuple[str, ...]:
        """For everybody in the conversation; the ids of the messages. Raises NotTaken."""
        where = reference(turn.activity)["conversation"]
        return tuple([await self.backoff.say(payload, turn.send, where) for payload in payloads])

    async def _offered(self, reply: Reply, incoming: TeamsIncoming, client: Client) -> tuple[Reply, tuple[Json, ...]]:
        """The reply, which says where its files are offered; and the offers, where they belong below it.

        No file is kept until somebody accepts it: it is made again then, so a command that changes records offers none.
        """
        bare, context = replace(reply, files=()), {"say": incoming.text, "fields": dict(incoming.fields)}
        if incoming.parsed.changes:
            return noted(bare, words.NO_MORE_FILE), ()
        offers = tuple(
            {"type": "message", "summary": file.name, "attachments": [consent(file, {**context, "name": file.name})]}
            for file in reply.files
        )
        if incoming.alone and incoming.conversation:
            return noted(bare, words.FILE_BELOW), offers
        try:
            await self.in_chat(offers, incoming, client, patient=False)
        except NotTaken as refused:
            log.info("a file could not be offered (%s)", why(refused))
            return noted(bare, words.NO_FILE_HERE), ()
        return noted(bare, words.FILE_IN_CHAT), ()


def _suggesting(payloads: Sequence[Json], reply: Reply, incoming: TeamsIncoming) -> tuple[Json, ...]:
    """The payloads; with suggested messages beside the compose box for help, which Teams shows in personal chats."""
    actions = suggested(reply)["actions"] if incoming.text.strip().lower() in {"", HELP} and not incoming.fields else []
    *others, last = payloads
    return (
        (*others, {**last, "suggestedActions": {"to": [incoming.user], "actions": actions}})
        if actions
        else tuple(payloads)
    )


def naming_files(reply: Reply, incoming: TeamsIncoming) -> Reply:
    """The reply; above its form, how many files came for it, as Teams shows nothing of them.

    A form that nothing but a file can fill in is left out where none came: it could only be sent back to be refused.
    """
    if reply.form is None:
        return reply
    if not incoming.files:
        return noted_below(replace(reply, form=None), words.DROP_FILE) if _only_takes_a_file(reply.form) else reply
    if refuses_files(reply):
        return reply
    others = tuple(one for one in reply.form.fields if one.kind != "file")  # it would say that none came
    return noted(replace(reply, form=replace(reply.form, fields=others)), chats.files_here(len(incoming.files)))


def _only_takes_a_file(form: Form) -> bool:
    files = [one for one in form.fields if one.kind == "file"]
    return any(one.required for one in files) or (len(files) == len(form.fields) > 0)


def quietly(payloads: Sequence[Json]) -> tuple[Json, ...]:
    """The payloads, each button marked as one that only one person sees: Teams does not tell that when it is used."""
    return tuple(_marked(payload) for payload in payloads)


def _marked(found: Any) -> Any:
    if isinstance(found, list):
        return [_marked(one) for one in found]
    if not isinstance(found, dict):
        return found
    marked = {name: value if name == "data" else _marked(value) for name, value in found.items()}
    if str(marked.get("type", "")).startswith("Action.") and isinstance(marked.get("data"), dict):
        marked["data"] = {**marked["data"], QUIET: True}
    return marked


def _with(payloads: Sequence[Json], more: Sequence[Json]) -> tuple[Json, ...]:
    """The payloads, with further elements below the last; left out where it has no room."""
    *others, last = payloads
    card = last["attachments"][0]["content"]
    if not more or size(card) + size(more) > LARGEST_CARD:
        return tuple(payloads)
    longer = {**card, "body": [*card["body"], *more]}
    return (*others, {**last, "attachments": [{**last["attachments"][0], "content": longer}]})


TEAM = "team"
"""In the address of a channel: its team; the app leaves a channel when it leaves the team."""


@dataclass(slots=True)
class TeamsTransport:
    """Teams as a `Transport`, for all organizations of a process; ``speaker`` sends where nobody has just spoken."""

    speaker: Callable[[], Speaker]
    dedupe: Deduplicator
    directory: Directory = field(init=False)
    delivery: AnswerDelivery = field(init=False)
    name = "Teams"
    unsure_who = str(words.UNSURE_WHO)
    refuses_strangers = False
    chats_move = True
    sign_lasts = 3.0

    def __post_init__(self) -> None:
        self.directory = Directory(self.speaker)
        self.delivery = AnswerDelivery(self.directory, self.dedupe)

    async def identify(self, incoming: TeamsIncoming, client: Client) -> tuple[TeamsIncoming, Who]:
        """Who sent it, and the same with its channel's type and with people by the ids in the records."""
        incoming, who = await asyncio.gather(
            self.directory.placed(incoming, client), self.directory.who(incoming.author, client)
        )
        incoming = await self._with_ids(incoming, client)
        incoming = identified(incoming, who)
        id = f"teams:{incoming.aad}" if incoming.aad else ""
        return incoming, replace(who, id=id, name=who.name or incoming.name)

    async def who(self, user: str, client: Client) -> Who:
        """A person from the members of this conversation, else from those of the privacy team's own place."""
        person = await self.directory.who(user, client)
        ours = None if person.sure else await asyncio.to_thread(lambda: own_place(client.desk()))
        if ours is None or ours.surface != "teams" or not ours.address:
            return person
        return await self.directory.listed(user, dict(ours.address), client)

    def audience(self, incoming: TeamsIncoming, desk: Desk, client: Client) -> Audience:
        """Who reads the chat or channel; a channel of unknown type may be read by people outside."""
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
        """Who reads a chat or channel of this organization; for a channel of unknown type, all of its team."""
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
        """Show it as a message; dialogs are answered elsewhere, where they are opened."""
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
        """Answer where it belongs. Raises NotTaken where it could be delivered nowhere."""
        return await self.delivery.deliver(reply, incoming, client, share_button(share) if share else ())

    async def publish(self, reply: Reply, incoming: TeamsIncoming, client: Client, thread: str) -> None:  # noqa: ARG002
        """Post it for everybody; a turn knows its own thread. Raises NotTaken."""
        shared = noted_below(for_everybody(reply), words.shared_by(incoming.name))
        await self.delivery.to_all(messages(shared), client.turn)

    async def post(self, reply: Reply, place: Place, incoming: TeamsIncoming, client: Client) -> bool:
        """Post in a chat or channel of this organization. Raises NotTaken."""
        there = dict(place.address)
        if place.surface != incoming.surface or there.get("tenant") != client.organization:
            return False
        await self.speaker().speak(there, lambda turn: self.delivery.to_all(messages(reply), turn))
        return True

    async def moved(self, reply: Reply, place: Place, incoming: TeamsIncoming, client: Client) -> Reply:  # noqa: ARG002
        """The reply; it says who reads this place where the person makes it the district's own."""
        if incoming.alone or place.id != incoming.place_id:
            return reply
        return noted(reply, words.READERS["private" if incoming.sort == "private" else incoming.kind])

    async def sign(self, incoming: TeamsIncoming, client: Client, *, over: bool) -> None:
        """That the bot types, in a chat; Teams shows it for some seconds, and takes it away when an answer comes."""
        said = client.turn.activity.get("type") == "message"
        if not over and said and incoming.alone and incoming.conversation:
            try:
                await client.turn.send({"type": "typing"})
            except NotTaken as refused:
                log.info("no sign of work (%s)", why(refused))

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
        """The same, with mentioned people by their id in the records, or by name where they have none."""
        text, names = incoming.text, dict(incoming.names)
        for id, name in incoming.names.items():
            if f"teams:{id}" in text:
                person = await self.directory.who(id, client)
                text = text.replace(f"teams:{id}", person.id or name)
                names[person.id.removeprefix("teams:") or id] = name
        return incoming.saying(text, names=names)

    async def _chat(self, who: Who, incoming: TeamsIncoming | None, client: Client) -> Reference:
        if incoming is None:
            return await self.directory.chat(who.id.removeprefix("teams:"), client)
        if incoming.alone and incoming.conversation:
            return reference(client.turn.activity)
        return await self.directory.chat(incoming.author, client)

    @staticmethod
    def _place(incoming: TeamsIncoming, desk: Desk, client: Client) -> Place:
        """The place as Teams describes it now; what Teams leaves out stays as it is on file."""
        on_file = desk.store.place(incoming.place_id) if desk.records is not None else None
        fallback = words.CHANNEL if incoming.kind == "channel" else words.GROUP
        address = {**reference(client.turn.activity), "conversation": incoming.conversation}
        return Place(
            id=incoming.place_id,
            surface="teams",
            address={**address, **({TEAM: incoming.team} if incoming.team else {})},
            name=incoming.room or (on_file.name if on_file else "") or fallback,
            private=closed(incoming, desk),
        )
