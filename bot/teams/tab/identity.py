"""Finds out who opened the personal tab."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import jwt

from bot.settings.kinds import GUID
from bot.settings.teams import ENTRA
from bot.teams.connector.jwt import UNREADABLE, Forged, proven
from bot.teams.connector.signing_keys import Keys

V1 = "https://sts.windows.net"
"""Under this name Entra issues tokens of the first version."""
SCOPE = "access_as_user"
"""Of a token that Teams got for a person; an app's own has none."""
UNREAD: Any = {"verify_signature": False}
_GUID = re.compile(GUID, re.ASCII)


@dataclass(frozen=True, slots=True)
class Opener:
    """Somebody, by what Entra vouches for."""

    tenant: str
    who: str
    """As the records know them."""
    guest: bool
    """Whether they are one for certain."""
    member: bool
    """Whether they are one for certain; where they are neither, Teams has to have told of them."""


@dataclass(slots=True)
class Entra:
    """Takes people's tokens for an app; ``serves`` says of which tenants, and may take its time. It may raise Sorry."""

    app_id: str
    url: str
    serves: Callable[[str], bool]
    page: str = ""
    """The tab's address, after which the app is named too."""
    _keys: dict[str, Keys] = field(default_factory=dict)

    async def opener(self, header: str) -> Opener:
        """Of an Authorization header. Raises Forged, Unknown where no keys could be fetched, and Sorry."""
        tenant = _claimed(header)
        if not await asyncio.to_thread(self.serves, tenant):  # so that nobody makes us fetch the keys of many others
            raise Forged("a tenant that is not served")
        document = f"{self.url}/{tenant}/v2.0/.well-known/openid-configuration"
        keys = self._keys.setdefault(tenant, Keys(document))
        issuers = (f"{self.url}/{tenant}/v2.0", f"{V1 if self.url == ENTRA else self.url}/{tenant}/")
        claims = (await proven(header, keys, issuers=issuers, audiences=self._audiences())).claims
        person = str(claims.get("oid", "")).lower()
        if claims.get("tid") != tenant or not _GUID.fullmatch(person):
            raise Forged("nobody of that tenant")
        if SCOPE not in str(claims.get("scp", "")).split():
            raise Forged("not given out for a person in Teams")
        return Opener(tenant, f"teams:{person}", _is_guest(claims, tenant), str(claims.get("acct")) == "0")

    def _audiences(self) -> Collection[str]:
        """What the app is called: by its id, and as a resource; never just anything that ends in its id."""
        at = urlsplit(self.page).netloc
        named = (f"api://{at}/{self.app_id}", f"api://{at}/botid-{self.app_id}") if at else ()
        return (self.app_id, f"api://{self.app_id}", f"api://botid-{self.app_id}", *named)


def _claimed(header: str) -> str:
    """The tenant that a token names, unproven. Raises Forged."""
    try:
        found = jwt.decode(header.partition(" ")[2], options=UNREAD).get("tid")
    except UNREADABLE as problem:
        raise Forged(type(problem).__name__) from None
    if not isinstance(found, str) or not _GUID.fullmatch(found):
        raise Forged("no tenant")
    return found


def _is_guest(claims: dict[str, Any], tenant: str) -> bool:
    """By the claim ``acct`` where the app asks for it; else by who signed them in, where that was another tenant."""
    if "acct" in claims:
        return str(claims["acct"]) != "0"
    signed_in_by = str(claims.get("idp") or claims["iss"])
    return tenant not in signed_in_by.split("/")
