"""The sentences of ``dpa connect``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.installed import IN_PROJECT

START = "make run" if IN_PROJECT else "dpa run"
PACKAGE = "make manifest" if IN_PROJECT else "dpa manifest teams dpa-teams.zip"
HELP_CONNECT = "Connect Slack or Microsoft Teams: paste what they issued; it is checked and saved."
HELP_SLACK = "Connect Slack. A script gives one answer a line on standard input."
HELP_TEAMS = "Connect Microsoft Teams. A script gives one answer a line on standard input."
HELP_NO_CHECK = "Do not ask Slack or Microsoft whether they take it."

SLACK_BEGINS = (
    "Open https://api.slack.com/apps and your app there (docs/slack.md, steps 2 to 6, says how to make it).\n"
    "Paste what each line asks for. Secrets stay hidden. Ctrl-C stops; nothing is saved until the end."
)
FOR_BOT = "Bot User OAuth Token (Install App; begins with xoxb-)"
APP_OR_SIGNING = (
    "App-level token (Basic Information, App-Level Tokens; begins with xapp-),\n"
    "or, if Slack is to call the bot at an https address, the Signing Secret (Basic Information, App Credentials)"
)
URL_OF_SLACK = "Address at which browsers reach the bot, such as https://dpa.example.org"
MEMBER = "Who administers the bot: their member ID (in Slack: profile, ⋮, Copy member ID)"
SLACK_NEXT = f"Now start the bot: {START}. (If it is running, stop it with Ctrl-C first.) Then type /dpa in Slack."

TEAMS_BEGINS = (
    "Open https://portal.azure.com and your Azure Bot there (docs/teams.md, steps 3 to 5, says how to make it).\n"
    "Paste what each line asks for. Secrets stay hidden. Ctrl-C stops; nothing is saved until the end."
)
APP_ID = "Microsoft App ID (Configuration)"
TENANT_ID = "App Tenant ID (Configuration)"
SECRET_VALUE = "Secret: its Value, not its Secret ID (Certificates & secrets)"  # noqa: S105 - it is a question
URL_OF_TEAMS = "Address at which Teams reaches the bot, such as https://dpa.example.org"
OBJECT_ID = "Who administers the bot: their Object ID (entra.microsoft.com, Users, the person, Overview)"
PUBLISHER = "Your district's name, as Teams shows who the app is from (at most 32 characters)"
TEAMS_NEXT = (
    f"Now start the bot: {START}. (If it is running, stop it with Ctrl-C first.) "
    f"Then make the package for Teams: {PACKAGE}."
)
NEEDED = "This one is needed."
LEFT = "Stopped. Nothing was saved."


def no_file(path: Path) -> str:
    """DPA_SETTINGS names a device or a folder, which saving would replace."""
    return f"DPA_SETTINGS names {path}, which is no file. Set it to the file in which the settings are to be kept."


def prompt(asks: str, *, kept: bool, needed: bool) -> str:
    """A question; Enter keeps what is there, or leaves out what need not be."""
    hint = " [Enter keeps the one you have]" if kept else "" if needed else " [Enter leaves it out]"
    return f"\n{asks}{hint}: "


def wrong(name: str, says: str) -> str:
    """A value that cannot be right; it may be a secret, and is not repeated."""
    return f"{name}: {says}."


def save_unchecked(says: str) -> str:
    """The value could not be checked."""
    return f"{says} Save it without this check? [y/N] "


def not_saved(says: str) -> str:
    """It was not checked, and not saved."""
    return f"{says} Nothing was saved. Try again later, or save without the check: --no-check."


def saved(path: Path) -> str:
    """Where it stands."""
    return f"\nSaved in {path}, which only your account on this computer can read."


def environment_wins(names: Sequence[str]) -> str:
    """Settings of the environment come first."""
    return f"Careful: the environment has other values for {', '.join(names)}, and they win. Remove them there."
