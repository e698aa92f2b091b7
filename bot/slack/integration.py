"""Connects Slack to the districts, and tells whether the connection works."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from functools import cache

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.caches import HealthCache
from bot.runtime.district_service import DistrictService
from bot.settings import Settings
from bot.slack import words
from bot.slack.app import Slack, make_app
from bot.slack.client import QUIET, Client, why
from bot.slack.connect.clock import off_by
from bot.slack.connect.http import mount
from bot.slack.connect.identity import signed_by_slack
from bot.slack.connect.install import BEGINS, Installed, TokenVault
from bot.slack.connect.oauth import oauth
from bot.slack.connect.socket import Socket
from bot.slack.notify.channel import SlackChannel
from bot.slack.scopes import OPTIONAL, SCOPES
from bot.web.programs.rate import PROXIES
from bot.web.programs.reading import SIGNED_BY

ANSWERS_WITHIN = 5
KEPT_OPEN = 3.0
"""Seconds that a connection to Slack is kept for the next call: far less than Slack keeps it, so that none is used that
Slack has closed."""
TAKES_AT_MOST = 30.0
"""Seconds that a call may take, as in Slack's library."""


@dataclass(slots=True)
class Integration:
    """Slack, for all districts; ``vault`` is where workspaces that install the app leave their tokens."""

    settings: Settings
    vault: TokenVault | None = None
    channel: SlackChannel = field(init=False)
    installed: Installed | None = field(init=False, default=None)
    _app: Slack | None = field(init=False, default=None)
    _socket: Socket | None = field(init=False, default=None)
    _health: HealthCache = field(init=False, default_factory=HealthCache)

    def __post_init__(self) -> None:
        given = self.settings
        if self.vault and given.slack_client_id and given.slack_client_secret:
            secrets = given.slack_client_id.get_secret_value(), given.slack_client_secret.get_secret_value()
            self.installed = Installed(self.vault, *secrets, url=given.slack_api_url)
        self.channel = SlackChannel(self.token, url=given.slack_api_url)

    def token(self, team: str = "") -> str:
        """The bot's token in a workspace; empty where it is not installed."""
        if self.installed:
            return self.installed.token(team)
        return self.settings.slack_bot_token.get_secret_value() if self.settings.slack_bot_token else ""

    def districts(self) -> list[str]:
        """Those whose workspaces we can speak to, or are told of; the bot's own first."""
        teams = [name.removeprefix(BEGINS) for name in self.vault.names(BEGINS)] if self.vault else []
        named = [district for _, district in self.settings.slack_teams]
        found = (self.settings.district, *named, *map(self.settings.district_of, teams))
        return list(dict.fromkeys(found))

    def channel_for(self, district: str) -> SlackChannel:
        """How its posts reach its own workspaces, and no other's, though a place of theirs be on its file."""
        mine = self._teams_of(district)
        return replace(self.channel, token=lambda team: self.token(team) if not team or mine(team) else "")

    def changed(self, district: str) -> None:
        """Something may have changed there: its open Homes show it. Any thread may say so, as often as it likes."""
        if self._app:
            self._app.homes.changed(self._teams_of(district))

    def _teams_of(self, district: str) -> Callable[[str], bool]:
        return lambda team: self.settings.district_of(team) == district

    def mount(self, application: web.Application, districts: Callable[[str], DistrictService]) -> None:
        """Hear Slack through the web application; ``districts`` gives each district."""
        settings, own = self.settings, districts(self.settings.district)
        app = self._app = make_app(
            own.respond,
            own.desk,
            settings,
            districts=cache(lambda team: districts(settings.district_of(team))),
            oauth=oauth(self.installed, sorted((*SCOPES, *OPTIONAL))) if self.installed else None,
        )
        application.cleanup_ctx.append(self._hold_session)
        if settings.slack_signing_secret and SIGNED_BY in application:
            key, service = settings.slack_signing_secret.get_secret_value(), cache(self._service_of(districts))
            application[SIGNED_BY].append(signed_by_slack(key, lambda team: self._client(team, service), service))
        secret = settings.slack_signing_secret
        if settings.slack_app_token:
            self._socket, secret = Socket(app, settings.slack_app_token.get_secret_value()), None
        application[PROXIES] = settings.proxies
        mount(application, app, secret.get_secret_value() if secret else "", self._socket)

    def _service_of(self, districts: Callable[[str], DistrictService]) -> Callable[[str], DistrictService]:
        """The district of a workspace."""
        return lambda team: districts(self.settings.district_of(team))

    def _client(self, team: str, service: Callable[[str], DistrictService]) -> Client:
        """A workspace, to ask who somebody is there."""
        url = self.settings.slack_api_url
        return Client(service, team, AsyncWebClient(self.token(team), base_url=url, logger=QUIET, retry_handlers=[]))

    async def _hold_session(self, _: web.Application) -> AsyncIterator[None]:
        """Calls of Slack share connections: a new one for each call is a third of what an answer costs."""
        assert self._app
        connections = TCPConnector(keepalive_timeout=KEPT_OPEN)
        async with ClientSession(connector=connections, timeout=ClientTimeout(total=TAKES_AT_MOST)) as session:
            self._app.client.session = session
            yield

    async def rest(self) -> None:
        """Hear nothing more; when everything that was heard is answered, as before stopping."""
        if self._socket:
            await self._socket.hush()
        if self._app:
            await self._app.rest()
        if self._socket:
            await self._socket.close()

    def trouble(self) -> str:
        """Why nobody is heard or answered in Slack just now; empty where all is well. May take some seconds."""
        if self._socket and self._socket.trouble:
            return self._socket.trouble
        if self.installed:
            return ""  # each workspace has a token of its own
        return self._health.trouble(self._refused)

    def _refused(self) -> str:
        client = WebClient(
            self.token(), base_url=self.settings.slack_api_url, timeout=ANSWERS_WITHIN, retry_handlers=[]
        )
        try:
            ahead = off_by(client.auth_test().headers)
        except SlackApiError as problem:
            return words.token_refused(why(problem))
        except Exception as problem:  # noqa: BLE001 - whatever keeps us from Slack is the reason
            return words.unreachable(why(problem))
        return words.clock_off(ahead) if ahead else ""
