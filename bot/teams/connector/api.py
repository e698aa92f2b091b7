"""Calls the connector's API, retries where it asks for that, and reads its answers."""

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
"""Statuses after which Teams wants a retry a little later."""
ONCE_MORE = {500, 503}
"""Statuses of a server error: these are retried once only."""
GATEWAYS = {502, 504}
"""Statuses of a gateway that does not know what became of the request."""
UNSENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
"""Exceptions after which the request was certainly not sent."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0
LINES = 100
LARGEST = 1024 * 1024


@dataclass(slots=True)
class ConnectorApi:
    """Calls the connector, with one pool of connections for all turns."""

    account: Account
    tokens: Tokens
    _session: aiohttp.ClientSession | None = field(default=None)

    async def call(self, method: str, address: str, body: Json | None = None, *, patience: float = 0.0) -> Json:
        """The connector's answer. Where it asks for a pause, we try again within ``patience`` seconds.

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
        """A card, or what carries cards, as the client takes it: without an app id the client is the Playground."""
        return shown if self.account.id else without_dialogs(shown)

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()
            self._session = None

    async def _once(self, method: str, address: str, body: Json | None, token: str) -> Json:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=WITHIN, connector=aiohttp.TCPConnector(limit=LINES))
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            async with self._session.request(
                method, URL(address, encoded=True), json=body, headers=headers, allow_redirects=False
            ) as answer:
                payload = _read(await read_all(answer.content, LARGEST))
                if answer.status >= 300:
                    after, perhaps = _after(answer.headers.get("Retry-After", "")), answer.status in GATEWAYS
                    raise NotTaken(answer.status, _code(payload or {}), after, perhaps=perhaps)
                if payload is None:
                    raise NotTaken(0, "unreadable", perhaps=True)
                return payload
        except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
            raise NotTaken(0, type(trouble).__name__, perhaps=not isinstance(trouble, UNSENT)) from None


def _read(raw: bytes | None) -> Json | None:
    """The connector's JSON object, a list under ``members``; empty for no body, None for other or too much text."""
    if not raw:
        return None if raw is None else {}
    try:
        value: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else {"members": value} if isinstance(value, list) else None


def _code(found: Json) -> str:
    """The connector's word for the failure, as in ``{"error": {"code": "MessageWritesBlocked"}}``."""
    error = found.get("error")
    return str(error.get("code") or "")[:80] if isinstance(error, dict) else str(error or "")[:80]


def _after(header: str) -> float | None:
    """The seconds of a Retry-After header, which gives seconds or a time; None where it gives neither."""
    try:
        return max(float(header), 0.0)
    except ValueError:
        pass
    try:
        return max(parsedate_to_datetime(header).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError):
        return None
