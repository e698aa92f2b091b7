"""What does somebody read who installs the app in a Slack workspace?"""

from __future__ import annotations

INSTALLED_TITLE = "Installed"
NOT_INSTALLED_TITLE = "Not installed"
OPEN_SLACK = "Open Slack"
TRY_AGAIN = "Try again"
FAILED = {
    "access_denied": "You chose not to install it, and nothing was changed.",
    "invalid_browser": "This page was opened in another browser than the one in which you began. Please begin here.",
    "invalid_state": "This link was used already, or is older than ten minutes. Please begin anew.",
    "missing_code": "Slack did not say for which workspace. Please begin anew.",
    "invalid_code": "Slack did not confirm it. Please begin anew.",
    "storage_error": "It could not be kept just now. Please try again in a moment.",
}
FAILED_OTHERWISE = "Slack did not let it be installed. Please begin anew."
REFUSED = "This request was not signed by Slack, or is too old."
FAULT = "Something went wrong here. The log of the bot says what."
NOT_CONNECTED = "Socket Mode is not connected to Slack; it is being tried again."


def installed(team: str) -> str:
    """It is there; what to do first."""
    where = f"the workspace {team}" if team else "your workspace"
    return f"The app is in {where} now. In Slack, type /dpa to see what it can do."
