"""Lets somebody install the app in a Slack workspace."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from logging import Logger
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.slack import words
from bot.slack.connect.install import Installations, Installed, TokenVault, log

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
IN_SLACK = "https://slack.com/app_redirect?"
STATE = "slack-state/"
STATE_LASTS = 600
MOST_STATES = 500
"""Installs that were begun and not ended; more than that in ten minutes pushes the oldest out."""
_STATE = re.compile(r"\d{1,12}\.[\w-]{43}", re.ASCII)
HTML = {"Content-Type": "text/html; charset=utf-8"}


def oauth(installed: Installed, scopes: Sequence[str]) -> AsyncOAuthSettings:
    """The way through Slack's own pages, to be given to Bolt; ``scopes`` is what the app asks for."""
    found = AsyncOAuthSettings(
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
    found.authorize.cache_enabled = True  # type: ignore[attr-defined]  # else it asks Slack at every message
    return found


@dataclass(frozen=True, slots=True)
class States(AsyncOAuthStateStore):
    """The words by which Slack's answer to an install is known again, each good once and for ten minutes."""

    vault: TokenVault
    now: Callable[[], float] = time.time

    @property
    def logger(self) -> Logger:
        """Ours."""
        return log

    async def async_issue(self, *_: object, **__: object) -> str:
        """A new one."""
        return await asyncio.to_thread(self._issue)

    async def async_consume(self, state: str) -> bool:
        """Whether it is one of ours that was not used yet."""
        if not _STATE.fullmatch(state):
            return False
        ends = await asyncio.to_thread(self.vault.take, STATE + state)
        return ends is not None and float(ends) > self.now()

    def _issue(self) -> str:
        self._sweep()
        ends = int(self.now()) + STATE_LASTS
        state = f"{ends}.{secrets.token_urlsafe(32)}"
        self.vault.put(STATE + state, str(ends))
        return state

    def _sweep(self) -> None:
        """Drop what is over, and the oldest where there are too many."""
        names = self.vault.names(STATE)
        over = [name for name in names if float(name.removeprefix(STATE).partition(".")[0]) <= self.now()]
        for name in (*over, *names[len(over) : len(names) - MOST_STATES + 1]):
            self.vault.take(name)


async def _success(given: AsyncSuccessArgs) -> BoltResponse:
    found = given.installation
    link = IN_SLACK + urlencode({"app": found.app_id or "", "team": found.team_id or ""})
    says = words.installed(found.team_name or "")
    return _answer(given.settings, 200, _page(words.INSTALLED_TITLE, says, link, words.OPEN_SLACK))


async def _failure(given: AsyncFailureArgs) -> BoltResponse:
    says = words.FAILED.get(given.reason, words.FAILED_OTHERWISE)
    page = _page(words.NOT_INSTALLED_TITLE, says, INSTALL, words.TRY_AGAIN)
    return _answer(given.settings, given.suggested_status_code, page)


def _answer(settings: AsyncOAuthSettings, status: int, page: str) -> BoltResponse:
    """The page, and the browser's word of the install is over."""
    cookie = settings.state_utils.build_set_cookie_for_deletion()
    return BoltResponse(status=status, body=page, headers={**HTML, "Set-Cookie": cookie})


def _page(title: str, says: str, link: str, label: str) -> str:
    templates = Environment(loader=FileSystemLoader(Path(__file__).parents[2] / "web" / "templates"), autoescape=True)
    return templates.get_template("slack.html").render(title=title, says=says, link=link, label=label)
