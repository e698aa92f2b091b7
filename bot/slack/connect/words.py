"""Sentences for people who install the app in a Slack workspace."""

from __future__ import annotations

INSTALLED_TITLE = "Installed"
NOT_INSTALLED_TITLE = "Not installed"
OPEN_SLACK = "Open Slack"
TRY_AGAIN = "Try again"
FAILED = {
    "access_denied": "You chose not to install it, and nothing was changed.",
    "invalid_browser": "This page opened in a different browser from the one you started in. Please start again here.",
    "invalid_state": "This link was already used, or is older than ten minutes. Please start over.",
    "missing_code": "Slack did not say which workspace. Please start over.",
    "invalid_code": "Slack did not confirm the installation. Please start over.",
    "storage_error": "It could not be saved just now. Please try again in a moment.",
}
FAILED_OTHERWISE = "Slack did not allow the installation. Please start over."
REFUSED = "This request was not signed by Slack, or is too old."
FAULT = "Something went wrong here. The bot's log says what. Please tell whoever runs the bot."
NOT_CONNECTED = "Socket Mode is not connected to Slack; it is being tried again."


def installed(team: str) -> str:
    """It is there; what to do first."""
    where = f"the workspace {team}" if team else "your workspace"
    return f"The app is in {where} now. In Slack, type /dpa to see what it can do."
