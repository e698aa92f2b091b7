"""Who the bot is to the Bot Framework, and whom it takes for the Bot Framework."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.settings.addresses import is_loopback

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
