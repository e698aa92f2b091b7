"""The tokens with which people sign in to the page by a link, and programs and calendars read the records."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TokenKind = Literal["link", "visit", "notice", "program", "calendar"]
"""A link is good for one visit, a visit for every page until it ends; a notice says that something is to be told.

A program's reads the records for another assistant or a script, a calendar's gives the deadlines to a calendar.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """Lets one person (as in `slack:U042`) in before `until`; `id` is the `fingerprint` of the secret they hold.

    A program that reads for nobody in particular has an id of its own, as in `program:staff:copilot`.
    """

    id: str
    person: str
    until: datetime
    kind: TokenKind
    TABLE = "Pass"


def fingerprint(secret: str) -> str:
    """The sha256 of a secret, with which nobody who reads the records can sign in."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
