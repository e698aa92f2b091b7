"""Sends an answer where it was asked, or to the person who asked alone."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat import words as chats
from bot.chat.caches import FRESH
from bot.chat.received.dedupe import Deduplicator
from bot.chat.received.files import refuses_files
from bot.chat.replies.errors import noted
from bot.chat.sharing import for_everybody, is_open
from bot.chat.transport import Delivered
from bot.teams import words
from bot.teams.client import Client, Json, NotTaken, Turn, reference, why
from bot.teams.parse.directory import Directory
from bot.teams.parse.files import consent
from bot.teams.parse.incoming import TeamsIncoming, own_window
from bot.teams.render.buttons import QUIET
from bot.teams.render.cards import LARGEST_CARD, messages, suggested
from bot.teams.render.escape import size
from bot.teams.transport.backoff import Backoff
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")
HELP = "help"
NEVER = frozenset({400, 403, 404, 405, 501})
"""How the connector answers where a conversation takes no messages for one person alone."""


@dataclass(frozen=True, slots=True)
class AnswerDelivery:
    """Sends answers, for all organizations of a process."""

    directory: Directory
    dedupe: Deduplicator = field(default_factory=Deduplicator)
    backoff: Backoff = field(default_factory=Backoff)

    async def deliver(
        self, reply: Reply, incoming: TeamsIncoming, client: Client, more: Sequence[Json] = ()
    ) -> Delivered:
        """Where it was asked, seen by the asker alone and with ``more`` below it if it is for them. Raises NotTaken."""
        offers: tuple[Json, ...] = ()
        if reply.files:
            reply, offers = await self._offered(reply, incoming, client)
        payloads = messages(reply)
        if not incoming.conversation:
            await self.in_chat(payloads, incoming, client)
        elif incoming.alone:
            return Delivered(await self.to_all((*_suggesting(payloads, reply, incoming), *offers), client.turn))
        elif is_open(reply, incoming):
            return Delivered(await self.to_all(messages(for_everybody(reply)), client.turn))
        else:
            await self._privately(payloads, incoming, client, more)
        return Delivered()

    async def handed_out(self, reply: Reply, incoming: TeamsIncoming, client: Client) -> Reply:
        """The reply, which says where its files are offered: in the person's own chat, or that they could not go."""
        return (await self._offered(reply, own_window(incoming), client))[0]

    async def _privately(
        self, payloads: Sequence[Json], incoming: TeamsIncoming, client: Client, more: Sequence[Json]
    ) -> None:
        """To the asker alone, in the conversation or in a chat of their own, and where it is then."""
        name = f"no whispers {incoming.conversation}"
        if not self.dedupe.knows(name):
            try:
                for payload in quietly(_with(payloads, more)):
                    await client.turn.whisper(payload)
            except NotTaken as refused:
                if refused.perhaps:
                    raise  # it may stand there, and is not said twice
                if refused.status in NEVER:
                    self.dedupe.first(name, FRESH)
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
        """To the person's own chat with us. Raises NotTaken."""

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
        """The reply, which says where its files are offered; the offers, where they belong below it.

        Nothing is kept until somebody consents: the file is made again then, so that it must be one that was asked for.
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
    """Help with what one could say next beside the field in which one writes; Teams shows that in personal chats."""
    found = suggested(reply)["actions"] if incoming.text.strip().lower() in {"", HELP} and not incoming.fields else []
    *others, last = payloads
    return (
        (*others, {**last, "suggestedActions": {"to": [incoming.user], "actions": found}}) if found else tuple(payloads)
    )


def naming_files(reply: Reply, incoming: TeamsIncoming) -> Reply:
    """A form names the number of files that came for it, as Teams shows nothing of them."""
    if reply.form is None or not incoming.files or refuses_files(reply):
        return reply
    return noted(reply, chats.files_here(len(incoming.files)))


def quietly(payloads: Sequence[Json]) -> tuple[Json, ...]:
    """The same, each button saying that it stands where one person alone sees it: Teams does not tell that."""
    return tuple(_marked(payload) for payload in payloads)


def _marked(found: Any) -> Any:
    if isinstance(found, list):
        return [_marked(one) for one in found]
    if not isinstance(found, dict):
        return found
    made = {name: value if name == "data" else _marked(value) for name, value in found.items()}
    if str(made.get("type", "")).startswith("Action.") and isinstance(made.get("data"), dict):
        made["data"] = {**made["data"], QUIET: True}
    return made


def _with(payloads: Sequence[Json], more: Sequence[Json]) -> tuple[Json, ...]:
    """The payloads, with further elements below the last; left out where it has no room."""
    *others, last = payloads
    card = last["attachments"][0]["content"]
    if not more or size(card) + size(more) > LARGEST_CARD:
        return tuple(payloads)
    longer = {**card, "body": [*card["body"], *more]}
    return (*others, {**last, "attachments": [{**last["attachments"][0], "content": longer}]})
