"""Receives what Teams sends, acknowledges it at once, and has it answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.pipeline import Pipeline
from bot.chat.received.dedupe import KEPT, RETRIED, Deduplicator
from bot.chat.received.files import needs_files, only_for_files
from bot.chat.work.background import ENDS_WITHIN
from bot.runtime.district_service import DistrictService
from bot.teams.client import Client, Json, Speaker, Turn, tenant
from bot.teams.install_events import InstallEvents, channel_of
from bot.teams.parse import incoming as parse
from bot.teams.parse.incoming import TeamsIncoming
from bot.teams.parse.plain_text import is_named
from bot.teams.respond.card_actions import CardActions
from bot.teams.respond.dialogs import Dialogs
from bot.teams.respond.extension import Extension
from bot.teams.respond.file_offer import hand_out, offer
from bot.teams.respond.invokes import CLOSED, UNKNOWN, broken, in_words
from bot.teams.respond.message_edits import MessageEdits, as_said
from bot.teams.respond.presses import Presses
from bot.teams.transport.transport import TeamsTransport

log = logging.getLogger("dpa")
EDITED = "editMessage"
MOST_INVOKES = 1000
PREVIEWED = 60.0
"""Seconds within which Teams tells a message once more that says the same, as when a link got its preview."""


@dataclass
class Teams:
    """Hears what comes from Teams, acknowledges at once and answers.

    ``districts`` gives that of a tenant, without the role of somebody at the machine; ``speaker`` what speaks
    where nobody has just spoken. ``replicas``: whether other bots work on the same records, so that Teams may send a
    thing again to another one.
    """

    districts: Callable[[str], DistrictService]
    speaker: Callable[[], Speaker]
    replicas: bool = False
    transport: TeamsTransport = field(init=False)
    pipeline: Pipeline[TeamsIncoming, Client] = field(init=False)
    presses: Presses = field(init=False)
    dialogs: Dialogs = field(init=False)
    cards: CardActions = field(init=False)
    _invoked: dict[str, tuple[float, asyncio.Task[Json]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        dedupe = Deduplicator(replicas=self.replicas)
        self.transport = TeamsTransport(self.speaker, dedupe)
        self.pipeline = pipeline = Pipeline(self.transport, dedupe)
        self.presses = Presses(pipeline, self.transport.delivery)
        self.dialogs, self.cards = Dialogs(pipeline, self.presses), CardActions(pipeline, self.presses)
        self.edits = MessageEdits(pipeline, self.transport.delivery)
        self.installs = InstallEvents(pipeline, self.transport)
        self.extension = Extension(pipeline, self.dialogs)

    async def hear(self, turn: Turn) -> Json | None:
        """One activity; what an invoke is answered. Never raises; the answer of what is said comes as a message."""
        client, kind = Client(self.districts, tenant(turn.activity), turn), turn.activity.get("type")
        try:
            if kind == "invoke":
                return await self._invoked_once(client)
            self._said(str(kind), client)
        except Exception:
            log.exception("an activity was not understood")
        return None

    async def rest(self, within: float = ENDS_WITHIN) -> None:
        """When everything that was heard is answered, as before stopping; what takes longer is given up."""
        await self.pipeline.rest(within)

    # What was said.

    def _said(self, kind: str, client: Client) -> None:
        activity = client.turn.activity
        match kind:
            case "message" if isinstance(activity.get("value"), dict) and not (activity.get("text") or "").strip():
                if self._first(client):
                    self.cards.submitted(activity["value"], client)
            case "message":
                self._message(client)
            case "messageUpdate" if (activity.get("channelData") or {}).get("eventType") == EDITED:
                self._message(client, edited=True)
            case "installationUpdate":
                if self._first(client):
                    incoming = TeamsIncoming(**parse.where(activity))
                    self.pipeline.work(
                        self.installs.installed(incoming, str(activity.get("action")), client), incoming, client
                    )
            case "conversationUpdate":
                self.pipeline.background.begin(self.installs.changed(channel_of(activity), client))
            case _:
                pass

    def _message(self, client: Client, *, edited: bool = False) -> None:
        """What somebody wrote to the bot: in their own chat, naming it, or so that only it reads it."""
        incoming = parse.message(client.turn.activity)
        if not (incoming.alone or incoming.quiet or is_named(client.turn.activity)):
            return
        if not edited:
            if self._first(client):
                self.pipeline.work(self._asked(incoming, client), incoming, client)
        elif incoming.text and self.edits.begins(incoming):
            self.pipeline.work(self._edit_answered(incoming, client), incoming, client)

    async def _edit_answered(self, incoming: TeamsIncoming, client: Client) -> None:
        """What an edit says, unless another one has heard a message that says just this."""
        if await self.pipeline.dedupe.claim(as_said(incoming), PREVIEWED, client.desk):
            await self.edits.answer(replace(incoming, request=""), client)

    async def _asked(self, incoming: TeamsIncoming, client: Client) -> None:
        """What was said to the bot, unless another one has heard it."""
        for name, lasts in ((incoming.request, RETRIED), (as_said(incoming), PREVIEWED)):
            if not await self.pipeline.dedupe.claim(name, lasts, client.desk):
                return
        self.edits.note(incoming)
        apart = only_for_files(incoming)
        whole = not apart and (not incoming.files or needs_files(incoming))
        if not apart:
            delivered = await self.pipeline.answer(incoming if whole else replace(incoming, files=()), client)
            self.edits.note(incoming, delivered.ids)
        if not whole:
            await offer(self.pipeline, incoming, client)

    def _first(self, client: Client) -> bool:
        name = parse.request(client.turn.activity)
        return not name or self.pipeline.dedupe.first(name, RETRIED)

    # What was invoked.

    async def _invoked_once(self, client: Client) -> Json:
        """The answer; the same one where the same activity comes once more."""
        loop, name = asyncio.get_running_loop(), parse.request(client.turn.activity)
        until, task = self._invoked.get(name, (0.0, None))
        if task is None or not name or until < loop.time():
            task = self.pipeline.background.begin(self._answered(client))
            if len(self._invoked) >= MOST_INVOKES:
                self._invoked = {one: kept for one, kept in self._invoked.items() if kept[0] > loop.time()}
            self._invoked[name] = (loop.time() + KEPT, task)
        return await asyncio.shield(task)

    async def _answered(self, client: Client) -> Json:
        """The answer; what breaks is one too, with its reference."""
        try:
            return await self._invoke(client)
        except Exception as problem:  # noqa: BLE001 - whatever it is, the person reads its reference
            return broken(str(client.turn.activity.get("name")), in_words(self.pipeline.failed(problem)))

    async def _invoke(self, client: Client) -> Json:
        value = _object(client.turn.activity.get("value"))
        data, name = _object(value.get("data")), str(client.turn.activity.get("name"))
        if name == "fileConsent/invoke":
            incoming = TeamsIncoming(**parse.where(client.turn.activity))
            self.pipeline.work(hand_out(self.pipeline, value, client), incoming, client)
            return CLOSED
        answers: dict[str, Callable[[], Awaitable[Json]]] = {
            "adaptiveCard/action": lambda: self.cards.executed(
                _object(_object(value.get("action")).get("data")), client
            ),
            "task/fetch": lambda: self.dialogs.fetched(data, client),
            "task/submit": lambda: self.dialogs.sent(data, client),
            "composeExtension/query": lambda: self.extension.query(value, client),
            "composeExtension/selectItem": lambda: self.extension.selected(value, client),
            "composeExtension/fetchTask": lambda: self.extension.asked(client),
            "composeExtension/submitAction": lambda: self.extension.answered(value, client),
        }
        return await answers[name]() if name in answers else UNKNOWN


def _object(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}
