"""The settings of the district's own sign-in: an OpenID Connect issuer, or a header that a proxy sets."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from bot.settings import words
from bot.settings.addresses import is_loopback

_DOMAIN = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"
ROLES = ("staff", "privacy", "admin")
"""The roles that a group may have, the highest last."""


class OidcSettings(BaseSettings):
    """Who may sign in to the page with the account of their district; without an issuer or a header, nobody."""

    oidc_issuer: str = ""
    """As its metadata names it, as in ``https://accounts.google.com``."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_audience: str = ""
    """For whom the access tokens of programs have to be issued; without it they have the bot's own tokens alone."""
    sign_in_domains: Annotated[tuple[str, ...], NoDecode] = ()
    """The domains of the e-mail addresses of the district's people."""
    oidc_groups: Annotated[tuple[tuple[str, str], ...], NoDecode] = ()
    """The role of each group, as in ``privacy=GROUP, admin=GROUP``; these then decide, and not what was granted."""
    user_header: str = Field("", pattern=r"[A-Za-z0-9-]*")
    """The header in which a proxy of ``proxies`` names the e-mail address of who signed in there."""

    @property
    def has_own_sign_in(self) -> bool:
        """Whether people sign in with the account of their district."""
        return bool(self.oidc_issuer or self.user_header)

    @field_validator("oidc_issuer")
    @classmethod
    def _check_issuer(cls, value: str) -> str:
        parts = urlsplit(value.strip())
        local = parts.scheme == "http" and is_loopback(parts.hostname or "")
        if value.strip() and not (parts.hostname and (parts.scheme == "https" or local) and not parts.query):
            raise ValueError(words.NO_ISSUER)
        return value.strip()

    @field_validator("sign_in_domains", mode="before")
    @classmethod
    def _read_domains(cls, value: str | tuple[str, ...]) -> tuple[str, ...]:
        names = value.split(",") if isinstance(value, str) else value
        domains = tuple(name.strip().lower().removeprefix("@") for name in names if name.strip())
        if not all(re.fullmatch(_DOMAIN, one, re.ASCII) for one in domains):
            raise ValueError(words.NO_DOMAIN)
        return domains

    @field_validator("oidc_groups", mode="before")
    @classmethod
    def _read_groups(cls, value: str | tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, str):
            return value
        pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
        if not all(role.strip().lower() in ROLES and group.strip() for role, _, group in pairs):
            raise ValueError(words.NO_GROUPS)
        return tuple((group.strip(), role.strip().lower()) for role, _, group in pairs)

    @model_validator(mode="after")
    def _check_sign_in(self) -> OidcSettings:
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_client_secret):
            raise ValueError(words.OIDC_CLIENT)
        if self.oidc_audience and (not self.oidc_issuer or self.oidc_audience == self.oidc_client_id):
            raise ValueError(words.OIDC_AUDIENCE)
        if self.has_own_sign_in and not self.sign_in_domains:
            raise ValueError(words.OIDC_DOMAINS)
        return self
