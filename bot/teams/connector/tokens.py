"""Gets the token with which the connector is called."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt
import msal
import requests
from msal.exceptions import MsalError

from bot.chat.caches import TokenCheck
from bot.settings.addresses import is_loopback
from bot.teams import words
from bot.teams.client import NotTaken
from bot.web.bodies import read_all

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


LEEWAY = 5 * 60
"""Seconds by which clocks may differ: the Bot Framework's own measure."""
SIGNED_BY = "RS256"
NEEDED = ["exp", "iss", "aud"]
LOOKED_AT: Any = {
    "verify_signature": False,
    "require": NEEDED,
    **{f"verify_{claim}": True for claim in ("exp", "nbf", "iat", "aud", "iss")},
}
"""All that it says, unproven."""


UNREADABLE = (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError)
"""What reading a token may raise: its parts are anybody's JSON, as deep and with numbers as large as they like."""


class Forged(Exception):  # noqa: N818 - it is a verdict
    """The token proves nothing; ``str`` is why, without anything of the token."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a good token says, and the channels for which its key may speak."""

    claims: dict[str, Any]
    endorsements: tuple[str, ...] = ()


async def proven(header: str, keys: Keys, *, issuers: Iterable[str], audiences: Iterable[str]) -> Proof:
    """What the token of an Authorization header says. Raises Forged, and Unknown where no keys could be fetched.

    What it says is looked at first, so that nonsense costs no fetching of keys; then it is proven.
    """
    scheme, _, token = header.partition(" ")
    if scheme != "Bearer" or not token:
        raise Forged("no token")
    wanted: dict[str, Any] = {"issuer": list(issuers), "audience": list(audiences), "leeway": LEEWAY}
    try:
        head = jwt.get_unverified_header(token)
        name = head.get("kid")
        if head.get("alg") != SIGNED_BY or not isinstance(name, str) or not name:
            raise Forged("no signature of the kind that is asked for")
        jwt.decode(token, options=LOOKED_AT, **wanted)
        key = await keys.find(name)
        if key is None:
            raise Forged("a key that its issuer does not know")
        claims = jwt.decode(token, key.public, algorithms=[SIGNED_BY], options={"require": NEEDED}, **wanted)
    except UNREADABLE as problem:
        raise Forged(type(problem).__name__) from None
    return Proof(claims, key.endorsements)


ISSUER = "https://api.botframework.com"
METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com/"
EVERYBODY = "botframework.com"
"""The authority that gives a multi-tenant app its tokens."""


@dataclass(frozen=True, slots=True)
class Account:
    """The bot's registration; without an id only this machine is spoken with, and no token is given or asked for.

    ``tenant`` is the home of a single-tenant app, empty for a multi-tenant one: it decides who gives us our tokens,
    and nothing else. ``issuer``, ``metadata`` and ``login`` are other than Microsoft's in drills only.
    """

    id: str = ""
    secret: str = field(default="", repr=False)
    tenant: str = ""
    issuer: str = ISSUER
    metadata: str = METADATA
    login: str = ""

    @property
    def authority(self) -> str:
        """Who gives us our tokens."""
        return self.login or LOGIN + (self.tenant or EVERYBODY)

    def trusts(self, service: str) -> bool:
        """Whether a service URL may be called: over https with our token, on this machine without one or in drills."""
        try:
            parts = urlsplit(service)
            host = parts.hostname or ""
        except ValueError:
            return False
        drill = not self.id or is_loopback(urlsplit(self.metadata).hostname or "")
        if drill:
            return parts.scheme in {"http", "https"} and is_loopback(host)
        return parts.scheme == "https" and bool(host)


logging.getLogger("msal").setLevel(logging.WARNING)
SCOPE = "https://api.botframework.com/.default"
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


_CODE = re.compile(r"AADSTS(\d+)")


def check_account(account: Account) -> TokenCheck:
    """Whether Microsoft gives this registration a token. Blocks for some seconds."""
    try:
        found = Tokens(account).acquire()
    except (requests.RequestException, MsalError, ValueError, RuntimeError) as problem:
        code = _CODE.search(str(problem))  # msal tells of an unknown tenant by an error
        says = words.REFUSED.get(code[1]) if code else ""
        return TokenCheck(says or words.unreachable(type(problem).__name__), "refused" if says else "unreachable")
    if "access_token" in found:
        return TokenCheck(words.TAKEN, "taken")
    codes = [str(code) for code in found.get("error_codes", ())]
    known = [words.REFUSED[code] for code in codes if code in words.REFUSED]
    return TokenCheck(known[0] if known else words.refused(str(found.get("error", ""))[:80], codes), "refused")
