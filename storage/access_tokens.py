"""Who may enter the page from elsewhere, and for how long?"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TokenKind = Literal["link", "visit"]
"""A link is good for one visit, a visit for every page until it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """Leave for one person (as in `slack:U042`) before `until`; `id` is the `fingerprint` of what only they have."""

    id: str
    person: str
    until: datetime
    kind: TokenKind
    TABLE = "Pass"


def fingerprint(secret: str) -> str:
    """The sha256 of a secret: whoever reads it in the records cannot enter with it."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
