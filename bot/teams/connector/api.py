"""Calls the connector's API, and reads what its answers mean."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import aiohttp
from yarl import URL

from bot.teams.client import Json, NotTaken
from bot.teams.connector.tokens import Account, Tokens
from bot.teams.render.buttons import without_dialogs
from bot.web.bodies import read_all

T = TypeVar("T")
WITHIN = aiohttp.ClientTimeout(total=10.0, connect=5.0)
SOON = {412, 429, 502, 504}
"""Answers after which Teams wants to be asked once more, a little later."""
ONCE_MORE = {500, 503}
"""Answers of a server that broke: it is asked once more, and no oftener."""
GATEWAYS = {502, 504}
"""Statuses of a gateway that does not know what became of the request."""
UNSENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
"""There was no line on which it could have gone out."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0
LINES = 100
LARGEST = 1024 * 1024


@dataclass(slots=True)
class ConnectorApi:
    """Everything that calls the connector: one pool of connections for all turns."""

    account: Account
    tokens: Tokens
    _session: aiohttp.ClientSession | None = field(default=None)

    async def call(self, method: str, address: str, body: Json | None = None, *, patience: float = 0.0) -> Json:
        """What the connector answers. Where it asks to be left alone we try again within ``patience`` seconds.

        Raises `NotTaken`: with the connector's status and word; 0 where no answer came, or none that can be read.
        """
        if not self.account.trusts(address):
            raise NotTaken(0, "untrusted_service")
        until, wait, renewed = time.monotonic() + patience, FIRST_WAIT, False
        again = SOON | ONCE_MORE
        while True:
            token = await self.tokens.token()
            try:
                return await self._once(method, address, body, token)
            except NotTaken as refused:
                if refused.status == 401 and token and not renewed:
                    renewed = True
                    self.tokens.forget(token)
                    continue
                pause = refused.after if refused.after is not None else wait * random.uniform(0.5, 1.5)  # noqa: S311
                if refused.status not in again or time.monotonic() + pause > until:
                    raise
                again = SOON if refused.status in ONCE_MORE else again
            wait = min(wait * 2, LONGEST_WAIT)
            await asyncio.sleep(pause)

    def fitting(self, shown: T) -> T:
        """What is to be shown, as the client takes it: without an app's id that is the Playground."""
        return shown if self.account.id else without_dialogs(shown)

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()
            self._session = None

    async def _once(self, method: str, address: str, body: Json | None, token: str) -> Json:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=WITHIN, connector=aiohttp.TCPConnector(limit=LINES))
        head = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            async with self._session.request(
                method, URL(address, encoded=True), json=body, headers=head, allow_redirects=False
            ) as answer:
                found = _read(await read_all(answer.content, LARGEST))
                if answer.status >= 300:
                    after, perhaps = _after(answer.headers.get("Retry-After", "")), answer.status in GATEWAYS
                    raise NotTaken(answer.status, _code(found or {}), after, perhaps=perhaps)
                if found is None:
                    raise NotTaken(0, "unreadable", perhaps=True)
                return found
        except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
            raise NotTaken(0, type(trouble).__name__, perhaps=not isinstance(trouble, UNSENT)) from None


def _read(raw: bytes | None) -> Json | None:
    """The connector's JSON, of a list under ``members``, empty as it came; None where it is none, or too much of it."""
    if not raw:
        return None if raw is None else {}
    try:
        found: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else {"members": found} if isinstance(found, list) else None


def _code(found: Json) -> str:
    """The connector's word for what was wrong, as in ``{"error": {"code": "MessageWritesBlocked"}}``."""
    error = found.get("error")
    return str(error.get("code") or "")[:80] if isinstance(error, dict) else str(error or "")[:80]


def _after(header: str) -> float | None:
    """Seconds that it asks us to wait, whether it tells seconds or a time."""
    try:
        return max(float(header), 0.0)
    except ValueError:
        pass
    try:
        return max(parsedate_to_datetime(header).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError):
        return None
