"""Checks that a token is what it claims to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import jwt

from bot.teams.connector.signing_keys import Keys

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
