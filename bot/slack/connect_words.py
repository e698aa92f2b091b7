"""Sentences of ``dpa connect slack`` about what Slack says to a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SOCKET = "Socket Mode works with this token."
NO_MEMBER = (
    "Slack knows nobody of this workspace with that member ID. Copy it from their profile: ⋮, then Copy member ID."
)
_UNKNOWN = "Slack does not know this token. Copy it once more, the whole line"
_GONE = "The app is no longer installed in the workspace. Install it again (Install App), then copy the new token."
BOT_REFUSED: Mapping[str, str] = {
    "invalid_auth": f"{_UNKNOWN}: Install App, then Bot User OAuth Token.",
    "account_inactive": _GONE,
    "token_revoked": _GONE,
    "not_allowed_token_type": f"{_UNKNOWN}: Install App, then Bot User OAuth Token.",
}
APP_REFUSED: Mapping[str, str] = {
    "invalid_auth": f"{_UNKNOWN}: Basic Information, then App-Level Tokens.",
    "missing_scope": (
        "This app-level token does not have the scope connections:write. Make a new one: Basic Information, "
        "then App-Level Tokens, Generate Token and Scopes, Add Scope connections:write."
    ),
    "not_allowed_token_type": "This is no app-level token. Basic Information, then App-Level Tokens.",
}


def workspace(name: str) -> str:
    """Slack takes the token."""
    return f"Connected to the workspace {name}." if name else "Slack takes this token."


def lacking(scopes: Sequence[str]) -> str:
    """The app may not do all that the bot does."""
    return (
        f"The app in Slack lacks permissions: {', '.join(scopes)}. Paste the manifest once more (App Manifest, "
        "Save Changes), then Install App, Reinstall, and copy the token."
    )


def other_app(app: str, own: str) -> str:
    """Both tokens are good, and of two apps."""
    return (
        f"This token is of another app ({app}) than the bot token ({own}). Open the app {own} at api.slack.com/apps: "
        "Basic Information, then App-Level Tokens."
    )


def administrator(name: str) -> str:
    """Somebody administers the bot from now on."""
    return f"Administrator: {name}."


def refused(word: str) -> str:
    """Slack does not take it, for a reason of its own."""
    return f"Slack refuses this: {word}."


def unreachable(word: str) -> str:
    """Slack could not be asked."""
    return f"Slack could not be reached ({word})."
