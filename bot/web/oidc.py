"""Sign-in with the account of the district: OpenID Connect (authorization code with PKCE), or a proxy's header.

What a browser carries between the two steps is in a cookie of its own, so every replica can end what another began.
Whatever is not surely right refuses.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt
from aiohttp import hdrs, web
from oauthlib.oauth2 import OAuth2Error, WebApplicationClient

from bot.settings import Settings
from bot.settings.addresses import is_loopback
from bot.settings.oidc import ROLES
from bot.web import words
from bot.web.bodies import read_all
from handlers.people.access import Refused
from handlers.people.page_people import page_id

log = logging.getLogger("dpa")
BEGIN, BACK = "/sign-in", "/sign-in/back"
COOKIE_LASTS = 600
"""Seconds within which somebody signs in at the issuer."""
WITHIN = 10.0
"""Seconds for what is asked of the issuer."""
FRESH = 3600.0
"""Seconds after which the issuer's metadata is read again."""
LEEWAY = 60
"""Seconds by which the clocks of the issuer and of the bot may differ."""
LARGEST = 1024 * 1024
ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "RS512", "ES384", "ES512", "EdDSA")
"""By which an ID token may be signed: with a private key, never with a secret or not at all."""
NAMES_ITS_OWN = frozenset({"login.microsoftonline.com", "login.microsoftonline.us"})
"""Issuers that give ``preferred_username`` to their own tenant's people alone, and no ``email_verified``."""


class IssuerDown(Exception):  # noqa: N818 - a state, not a fault of ours
    """The issuer does not answer, or not as an issuer does."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the district, as its sign-in names them; ``role`` by their groups, empty where none decides."""

    email: str
    name: str = ""
    role: str = ""


@dataclass(slots=True)
class OwnSignIn:
    """The district's own sign-in, by its settings."""

    issuer: str
    client_id: str
    client_secret: str
    domains: Collection[str]
    groups: Mapping[str, str]
    back: str
    """The address to which the issuer sends people back."""
    audience: str = ""
    """For whom a program's access token has to be issued; empty where programs have the bot's own tokens alone."""
    header: str = ""
    proxies: Collection[str] = ()
    _metadata: Mapping[str, Any] = field(default_factory=dict)
    _keys: jwt.PyJWKClient | None = None
    _keys_of_programs: jwt.PyJWKClient | None = None
    _fresh: float = 0.0

    @property
    def cookie(self) -> str:
        """The name of the cookie between the two steps."""
        return f"{'__Host-' if self.back.startswith('https:') else ''}dpa-sign-in"

    async def begin(self) -> tuple[str, str]:
        """Where the browser goes to sign in, and the cookie that it brings back. Raises IssuerDown."""
        metadata, client = await self._asked(), WebApplicationClient(self.client_id)
        state, nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        address = client.prepare_request_uri(
            metadata["authorization_endpoint"],
            redirect_uri=self.back,
            scope=["openid", "email", "profile"],
            state=state,
            nonce=nonce,
            code_challenge=client.create_code_challenge(verifier, "S256"),
            code_challenge_method="S256",
        )
        return address, f"{state}.{nonce}.{verifier}"

    async def end(self, address: str, cookie: str) -> Member:
        """Who signed in, by the address to which the issuer sent them back. Raises Refused, IssuerDown."""
        state, _, rest = cookie.partition(".")
        nonce, _, verifier = rest.partition(".")
        client = WebApplicationClient(self.client_id)
        if not (state and nonce and verifier):
            raise Refused(words.SIGN_IN_STALE)
        try:
            code = client.parse_request_uri_response(address, state)["code"]
        except (OAuth2Error, KeyError) as problem:
            raise Refused(words.SIGN_IN_REFUSED) from problem
        metadata = await self._asked()
        body = client.prepare_request_body(
            code, redirect_uri=self.back, code_verifier=verifier, client_secret=self.client_secret
        )
        headers = {hdrs.CONTENT_TYPE: "application/x-www-form-urlencoded", hdrs.ACCEPT: "application/json"}
        answer = await _json("POST", metadata["token_endpoint"], data=body, headers=headers)
        claims = await asyncio.to_thread(self._proven, str(answer.get("id_token") or ""), self.client_id, self._keys)
        if not hmac.compare_digest(str(claims.get("nonce") or "").encode(), nonce.encode()):
            raise Refused(words.SIGN_IN_STALE)
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", self.client_id) != self.client_id or (several and "azp" not in claims):
            raise Refused(words.SIGN_IN_REFUSED)
        return self._member(claims)

    async def bearer(self, token: str) -> Member:
        """Whom a program's access token is for. Raises Refused, IssuerDown."""
        await self._asked()
        return self._member(await asyncio.to_thread(self._proven, token, self.audience, self._keys_of_programs))

    def named_by_proxy(self, request: web.Request) -> Member | None:
        """Whom one of the proxies names in its header; None where no proxy does. Raises Refused for other domains."""
        email = request.headers.get(self.header, "").strip() if self.header else ""
        if not email or (request.remote or "") not in self.proxies:
            return None
        return Member(self._ours(email))

    def _proven(self, token: str, audience: str, keys: jwt.PyJWKClient | None) -> Mapping[str, Any]:
        """The claims of a token whose signature, issuer, audience and age are proven. Raises Refused, IssuerDown."""
        assert keys
        try:
            key = keys.get_signing_key_from_jwt(token)
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=list(ALGORITHMS),
                audience=audience,
                issuer=self.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWKClientConnectionError as problem:
            raise IssuerDown from problem
        except jwt.PyJWTError as problem:
            log.warning("a token of the issuer was refused (%s)", type(problem).__name__)
            raise Refused(words.SIGN_IN_REFUSED) from problem
        return claims

    def _member(self, claims: Mapping[str, Any]) -> Member:
        """Who the claims name. Raises Refused where no address of the district is proven."""
        verified = claims.get("email_verified") in {True, "true"}
        email = claims.get("email") if verified else ""
        if not email and (urlsplit(self.issuer).hostname or "") in NAMES_ITS_OWN:
            email = claims.get("preferred_username")
        found = claims.get("groups") or claims.get("roles") or ()
        held = [self.groups[one] for one in found if one in self.groups] if isinstance(found, list) else []
        # Where groups decide and none is held, the role is that of the staff, so that nobody keeps one that they lost.
        role = max(held, key=ROLES.index) if held else ROLES[0] if self.groups else ""
        return Member(self._ours(str(email or "")), str(claims.get("name") or "")[:200], role)

    def _ours(self, email: str) -> str:
        if not page_id(email) or email.rpartition("@")[2].lower() not in self.domains:
            raise Refused(words.SIGN_IN_OTHERS)
        return email

    async def _asked(self) -> Mapping[str, Any]:
        """The issuer's metadata. Raises IssuerDown."""
        if time.monotonic() > self._fresh or not self._metadata:
            metadata = await _json("GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if metadata.get("issuer") != self.issuer or not all(_is_safe(str(metadata.get(one))) for one in needed):
                log.warning("the metadata of the issuer %s is not its own, or has no safe addresses", self.issuer)
                raise IssuerDown
            self._metadata, self._fresh = metadata, time.monotonic() + FRESH
            # A sign-in's token comes from the issuer itself, so an unknown key is looked for at once. A program may
            # send any token: after one of an unknown key, half a minute passes before the issuer is asked again.
            self._keys = jwt.PyJWKClient(metadata["jwks_uri"], timeout=WITHIN, cooldown_duration=0)
            self._keys_of_programs = jwt.PyJWKClient(metadata["jwks_uri"], timeout=WITHIN)
        return self._metadata


def own_sign_in(settings: Settings) -> OwnSignIn | None:
    """The sign-in that the settings name; None for none."""
    if not settings.has_own_sign_in:
        return None
    secret = settings.oidc_client_secret
    return OwnSignIn(
        settings.oidc_issuer,
        settings.oidc_client_id,
        secret.get_secret_value() if secret else "",
        frozenset(settings.sign_in_domains),
        dict(settings.oidc_groups),
        f"{settings.url}{BACK}",
        settings.oidc_audience,
        settings.user_header,
        settings.proxies if settings.user_header else (),
    )


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


async def _json(method: str, address: str, **sent: Any) -> Mapping[str, Any]:
    """The JSON object that an address answers; never follows a redirect. Raises IssuerDown, Refused."""
    try:
        async with (
            asyncio.timeout(WITHIN),
            aiohttp.ClientSession() as session,
            session.request(method, address, allow_redirects=False, **sent) as answer,
        ):
            raw = await read_all(answer.content, LARGEST)
            if answer.status in {400, 401}:
                raise Refused(words.SIGN_IN_REFUSED)
            found = json.loads(raw) if raw and answer.status == 200 else None
    except (aiohttp.ClientError, TimeoutError, ValueError) as problem:
        log.warning("%s did not answer (%s)", urlsplit(address).hostname, type(problem).__name__)
        raise IssuerDown from problem
    if not isinstance(found, dict):
        log.warning("%s refused", urlsplit(address).hostname)
        raise IssuerDown
    return found
