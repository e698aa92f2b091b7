"""Sentences that people read in Slack only, and on the pages where the Slack app is installed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

WAIT_TITLE, WAIT = "One moment", "This is taking a little longer. You can leave this window open or close it."
SHARED_BY = "Shared by "
PROMPTS_TITLE = "For example"
DUE_PROMPT = "What is due?"
LOOKING = "is looking it up…"
UNSURE_WHO = (
    "Slack could not tell me just now who you are or who can read this channel, so I am treating you as a guest. Try "
    "again in a minute. If that does not help, ask an administrator to check the app's permissions (users:read, "
    "channels:read, groups:read)."
)
NOT_IN_CHANNEL = "I am not in this channel, so I cannot tell who reads it. Add me to it, or send me a direct message."
NOT_THERE = "I could not answer where you asked: I am not in that channel, or it is archived. So here is your answer."
FILE_IN_CHAT = "I sent you the file in our direct messages."
NO_FILE_OUT = (
    "I could not send the file: the app is not allowed to send files here (files:write). An administrator can allow "
    "it. Until then, you can get the file on the bot's own page."
)
NOT_READ = (
    "I could not read the file: the app is not allowed to (files:read), or the file was removed. Try again, or give me "
    "a link to it instead."
)
NO_APP = "This app is no longer installed here. An administrator of the workspace can install it again."
HOME_TITLE = "Student data privacy"
HERE_TITLE = "The privacy team's reminders come here"
HERE = "Deadlines of contracts and breaches are told in this channel from now on, with buttons to close them."
NOT_WRITTEN_THERE = (
    "I tried to tell the team in that place, and could not write there just now. Please check that I am in it and may "
    "post, else its reminders go to the privacy lead."
)
REST = "Only the beginning fits into the field above. The rest of what was typed:"
ADD_DAYS = "Add days: the first, and the last if there are more."
FIRST_DAY, LAST_DAY = "First day", "Last day"
CHOICES_IN_FULL = "The choices below in full:"
MAY_REPEAT = "You may have seen this before: I was stopped while sending it and cannot check here whether it arrived."
AGAIN = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
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
TOO_MANY_INSTALLS = "Too many installations were begun just now. Please try again in a minute."
NOT_SIGNED = "This request was not signed by Slack, or is too old."
FAULT = "Something went wrong here. The bot's log says what. Please tell the person who runs the bot."
NOT_CONNECTED = "Socket Mode is not connected to Slack; it is being tried again."


def in_the_form(*, whole: bool) -> str:
    """Nothing was saved, and a button opens the form with what was typed; ``whole`` where all of it fits."""
    left = "" if whole else " except what is too long for a button"
    return f"Nothing was saved yet. The button below opens the form with what you typed{left}."


def buttons(labels: Iterable[str]) -> str:
    """The labels of a message's buttons, for screen readers."""
    return f"Buttons: {'; '.join(labels)}"


def group(first: int, last: int) -> str:
    """The heading of one group in a long list of choices."""
    return f"{first} to {last}"


def not_installed(team: str) -> str:
    """Why a place cannot be reached."""
    return f"The app is not installed in the Slack workspace {team}." if team else "The app is not installed in Slack."


def token_refused(word: str) -> str:
    """Slack refuses our token; ``word`` is Slack's own."""
    if word in AGAIN:
        return f"Slack is having trouble ({word}). I keep trying."
    return f"Slack refuses the token ({word}). Install the app again, and set SLACK_BOT_TOKEN to the token it shows."


def clock_off(ahead: timedelta) -> str:
    """This machine's clock differs from Slack's by ``ahead``."""
    minutes = round(abs(ahead).total_seconds() / 60)
    long = f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
    side = "ahead of" if ahead > timedelta() else "behind"
    return (
        f"This machine's clock is {long} {side} Slack's, so dates would be wrong and Slack's requests turned away. "
        "Set the clock (timedatectl set-ntp true)."
    )


def unreachable(word: str) -> str:
    """Slack cannot be reached; ``word`` is the kind of failure."""
    return f"Slack cannot be reached ({word}). Check that this machine can reach slack.com. I keep trying."


def installed(team: str) -> str:
    """The app was installed, and what to do first."""
    where = f"the workspace {team}" if team else "your workspace"
    return f"The app is in {where} now. In Slack, type /dpa to see what it can do."
