"""Fetches the keys with which an issuer signs."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt

from bot.web.bodies.body import read_all

log = logging.getLogger("dpa")
DAY = 24 * 3600.0
AGAIN = 5 * 60.0
"""Seconds for which keys are not fetched once more, whatever strange keys are named in the meantime."""
WITHIN = 5.0
"""Seconds for both documents."""
LARGEST = 1024 * 1024


class Unknown(Exception):  # noqa: N818 - a state, not a fault of ours
    """The issuer's keys cannot be had just now, so that nothing can be said of a token."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and for which channels its issuer lets it speak."""

    public: jwt.PyJWK
    endorsements: tuple[str, ...] = ()


@dataclass(slots=True)
class Keys:
    """The keys that an OpenID document leads to; fetched when needed, kept a day, and longer where it is down."""

    metadata: str
    lasts: float = DAY
    again: float = AGAIN
    _found: dict[str, Key] = field(default_factory=dict)
    _fresh: float = 0.0
    _tried: float = float("-inf")
    _fetching: asyncio.Task[None] | None = None

    async def find(self, id: str) -> Key | None:
        """The key of that name; None where the issuer has none. Raises Unknown where none could be fetched."""
        now = time.monotonic()
        old = now > self._fresh
        if (old or id not in self._found) and (self._fetching or not self._found or now > self._tried + self.again):
            self._fetching = self._fetching or asyncio.create_task(self._fetch())
            if id not in self._found:
                await asyncio.shield(self._fetching)
        if not self._found:
            raise Unknown
        return self._found.get(id)

    async def _fetch(self) -> None:
        """Once for all who wait. What goes wrong is logged, and what was known before stays."""
        try:
            async with asyncio.timeout(WITHIN), aiohttp.ClientSession() as session:
                document = await _read(session, self.metadata)
                published = (await _read(session, str(document["jwks_uri"])))["keys"]
            self._found = {
                str(one["kid"]): _key(one) for one in published if one.get("kty") == "RSA" and one.get("kid")
            }
            self._fresh = time.monotonic() + self.lasts
        except (
            aiohttp.ClientError,
            TimeoutError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            jwt.PyJWTError,
        ) as problem:
            log.warning("the signing keys of %s could not be fetched (%s)", self.metadata, type(problem).__name__)
        finally:
            self._tried, self._fetching = time.monotonic(), None


def _key(published: dict[str, Any]) -> Key:
    found = published.get("endorsements")
    return Key(jwt.PyJWK(published, "RS256"), tuple(map(str, found)) if isinstance(found, list) else ())


async def _read(session: aiohttp.ClientSession, address: str) -> dict[str, Any]:
    async with session.get(address, allow_redirects=False) as answer:
        answer.raise_for_status()
        raw = await read_all(answer.content, LARGEST)
        found = json.loads(raw) if raw is not None else None
        if not isinstance(found, dict):
            raise TypeError
        return found
