"""Routes each activity from Teams to its answer, welcomes where the app is installed, and connects it to districts."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from aiohttp import web

from bot.chat.caches import HealthCache
from bot.chat.pipeline import Pipeline, Welcoming
from bot.chat.received import KEPT, RETRIED, Deduplicator
from bot.chat.work import ENDS_WITHIN
from bot.runtime.district_service import DistrictService
from bot.settings import Settings
from bot.settings.chats import GUID
from bot.teams import words
from bot.teams.client import Client, Json, NotTaken, Speaker, tenant, why
from bot.teams.connector.tokens import ISSUER, METADATA, Account
from bot.teams.connector.turn import Turn
from bot.teams.connector.wire import Wire
from bot.teams.notify import LoopBridge, TeamsChannel
from bot.teams.parse import incoming as parse
from bot.teams.parse.incoming import TeamsIncoming, identified, where
from bot.teams.parse.plain_text import is_named
from bot.teams.render.cards import messages
from bot.teams.respond.card_actions import CLOSED, UNKNOWN, CardActions, Dialogs, Presses, broken, in_words
from bot.teams.respond.extension import Extension
from bot.teams.respond.message_edits import MessageEdits, as_said, hand_out, offer
from bot.teams.tab import Entra, Tab
from bot.teams.transport import HELP, TEAM, TeamsTransport
from bot.web.entry import AUTHENTICATED_PATHS
from handlers.board.link import store_trouble_as_sorry
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.people.page_people import forget_lost_places
from handlers.reminders.channels import Place

GONE = frozenset({"channelDeleted"})
TEAM_GONE = frozenset({"teamDeleted", "teamHardDeleted"})


@dataclass(frozen=True, slots=True)
class InstallEvents:
    """Welcomes when the app is installed, never when somebody joins; saves where the app is."""

    pipeline: Pipeline[TeamsIncoming, Client]
    transport: TeamsTransport

    async def installed(self, incoming: TeamsIncoming, action: str, client: Client) -> None:
        """The app was installed, updated or removed. Raises NotTaken, StoreError."""
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
        """The app can post there from now on: save the person in a personal chat, else the place."""
        who = await self.transport.directory.who(incoming.author, client)
        incoming = identified(await self.transport.directory.placed(incoming, client, arrived=True), who)
        if not incoming.alone:
            await asyncio.to_thread(lambda: self._note(incoming, client, client.desk()))
        elif not who.outsider:
            await self.pipeline.contacts.keep(who, incoming, client)
        return incoming

    async def _posted(self, reply: Reply, incoming: TeamsIncoming, client: Client) -> str:
        """Post for everybody in the conversation, with suggestions in a personal chat; the message's id.

        Raises NotTaken.
        """
        delivery = self.transport.delivery
        if incoming.alone:
            ids = await delivery.deliver(reply, incoming.saying(HELP), client)
        else:
            ids = await delivery.to_all(messages(reply), client.turn)
        return ids[0] if ids else ""

    async def changed(self, incoming: TeamsIncoming, client: Client) -> None:
        """A channel was renamed or deleted, or the app was added; others who join do not matter. Never raises."""
        event = str((client.turn.activity.get("channelData") or {}).get("eventType") or "")
        try:
            if event in GONE | TEAM_GONE:
                await asyncio.to_thread(_left, incoming, client, team=event in TEAM_GONE)
            else:
                await asyncio.to_thread(self._came, incoming, client)
        except Exception as trouble:  # noqa: BLE001 - nobody said anything
            log.warning("a %s could not be served (%s)", event[:40], why(trouble))

    def _came(self, incoming: TeamsIncoming, client: Client) -> None:
        """Save what Teams tells of a place that is on file, or to which the app was added."""
        desk, activity = client.desk(), client.turn.activity
        bot_id = (activity.get("recipient") or {}).get("id")
        was_added = any(one.get("id") == bot_id for one in activity.get("membersAdded") or ())
        if desk.records is not None and (was_added or desk.store.place(incoming.place_id)):
            self._note(incoming, client, desk)

    def _note(self, incoming: TeamsIncoming, client: Client, desk: Desk) -> None:
        self.pipeline.contacts.note(self.transport.audience(incoming, desk, client).place, desk)


def _left(incoming: TeamsIncoming, client: Client, *, team: bool = False) -> None:
    """Forget the place that the app is gone from; with ``team``, all channels of its team. Raises StoreError."""

    def gone(place: Place) -> bool:
        of_team = team and bool(incoming.team) and place.address.get(TEAM) == incoming.team
        return place.id == incoming.place_id or of_team

    forget_lost_places("teams", gone, client.desk())


def channel_of(activity: Json) -> TeamsIncoming:
    """The place that an event is about: a channel, though Teams may send its event in the team's first channel."""
    incoming = TeamsIncoming(**where(activity))
    channel = (activity.get("channelData") or {}).get("channel") or {}
    return (
        replace(incoming, conversation=str(channel["id"]))
        if incoming.kind == "channel" and channel.get("id")
        else incoming
    )


log = logging.getLogger("dpa")
EDITED = "editMessage"
MOST_INVOKES = 1000
PREVIEWED = 60.0
"""Seconds within which Teams sends an unchanged message again, as when a link got its preview."""


@dataclass
class Teams:
    """Receives activities from Teams, acknowledges them at once and answers.

    ``districts`` gives the service of a tenant's district, without the role of somebody at the machine; ``speaker``
    sends where nobody has just spoken. ``replicas``: whether other bots work on the same records, so that Teams may
    send a thing again to another one.
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
        """Handle one activity; the answer to an invoke, else None. Never raises; other answers come as messages."""
        client, kind = Client(self.districts, tenant(turn.activity), turn), turn.activity.get("type")
        try:
            if kind == "invoke":
                return await self._invoked_once(client)
            self._said(str(kind), client)
        except Exception:
            log.exception("an activity was not understood")
        return None

    async def rest(self, within: float = ENDS_WITHIN) -> None:
        """Wait until everything received is answered, as before stopping; what takes longer is given up."""
        await self.pipeline.rest(within)

    # Messages and events.

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
        """Answer a message to the bot: in a personal chat, with a mention, or one that only the bot can read."""
        incoming = parse.message(client.turn.activity)
        if not (incoming.alone or incoming.quiet or is_named(client.turn.activity)):
            return
        if not edited:
            if self._first(client):
                self.pipeline.work(self._asked(incoming, client), incoming, client)
        elif incoming.text and self.edits.begins(incoming):
            self.pipeline.work(self._edit_answered(incoming, client), incoming, client)

    async def _edit_answered(self, incoming: TeamsIncoming, client: Client) -> None:
        """Answer an edited message, unless another bot has received a message with the same text."""
        if await self.pipeline.dedupe.claim(as_said(incoming), PREVIEWED, client.desk):
            await self.edits.answer(replace(incoming, request=""), client)

    async def _asked(self, incoming: TeamsIncoming, client: Client) -> None:
        """Answer a message, unless another bot has received it."""
        for name, lasts in ((incoming.request, RETRIED), (as_said(incoming), PREVIEWED)):
            if not await self.pipeline.dedupe.claim(name, lasts, client.desk):
                return
        self.edits.note(incoming)
        apart, whole, unread = await self.pipeline.how_read(incoming, client)
        if not apart:
            delivered = await self.pipeline.answer(incoming if whole else replace(incoming, files=()), client, unread)
            self.edits.note(incoming, delivered)
        if not (whole or unread):
            await offer(self.pipeline, incoming, client)

    def _first(self, client: Client) -> bool:
        name = parse.request(client.turn.activity)
        return not name or self.pipeline.dedupe.first(name, RETRIED)

    # Invokes.

    async def _invoked_once(self, client: Client) -> Json:
        """The answer to an invoke; the same one where the same activity comes again."""
        loop, request_id = asyncio.get_running_loop(), parse.request(client.turn.activity)
        until, task = self._invoked.get(request_id, (0.0, None))
        if task is None or not request_id or until < loop.time():
            task = self.pipeline.background.begin(self._answered(client))
            if len(self._invoked) >= MOST_INVOKES:
                self._invoked = {one: kept for one, kept in self._invoked.items() if kept[0] > loop.time()}
            self._invoked[request_id] = (loop.time() + KEPT, task)
        return await asyncio.shield(task)

    async def _answered(self, client: Client) -> Json:
        """The answer to an invoke; a failure is answered too, with its reference."""
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


MESSAGES = "/api/messages"
ANSWERS_WITHIN = 20.0


@dataclass(slots=True)
class Integration:
    """Teams, for all districts; ``recorded`` names the districts that have records.

    Without an app id, only the Playground on this machine is served.
    """

    settings: Settings
    recorded: Callable[[], Iterable[str]] = tuple
    wire: Wire = field(init=False)
    channel: TeamsChannel = field(init=False)
    _bridge: LoopBridge = field(init=False, default_factory=LoopBridge)
    _app: Teams | None = field(init=False, default=None)
    _health: HealthCache = field(init=False, default_factory=HealthCache)

    def __post_init__(self) -> None:
        self.wire = wire_of(self.settings.teams_connector)(account(self.settings), self._hear)
        self.channel = TeamsChannel(self.wire, self._bridge)

    def districts(self) -> list[str]:
        """The districts whose tenants we serve; the bot's own first."""
        named = [district for _, district in self.settings.teams_tenants]
        own = [name for name in self.recorded() if self._is_a_tenants(name)] if self.settings.teams else []
        return list(dict.fromkeys((self.settings.district, *named, *own)))

    def channel_for(self, district: str) -> TeamsChannel:
        """How a district's posts reach its own tenants, and no other's, even where its file names one."""

        def serves(tenant: str) -> bool:
            return self.settings.district_of_tenant(tenant) == district

        return TeamsChannel(self.wire, self._bridge, serves, begun=self.channel.begun, refusals=self.channel.refusals)

    def mount(self, application: web.Application, districts: Callable[[str], DistrictService]) -> None:
        """Receive from Teams through the web application; ``districts`` gives each district's service."""
        district_of = self.settings.district_of_tenant
        self._app = Teams(
            cache(lambda tenant: districts(district_of(tenant))),
            lambda: self.wire,
            replicas=self.settings.database_url is not None,
        )
        application.router.add_post(MESSAGES, self.wire.process)
        application.cleanup_ctx.extend((self.wire.hold, self._bridge.hold))
        if self.settings.teams:
            application[AUTHENTICATED_PATHS].add(MESSAGES)
            self._tab(districts).mount(application)

    def changed(self, district: str) -> None:
        """Does nothing: no view stays open in Teams that would show a change."""

    async def rest(self) -> None:
        """Wait until everything received is answered, as before stopping."""
        if self._app:
            await self._app.rest()

    def trouble(self) -> str:
        """Why nobody is answered in Teams just now; empty where all is well. May block for some seconds."""
        return self._health.trouble(self._refused)

    def _refused(self) -> str:
        try:
            word = self._bridge.do(self.wire.trouble(), ANSWERS_WITHIN)
        except NotTaken as refused:
            word = why(refused)
        unasked = word in {"", "no_token", "not_running", "too_slow"}
        return "" if not word else words.entra_unreachable(word=word) if unasked else words.secret_refused(word=word)

    async def _hear(self, turn: Turn) -> Json | None:
        """Handle a turn of a tenant that is served; for others, nothing of it is read or kept."""
        if self._app is None:
            return None
        if self.settings.district_of_tenant(tenant(turn.activity)):
            return await self._app.hear(turn)
        log.warning("somebody of a tenant that is not served spoke in Teams")
        if turn.activity.get("type") == "invoke":
            return {"status": 403}
        if turn.activity.get("type") == "message":
            try:
                await turn.send({"type": "message", "text": words.ELSEWHERE})
            except NotTaken as refused:
                log.warning("they could not be told so (%s)", why(refused))
        return None

    def _tab(self, districts: Callable[[str], DistrictService]) -> Tab:
        settings = self.settings

        @store_trouble_as_sorry()
        def served(tenant: str) -> bool:
            """Whether the tenant has a district already, so that opening the tab makes no new records."""
            return settings.district_of_tenant(tenant) in self.districts()

        entra = Entra(settings.teams_app_id, settings.entra, served, settings.url)
        return Tab(settings.teams_app_id, entra, lambda it: districts(settings.district_of_tenant(it)))

    def _is_a_tenants(self, name: str) -> bool:
        """Whether the records are of a tenant that the settings do not name."""
        return bool(re.fullmatch(GUID, name, re.ASCII)) and self.settings.district_of_tenant(name) == name


def wire_of(connector: str) -> type[Wire]:
    """The wire to Teams: our own where ``native`` is asked for, else the one through botbuilder."""
    if connector == "native":
        return Wire
    from bot.teams.connector.adapter import BotbuilderWire  # noqa: PLC0415 - it need not be installed for the other

    return BotbuilderWire


def account(settings: Settings) -> Account:
    """The bot's registration with the Bot Framework, from the settings."""
    if not settings.teams or settings.teams_password is None:
        return Account()
    return Account(
        settings.teams_app_id,
        settings.teams_password.get_secret_value(),
        settings.teams_tenant if settings.one_tenant else "",
        issuer=settings.channel_issuer or ISSUER,
        metadata=settings.channel_metadata or METADATA,
        login=settings.login,
    )
