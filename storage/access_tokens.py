"""The tokens with which people sign in to the page by a link, and are told there once what is new to them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TokenKind = Literal["link", "visit", "notice"]
"""A link is good for one visit, a visit for every page until it ends; a notice says that something is to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """Lets one person (as in `slack:U042`) in before `until`; `id` is the `fingerprint` of the secret they hold."""

    id: str
    person: str
    until: datetime
    kind: TokenKind
    TABLE = "Pass"


def fingerprint(secret: str) -> str:
    """The sha256 of a secret, with which nobody who reads the records can sign in."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
