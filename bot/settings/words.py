"""Sentences about settings that are wrong, for the person who runs the bot."""

from __future__ import annotations

from pathlib import Path

ONE_OR_MANY = "SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for many; remove one of them"
CLIENT_PAIR = "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together; one is missing"
SLACK_TRANSPORT = (
    "Slack needs SLACK_SIGNING_SECRET (it calls the bot) or SLACK_APP_TOKEN (Socket Mode: the bot calls it)"
)
SLACK_INCOMPLETE = (
    "Slack needs SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (many) as well"
)
TEAMS_PAIR = "MicrosoftAppId and MicrosoftAppPassword go together; one is missing"
WHICH_TENANT = "MicrosoftAppType is SingleTenant, so MicrosoftAppTenantId must say which tenant that is"
TEAMS_ID = "Teams needs MicrosoftAppId and MicrosoftAppPassword as well"

SAME_ID = "MicrosoftAppId and MicrosoftAppTenantId are the same; one of them stands in the other's place"
SAME_VALUE = (
    "SLACK_SIGNING_SECRET and SLACK_CLIENT_SECRET are the same; copy each from its own line of Basic Information"
)

NO_HOST = "is not the name of a server; write for example smtp.example.org, without a port or a path"
NO_SENDER = "is not an e-mail address; write for example privacy@example.org"
MAIL_HOST = "E-mail needs DPA_SMTP_HOST as well, the name of the mail server"
MAIL_FROM = "E-mail needs DPA_SMTP_FROM as well, the address from which reminders come"
MAIL_PAIR = "DPA_SMTP_USER and DPA_SMTP_PASSWORD go together; one is missing"
MAIL_TLS = "DPA_SMTP_TLS may be off only for a server on this machine; others would read the password on the way"

# What a pasted value is.
FOR_BOT = "the Bot User OAuth Token (SLACK_BOT_TOKEN)"
FOR_APP = "an app-level token (SLACK_APP_TOKEN)"
FOR_OTHERS = "another kind of Slack token, such as a person's"
CLIENT_ID = "the Client ID (SLACK_CLIENT_ID)"
SLACK_APP_ID = "the App ID, which the bot does not need"
WORKSPACE = "the ID of a workspace"
MEMBER = "the member ID of a person"
ENTRA_ID = "an ID of Entra (of an app, a tenant, a person or a secret)"
TENANT_NAME = "the name of a tenant or a website"
WEB_ADDRESS = "a web address"
ID_NOT_VALUE = (
    "this is the Secret ID; copy the Value beside it, on the app registration's page Certificates & secrets. Azure "
    "shows the Value only once: if it is hidden, make a new secret"
)


def it_is(what: str) -> str:
    """What a value is that was pasted in the wrong place."""
    return f"this is {what}. "


def drill_pair(first: str, second: str) -> str:
    """One of two settings of a drill is missing."""
    return f"in a drill {first} and {second} go together; one is missing"


def no_law(folder: object) -> str:
    """The folder is missing, or not a copy of the law files."""
    return f"{folder} is no copy of the law files; dpa law copy FOLDER makes one"


def wrong(problems: str, path: Path | None) -> str:
    """All problems, each with the name of its setting; and the file, where some stand in one."""
    return f"The settings are wrong. {problems}{f'. Some stand in {path}.' if path else ''}"


def unreadable(path: Path, why: str) -> str:
    """The settings file is there and cannot be read."""
    return f"The settings file {path} cannot be read{f' ({why})' if why else ''}."


def no_line(path: Path, number: int) -> str:
    """Something in the file that is no setting; the line may hold a secret and is not repeated."""
    return f"Line {number} of {path} is not a setting. Write NAME=value, one a line."


def no_setting(near: str) -> str:
    """A name in the file that no setting has."""
    return f"is not a setting{f'; do you mean {near}?' if near else ''}"
