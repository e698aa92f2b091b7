"""What a pasted value is: people take one for another, and most can be told by how they look."""

from __future__ import annotations

import re

from bot.settings import words

GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""The pattern of the IDs of Entra: of a tenant, of an app, of a person, of a secret."""
_KINDS = {
    r"xoxb-.*": words.FOR_BOT,
    r"xapp-.*": words.FOR_APP,
    r"xox[a-z].*|xoxe\..*": words.FOR_OTHERS,
    r"\d{6,}\.\d{6,}": words.CLIENT_ID,
    r"A[0-9A-Z]{8,12}": words.SLACK_APP_ID,
    r"[TE][0-9A-Z]{8,12}": words.WORKSPACE,
    r"[UW][0-9A-Z]{8,12}": words.MEMBER,
    GUID: words.ENTRA_ID,
    r"[\w-]+(?:\.[\w-]+)*\.(?:onmicrosoft\.com|com|org|net|us|edu)": words.TENANT_NAME,
    r"https?://.*": words.WEB_ADDRESS,
}
"""Patterns of the values that chats issue, and what each is."""


def looks_like(value: str) -> str:
    """What the value is, as in ``an app-level token (SLACK_APP_TOKEN)``; empty where it cannot be told."""
    return next((what for pattern, what in _KINDS.items() if re.fullmatch(pattern, value, re.ASCII)), "")


def taken_for(value: str) -> str:
    """A sentence that says what the value is, to stand before what is wanted; empty where it cannot be told."""
    found = looks_like(value)
    return words.it_is(found) if found else ""
