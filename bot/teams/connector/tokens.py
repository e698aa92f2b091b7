"""The tokens between the bot and Microsoft: signing keys, proving a caller's token, and getting the bot's own."""

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
"""Seconds until keys are fetched again, whatever unknown keys are named in the meantime."""
WITHIN = 5.0
"""Seconds for fetching both documents."""
LARGEST = 1024 * 1024


class Unknown(Exception):  # noqa: N818 - a state, not a fault of ours
    """The issuer's keys could not be fetched, so a token can be neither proven nor refused."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels that its issuer endorses it for."""

    public: jwt.PyJWK
    endorsements: tuple[str, ...] = ()


@dataclass(slots=True)
class Keys:
    """The keys that an OpenID document leads to; fetched when needed, and kept a day, or longer while it is down."""

    metadata: str
    lasts: float = DAY
    again: float = AGAIN
    _found: dict[str, Key] = field(default_factory=dict)
    _fresh: float = 0.0
    _tried: float = float("-inf")
    _fetching: asyncio.Task[None] | None = None

    async def find(self, id: str) -> Key | None:
        """The key with this id; None where the issuer has none. Raises Unknown where no keys could be fetched."""
        now = time.monotonic()
        stale = now > self._fresh
        if (stale or id not in self._found) and (self._fetching or not self._found or now > self._tried + self.again):
            self._fetching = self._fetching or asyncio.create_task(self._fetch())
            if id not in self._found:
                await asyncio.shield(self._fetching)
        if not self._found:
            raise Unknown
        return self._found.get(id)

    async def _fetch(self) -> None:
        """Fetch the keys, once for all who wait. A failure is logged, and the keys from before stay."""
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
    endorsements = published.get("endorsements")
    return Key(jwt.PyJWK(published, "RS256"), tuple(map(str, endorsements)) if isinstance(endorsements, list) else ())


async def _read(session: aiohttp.ClientSession, address: str) -> dict[str, Any]:
    async with session.get(address, allow_redirects=False) as answer:
        answer.raise_for_status()
        raw = await read_all(answer.content, LARGEST)
        document = json.loads(raw) if raw is not None else None
        if not isinstance(document, dict):
            raise TypeError
        return document


LEEWAY = 5 * 60
"""Seconds by which clocks may differ, as in the Bot Framework."""
SIGNED_BY = "RS256"
NEEDED = ["exp", "iss", "aud"]
LOOKED_AT: Any = {
    "verify_signature": False,
    "require": NEEDED,
    **{f"verify_{claim}": True for claim in ("exp", "nbf", "iat", "aud", "iss")},
}
"""Options that check a token's claims, but not yet its signature."""

UNREADABLE = (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError)
"""What reading a token may raise: its parts are JSON from anybody, with any depth and any numbers."""


class Forged(Exception):  # noqa: N818 - it is a verdict
    """The token proves nothing; ``str`` gives the reason, with nothing from the token."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The claims of a proven token, and the channels that its key is endorsed for."""

    claims: dict[str, Any]
    endorsements: tuple[str, ...] = ()


async def proven(header: str, keys: Keys, *, issuers: Iterable[str], audiences: Iterable[str]) -> Proof:
    """The claims of an Authorization header's token. Raises Forged, and Unknown where no keys could be fetched.

    The claims are checked before the signature, so that a bad token does not make us fetch keys.
    """
    scheme, _, token = header.partition(" ")
    if scheme != "Bearer" or not token:
        raise Forged("no token")
    expected: dict[str, Any] = {"issuer": list(issuers), "audience": list(audiences), "leeway": LEEWAY}
    try:
        jwt_header = jwt.get_unverified_header(token)
        key_id = jwt_header.get("kid")
        if jwt_header.get("alg") != SIGNED_BY or not isinstance(key_id, str) or not key_id:
            raise Forged("no signature of the kind that is asked for")
        jwt.decode(token, options=LOOKED_AT, **expected)
        key = await keys.find(key_id)
        if key is None:
            raise Forged("a key that its issuer does not know")
        claims = jwt.decode(token, key.public, algorithms=[SIGNED_BY], options={"require": NEEDED}, **expected)
    except UNREADABLE as problem:
        raise Forged(type(problem).__name__) from None
    return Proof(claims, key.endorsements)


ISSUER = "https://api.botframework.com"
METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com/"
EVERYBODY = "botframework.com"
"""The authority that gives multi-tenant apps their tokens."""


@dataclass(frozen=True, slots=True)
class Account:
    """The bot's registration; without an id, only this machine is served, and no tokens are checked or fetched.

    ``tenant`` is the home of a single-tenant app, empty for a multi-tenant one; it only decides who gives us tokens.
    ``issuer``, ``metadata`` and ``login`` differ from Microsoft's only in drills.
    """

    id: str = ""
    secret: str = field(default="", repr=False)
    tenant: str = ""
    issuer: str = ISSUER
    metadata: str = METADATA
    login: str = ""

    @property
    def authority(self) -> str:
        """The authority that gives us tokens."""
        return self.login or LOGIN + (self.tenant or EVERYBODY)

    def trusts(self, service: str) -> bool:
        """Whether a service URL may be called: over https, or on this machine without an id or in drills."""
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
"""Seconds before a token expires at which it is replaced."""


@dataclass(slots=True)
class Tokens:
    """The bot's own token, fetched in a thread when it is needed, once for all who wait."""

    account: Account
    _app: Any = None
    _token: str = ""
    _until: float = 0.0
    _asking: asyncio.Task[str] | None = field(default=None)

    async def token(self) -> str:
        """A token that is valid for some minutes; empty without an account. Raises `NotTaken`."""
        if not self.account.id:
            return ""
        if time.monotonic() < self._until:
            return self._token
        self._asking = self._asking or asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    def forget(self, token: str) -> None:
        """Drop a token that the channel refused, so that the next one is new."""
        if token == self._token:
            self._until = 0.0
            if self._app:
                self._app.remove_tokens_for_client()

    async def _ask(self) -> str:
        try:
            answer = await asyncio.wait_for(asyncio.to_thread(self._acquire), 3 * WITHIN)
            self._token = str(answer["access_token"])
            self._until = time.monotonic() + max(float(answer.get("expires_in", 0)) - EARLY, 0.0)
        except (requests.RequestException, MsalError, ValueError, KeyError, RuntimeError, TimeoutError) as problem:
            log.warning("no token could be had from %s (%s)", self.account.authority, type(problem).__name__)
            raise NotTaken(0, "no_token") from None
        finally:
            self._asking = None
        return self._token

    def _acquire(self) -> dict[str, Any]:
        """Entra's answer with a token. Blocks. Raises `NotTaken` with Entra's word, as in ``invalid_client``."""
        answer = self.acquire()
        if "access_token" not in answer:
            raise NotTaken(401, str(answer.get("error", "no_token"))[:80])
        return answer

    def acquire(self) -> dict[str, Any]:
        """Entra's answer: a token, or an error with its codes. Blocks; raises what msal and requests raise."""
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
        answer: dict[str, Any] = self._app.acquire_token_for_client(scopes=[SCOPE])
        return answer


class _Plain(requests.Session):
    """For drills: msal uses only https, but the authority on this machine only http."""

    def request(self, method: Any, url: Any, **more: Any) -> requests.Response:  # type: ignore[override]
        more.setdefault("timeout", WITHIN)
        return super().request(method, str(url).replace("https://", "http://", 1), **more)


_CODE = re.compile(r"AADSTS(\d+)")


def check_account(account: Account) -> TokenCheck:
    """Whether Microsoft gives this registration a token. Blocks for some seconds."""
    try:
        answer = Tokens(account).acquire()
    except (requests.RequestException, MsalError, ValueError, RuntimeError) as problem:
        # msal tells of an unknown tenant by an error, and of what Entra said in the one before that.
        code = _CODE.search(f"{problem} {problem.__context__}")
        says = words.REFUSED.get(code[1]) if code else ""
        return TokenCheck(says or words.unreachable(word=type(problem).__name__), "refused" if says else "unreachable")
    if "access_token" in answer:
        return TokenCheck(words.TAKEN, "taken")
    codes = [str(code) for code in answer.get("error_codes", ())]
    sentences = [words.REFUSED[code] for code in codes if code in words.REFUSED]
    says = sentences[0] if sentences else words.refused(str(answer.get("error", ""))[:80], codes)
    return TokenCheck(says, "refused", of="MicrosoftAppPassword" if words.OF_SECRET.intersection(codes) else "")
