"""Sentences about settings that are wrong, for the person who runs the bot."""

from __future__ import annotations

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


def drill_pair(first: str, second: str) -> str:
    """Two settings of a drill of which one is missing."""
    return f"in a drill {first} and {second} go together; one is missing"


def wrong(problems: str) -> str:
    """All problems, each with the name of its setting."""
    return f"The settings are wrong. {problems}"
