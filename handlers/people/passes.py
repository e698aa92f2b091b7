"""Makes the secret by which somebody is let in once, or for the time of a visit."""

from __future__ import annotations

import secrets
from datetime import timedelta

from handlers.dialogue.desk import Desk
from storage.beside.access_tokens import AccessToken, TokenKind, fingerprint


def new_pass(kind: TokenKind, who: str, lasts: timedelta, desk: Desk) -> str:
    """The secret of a new pass; only its fingerprint is stored. Raises StoreError."""
    secret = secrets.token_urlsafe(32)
    new = AccessToken(id=fingerprint(secret), person=who, until=desk.now + lasts, kind=kind)
    desk.store.add_token(new, desk.now)
    return secret
