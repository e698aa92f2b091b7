"""Connects Teams to the districts by their tenants, and tells whether the connection works."""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from aiohttp import web

from bot.chat.caches import HealthCache
from bot.runtime.district_service import DistrictService
from bot.settings import Settings
from bot.settings.chats import GUID
from bot.teams import words
from bot.teams.app import Teams
from bot.teams.client import Json, NotTaken, Turn, tenant, why
from bot.teams.connector.tokens import ISSUER, METADATA, Account
from bot.teams.connector.wire import Wire
from bot.teams.notify import LoopBridge, TeamsChannel
from bot.teams.tab import Entra, Tab
from bot.web.entry import AUTHENTICATED_PATHS
from handlers.board.link import store_trouble_as_sorry

log = logging.getLogger("dpa")
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
