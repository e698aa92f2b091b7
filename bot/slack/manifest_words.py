"""The texts of Slack's app manifest and of dpa connect slack, and what checking pasted tokens says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NAME = "Student Data Privacy"
BOT_NAME = "DPA"
DESCRIPTION = "Connecticut's Student Data Privacy Act: answers with their cites, contracts, breaches, deadlines."
LONG_DESCRIPTION = (
    "For Connecticut school districts. Ask in your own words what the Student Data Privacy Act (C.G.S. 10-234aa to "
    "10-234dd) says. Every answer gives its cite and says how well it was checked. Log a contract or a breach, and see "
    "right away what is missing, what must happen next, and by when. Reminders go to the district's private channel "
    "and to the person responsible until it is done.\n\n"
    "The app reads only what is said to it. It keeps no student's data and sends nothing to anyone except the server "
    "that your district runs. Information, not legal advice."
)
AGENT = (
    "Answers questions on Connecticut's Student Data Privacy Act with the cite, and keeps the district's contracts, "
    "breaches and deadlines. Information, not legal advice."
)
COMMAND = "Ask about student data privacy, log a contract or a breach, see what is due"
ASK_ABOUT_THIS = "Ask about this"
HELP_ASK_ABOUT_THIS = "Answer the question in this message, just for you"
SUGGESTED = {
    "What must a contract contain?": "The ten provisions",
    "May a vendor sell student data?": "Selling student data",
    "How fast must we tell families about a breach?": "Telling families of a breach",
}
"""The titles of the suggested prompts, by question."""

HELP_MANIFEST = "Write the manifest from which Slack makes the app."
HELP_URL = "Where Slack reaches the bot, for example https://dpa.example.org; without it, Socket Mode."
BAD_URL = "Slack calls https addresses with a name only, for example https://dpa.example.org."


def written(file: object) -> str:
    """Where the manifest was written."""
    return f"Written to {file}. docs/slack.md tells what to do with it."


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
    """Slack accepts the bot token."""
    return f"Connected to the workspace {name}." if name else "Slack takes this token."


def lacking(scopes: Sequence[str]) -> str:
    """The app in Slack lacks scopes that the bot needs."""
    return (
        f"The app in Slack lacks permissions: {', '.join(scopes)}. Paste the manifest once more (App Manifest, "
        "Save Changes), then Install App, Reinstall, and copy the token."
    )


def other_app(app: str, own: str) -> str:
    """Both tokens are valid, but of two different apps."""
    return (
        f"This token is of another app ({app}) than the bot token ({own}). Open the app {own} at api.slack.com/apps: "
        "Basic Information, then App-Level Tokens."
    )


def administrator(name: str) -> str:
    """Somebody administers the bot from now on."""
    return f"Administrator: {name}."


def refused(word: str) -> str:
    """Slack refuses the token for a reason that we have no sentence for."""
    return f"Slack refuses this: {word}."


def unreachable(word: str) -> str:
    """Slack could not be asked."""
    return f"Slack could not be reached ({word})."
