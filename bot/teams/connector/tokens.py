"""Gets the token with which the connector is called."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import Any

import msal
import requests
from msal.exceptions import MsalError

from bot.teams.client import NotTaken
from bot.teams.connector.account import Account

log = logging.getLogger("dpa")
logging.getLogger("msal").setLevel(logging.WARNING)
SCOPE = "https://api.botframework.com/.default"
WITHIN = 5.0
"""Seconds for each call of the authority; a token takes two calls the first time, one later."""
EARLY = 300.0
"""Seconds before its end at which a token is replaced."""


@dataclass(slots=True)
class Tokens:
    """Our token, asked for in a thread of its own when it is needed, once for all who wait."""

    account: Account
    _app: Any = None
    _token: str = ""
    _until: float = 0.0
    _asking: asyncio.Task[str] | None = field(default=None)

    async def token(self) -> str:
        """A token that is good for some minutes; empty without an account. Raises `NotTaken`."""
        if not self.account.id:
            return ""
        if time.monotonic() < self._until:
            return self._token
        self._asking = self._asking or asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    def forget(self, token: str) -> None:
        """The channel does not take it: the next is a new one."""
        if token == self._token:
            self._until = 0.0
            if self._app:
                self._app.remove_tokens_for_client()

    async def _ask(self) -> str:
        try:
            found = await asyncio.wait_for(asyncio.to_thread(self._acquire), 3 * WITHIN)
            self._token = str(found["access_token"])
            self._until = time.monotonic() + max(float(found.get("expires_in", 0)) - EARLY, 0.0)
        except (requests.RequestException, MsalError, ValueError, KeyError, RuntimeError, TimeoutError) as problem:
            log.warning("no token could be had from %s (%s)", self.account.authority, type(problem).__name__)
            raise NotTaken(0, "no_token") from None
        finally:
            self._asking = None
        return self._token

    def _acquire(self) -> dict[str, Any]:
        """Blocks. Raises `NotTaken` with Entra's own word, as in ``invalid_client`` for a wrong secret."""
        found = self.acquire()
        if "access_token" not in found:
            raise NotTaken(401, str(found.get("error", "no_token"))[:80])
        return found

    def acquire(self) -> dict[str, Any]:
        """What Entra answers: a token, or an error with its codes. Blocks; raises what msal and requests raise."""
        account = self.account
        if self._app is None:
            drill = account.authority.startswith("http://")
            self._app = msal.ConfidentialClientApplication(
                account.id,
                client_credential=account.secret,
                authority=account.authority.replace("http://", "https://", 1),
                instance_discovery=False if drill else None,
                **({"http_client": _Plain()} if drill else {"timeout": WITHIN}),
            )
        found: dict[str, Any] = self._app.acquire_token_for_client(scopes=[SCOPE])
        return found


class _Plain(requests.Session):
    """For drills: msal speaks https only, the authority on this machine http."""

    def request(self, method: Any, url: Any, **more: Any) -> requests.Response:  # type: ignore[override]
        more.setdefault("timeout", WITHIN)
        return super().request(method, str(url).replace("https://", "http://", 1), **more)
