"""The workspaces that installed the Slack app, their tokens, and the OAuth pages by which it is installed."""

import asyncio
import json
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from logging import Logger, getLogger
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.chat.received import Deduplicator
from bot.slack import words
from bot.slack.client import word

log = getLogger("dpa")
BEGINS = "slack/"
FRESH = 150 * 60
"""Seconds before a token expires at which it is renewed; Bolt itself would renew at two hours, and so never does."""
TOLD_FOR = 3600.0
ANSWERS_WITHIN = 8
"""Seconds; other writers of secrets wait for a renewal, at most ten seconds."""

OVER = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_revoked", "user_removed_from_team"})
"""Slack's words for a token that is never valid again; one that only expired may still be renewed."""


class TokenVault(Protocol):
    """Where secrets are kept."""

    def get(self, name: str) -> str | None:
        """The secret, or None."""

    def put(self, name: str, secret: str) -> None:
        """Keep the secret, replacing an earlier one."""

    def take(self, name: str) -> str | None:
        """The secret, which is then removed; of many that take it at once, one gets it."""

    def change(self, name: str, write: Callable[[str | None], str | None]) -> None:
        """Replace the secret by what `write` makes of it, None to remove it; nobody else changes it meanwhile."""

    def names(self, begins: str = "") -> list[str]:
        """The names that begin so, in order."""


@dataclass(frozen=True, slots=True)
class Installed:
    """The installations on file, one for each workspace; read each time, as another bot may have changed them."""

    vault: TokenVault
    client_id: str
    client_secret: str
    url: str = WebClient.BASE_URL
    now: Callable[[], float] = time.time

    def save(self, found: Installation) -> None:
        """Keep the installation, replacing an earlier one of the workspace."""
        self.vault.put(_name(found.team_id, found.enterprise_id, found.is_enterprise_install), _plain(found))

    def find(self, team: str | None, enterprise: str | None = None, whole: bool | None = False) -> Installation | None:
        """The installation of a workspace, or of a ``whole`` organization; a token that expires soon is renewed."""
        name = _name(team, enterprise, whole)
        installation = _read(self.vault.get(name))
        if installation is None or not self._ends_soon(installation):
            return installation
        try:
            self.vault.change(name, self._renewed)
        except (SlackApiError, OSError) as trouble:
            log.warning("a token of Slack could not be renewed (%s)", type(trouble).__name__)
            return installation if (installation.bot_token_expires_at or 0) > self.now() else None
        return _read(self.vault.get(name))

    def token(self, team: str) -> str:
        """The bot's token in a workspace; without a name, in the only one. Empty where it is not installed."""
        names = self.vault.names(BEGINS)
        named = team or (names[0].removeprefix(BEGINS) if len(names) == 1 else "")
        installation = self.find(named) if named else None
        return installation.bot_token or "" if installation else ""

    def drop(self, team: str | None, enterprise: str | None = None) -> None:
        """Forget a workspace's tokens that are no longer valid; a valid one is of a newer install than the event's."""
        for whole in (False, True):
            name = _name(team, enterprise, whole)
            stored = self.vault.get(name)
            installation = _read(stored)
            if installation and self._is_over(installation.bot_token or ""):
                self.vault.change(name, partial(_without, stored, team or enterprise))

    def _ends_soon(self, found: Installation) -> bool:
        return bool(found.bot_token_expires_at and found.bot_token_expires_at < self.now() + FRESH)

    def _renewed(self, old: str | None) -> str | None:
        """The installation with a new token; only one of all replicas renews, as a refresh token works once."""
        installation = _read(old)
        if installation is None or not self._ends_soon(installation):
            return old
        answer = self._client().oauth_v2_access(
            client_id=self.client_id,
            client_secret=self.client_secret,
            grant_type="refresh_token",
            refresh_token=installation.bot_refresh_token,
        )
        installation.bot_token, installation.bot_refresh_token = answer["access_token"], answer["refresh_token"]
        installation.bot_token_expires_at = int(self.now()) + int(answer["expires_in"])
        return _plain(installation)

    def _is_over(self, token: str) -> bool:
        """Whether Slack says that the token is not valid; where Slack cannot be asked, it may be."""
        try:
            self._client(token).auth_test()
        except SlackApiError as refused:
            return word(refused) in OVER
        except OSError as trouble:
            log.warning("Slack does not tell whether a token holds (%s)", type(trouble).__name__)
        return False

    def _client(self, token: str | None = None) -> WebClient:
        return WebClient(token, base_url=self.url, timeout=ANSWERS_WITHIN, retry_handlers=[])


class Installations(AsyncInstallationStore):
    """`Installed` as Bolt's installation store."""

    def __init__(self, installed: Installed) -> None:
        self.installed = installed
        self.warned = Deduplicator()

    @property
    def logger(self) -> Logger:
        """Our logger."""
        return log

    async def async_save(self, installation: Installation) -> None:
        """Keep the installation. Raises BoltError where that fails, which shows a page."""
        try:
            await asyncio.to_thread(self.installed.save, installation)
        except Exception as trouble:
            log.exception("an installation in Slack could not be kept")
            raise BoltError from trouble

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,  # noqa: ARG002 - we have no tokens of people
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """The workspace's installation, without its refresh token: `Installed` renews, and Bolt must not."""
        installation = await asyncio.to_thread(self.installed.find, team_id, enterprise_id, is_enterprise_install)
        if installation is None and self.warned.first(str(team_id or enterprise_id), TOLD_FOR):
            log.warning("the workspace %s is not heard, as it has not installed the app", team_id or enterprise_id)
        if installation:
            installation.bot_refresh_token = installation.bot_token_expires_at = None
        return installation

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot's part of the installation."""
        installation = await self.async_find_installation(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return installation.to_bot() if installation and installation.bot_token else None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget the workspace's tokens that are no longer valid."""
        await asyncio.to_thread(self.installed.drop, team_id, enterprise_id)

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Forget as `async_delete_bot`; we have no tokens of single persons."""
        if user_id is None:
            await self.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)


def _name(team: str | None, enterprise: str | None, whole: bool | None) -> str:
    return BEGINS + (f"{enterprise}" if whole else f"{team}")


def _without(asked: str | None, place: str | None, now: str | None) -> str | None:
    """What stays in the vault: nothing, or an installation made since the one that was ``asked`` about."""
    if now != asked:
        return now
    log.warning("the workspace %s has taken the app out", place)
    return None


def _plain(found: Installation) -> str:
    return json.dumps(found.to_dict_for_copying(), default=str)


def _read(text: str | None) -> Installation | None:
    return Installation(**json.loads(text)) if text else None


INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
IN_SLACK = "https://slack.com/app_redirect?"
STATE = "slack-state/"
STATE_LASTS = 600
MOST_STATES = 500
"""Installs begun and not finished; with more than that in ten minutes, the oldest are dropped."""
_STATE = re.compile(r"\d{1,12}\.[\w-]{43}", re.ASCII)
HTML = {"Content-Type": "text/html; charset=utf-8"}


def oauth(installed: Installed, scopes: Sequence[str]) -> AsyncOAuthSettings:
    """Bolt's settings for installing through Slack's own pages; ``scopes`` is what the app asks for."""
    settings = AsyncOAuthSettings(
        client_id=installed.client_id,
        client_secret=installed.client_secret,
        scopes=list(scopes),
        user_scopes=[],
        install_path=INSTALL,
        redirect_uri_path=REDIRECT,
        # Slack's page asks the same as one of ours would.
        install_page_rendering_enabled=False,
        callback_options=AsyncCallbackOptions(success=_success, failure=_failure),
        installation_store=Installations(installed),
        installation_store_bot_only=True,
        state_store=States(installed.vault, installed.now),
        state_expiration_seconds=STATE_LASTS,
        logger=log,
    )
    settings.authorize.cache_enabled = True  # type: ignore[attr-defined]  # else it asks Slack at every message
    return settings


@dataclass(frozen=True, slots=True)
class States(AsyncOAuthStateStore):
    """The OAuth states that tie Slack's answer to an install that began here; each works once, for ten minutes."""

    vault: TokenVault
    now: Callable[[], float] = time.time

    @property
    def logger(self) -> Logger:
        """Our logger."""
        return log

    async def async_issue(self, *_: object, **__: object) -> str:
        """A new state."""
        return await asyncio.to_thread(self._issue)

    async def async_consume(self, state: str) -> bool:
        """Whether the state is one of ours, unused and not expired; it is used up then."""
        if not _STATE.fullmatch(state):
            return False
        expires = await asyncio.to_thread(self.vault.take, STATE + state)
        return expires is not None and float(expires) > self.now()

    def _issue(self) -> str:
        self._sweep()
        ends = int(self.now()) + STATE_LASTS
        state = f"{ends}.{secrets.token_urlsafe(32)}"
        self.vault.put(STATE + state, str(ends))
        return state

    def _sweep(self) -> None:
        """Drop expired states, and the oldest where there are too many."""
        names = self.vault.names(STATE)
        expired = [name for name in names if float(name.removeprefix(STATE).partition(".")[0]) <= self.now()]
        for name in (*expired, *names[len(expired) : len(names) - MOST_STATES + 1]):
            self.vault.take(name)


async def _success(given: AsyncSuccessArgs) -> BoltResponse:
    installation = given.installation
    link = IN_SLACK + urlencode({"app": installation.app_id or "", "team": installation.team_id or ""})
    says = words.installed(installation.team_name or "")
    return _answer(given.settings, 200, _page(words.INSTALLED_TITLE, says, link, words.OPEN_SLACK))


async def _failure(given: AsyncFailureArgs) -> BoltResponse:
    says = words.FAILED.get(given.reason, words.FAILED_OTHERWISE)
    page = _page(words.NOT_INSTALLED_TITLE, says, INSTALL, words.TRY_AGAIN)
    return _answer(given.settings, given.suggested_status_code, page)


def _answer(settings: AsyncOAuthSettings, status: int, page: str) -> BoltResponse:
    """The page; it also deletes the browser's cookie with the state."""
    cookie = settings.state_utils.build_set_cookie_for_deletion()
    return BoltResponse(status=status, body=page, headers={**HTML, "Set-Cookie": cookie})


def _page(title: str, says: str, link: str, label: str) -> str:
    templates = Environment(loader=FileSystemLoader(Path(__file__).parents[2] / "web" / "templates"), autoescape=True)
    return templates.get_template("slack.html").render(title=title, says=says, link=link, label=label)
