"""The settings that connect Slack."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from bot.settings import words
from bot.settings.kinds import looks_like, taken_for

DISTRICT = "[a-z0-9][a-z0-9-]*"
"""The pattern of a district's name."""
SLACK_API = "https://slack.com/api/"
SLACK_VALUES = {
    "slack_bot_token": ("xoxb-", "the Bot User OAuth Token, on the page OAuth & Permissions"),
    "slack_app_token": ("xapp-", "an app-level token with connections:write, on the page Basic Information"),
    "slack_signing_secret": ("", "the Signing Secret, on the page Basic Information"),
    "slack_client_id": ("", "the Client ID, on the page Basic Information"),
    "slack_client_secret": ("", "the Client Secret, on the page Basic Information"),
}
"""The values that Slack issues: how each begins, and what to copy."""


class SlackSettings(BaseSettings):
    """The values that Slack issues, by Slack's names, and our own settings for Slack."""

    slack_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: SecretStr | None = Field(None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(None, validation_alias="SLACK_CLIENT_SECRET")
    slack_teams: Annotated[tuple[tuple[str, str], ...], NoDecode] = ()
    """Pairs of a workspace and its district: (team, district)."""
    slack_api_url: str = Field(SLACK_API, pattern="^https?://.*/$")
    secret_key: SecretStr | None = None
    """Keys for the tokens of many workspaces, newest first, separated by commas; if unset, a file has them."""

    @field_validator(*SLACK_VALUES)
    @classmethod
    def _check_value(cls, value: SecretStr | None, about: ValidationInfo) -> SecretStr | None:
        found = value.get_secret_value().strip() if value else ""
        prefix, what = SLACK_VALUES[about.field_name or ""]
        misplaced = not prefix and about.field_name != "slack_client_id" and looks_like(found)
        if found and (misplaced or not re.fullmatch(rf"{prefix}[\w.-]+", found, re.ASCII)):
            shape = f"begin with {prefix} and " if prefix else ""
            raise ValueError(f"does not look right: {taken_for(found)}it should {shape}have no spaces; copy {what}")
        return SecretStr(found) if found else None

    @field_validator("slack_teams", mode="before")
    @classmethod
    def _read_teams(cls, value: str | tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, str):
            return value
        pairs = [pair.strip() for pair in value.split(",") if pair.strip()]
        found = [re.fullmatch(rf"(T[A-Z0-9]+) ?= ?({DISTRICT})", pair) for pair in pairs]
        if None in found:
            invalid = pairs[found.index(None)][:40]
            raise ValueError(f"'{invalid}' is not a workspace and its district; write for example T0123ABC=hartford")
        return tuple((fits[1], fits[2]) for fits in found if fits)

    @model_validator(mode="after")
    def _check_slack(self) -> SlackSettings:
        if problem := _problem(self):
            raise ValueError(problem)
        return self

    @property
    def slack(self) -> Literal["", "http", "socket"]:
        """How Slack and the bot are connected; empty where they are not."""
        if self.slack_bot_token or self.slack_client_id:
            return "socket" if self.slack_app_token else "http"
        return ""


def _problem(given: SlackSettings) -> str:
    """What is missing, or conflicts; empty where all is well."""
    if given.slack_bot_token and given.slack_client_id:
        return words.ONE_OR_MANY
    if bool(given.slack_client_id) != bool(given.slack_client_secret):
        return words.CLIENT_PAIR
    if given.slack_client_secret and given.slack_client_secret == given.slack_signing_secret:
        return words.SAME_VALUE
    if given.slack == "http" and not given.slack_signing_secret:
        return words.SLACK_TRANSPORT
    if not given.slack and (given.slack_app_token or given.slack_signing_secret):
        return words.SLACK_INCOMPLETE
    return ""
