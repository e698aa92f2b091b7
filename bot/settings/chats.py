"""The settings that connect Slack and Teams, and the patterns of the values that both issue."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

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
"""What each value is that Slack or Microsoft issues, by its pattern."""


def looks_like(value: str) -> str:
    """What the value is, as in ``an app-level token (SLACK_APP_TOKEN)``; empty where it cannot be told."""
    return next((what for pattern, what in _KINDS.items() if re.fullmatch(pattern, value, re.ASCII)), "")


def taken_for(value: str) -> str:
    """A sentence that says what the value is, to stand before what is wanted; empty where it cannot be told."""
    found = looks_like(value)
    return words.it_is(what=found) if found else ""


DISTRICT = "[a-z0-9][a-z0-9-]*"
"""The pattern of a district's name."""
SLACK_API = "https://slack.com/api/"
SLACK_VALUES = {
    "slack_bot_token": ("xoxb-", "the Bot User OAuth Token, on the page Install App"),
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
        text = value.get_secret_value().strip() if value else ""
        prefix, to_copy = SLACK_VALUES[about.field_name or ""]
        misplaced = not prefix and about.field_name != "slack_client_id" and looks_like(text)
        if text and (misplaced or not re.fullmatch(rf"{prefix}[\w.-]+", text, re.ASCII)):
            shape = f"begin with {prefix} and " if prefix else ""
            raise ValueError(f"does not look right: {taken_for(text)}it should {shape}have no spaces; copy {to_copy}")
        return SecretStr(text) if text else None

    @field_validator("slack_teams", mode="before")
    @classmethod
    def _read_teams(cls, value: str | tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, str):
            return value
        pairs = [pair.strip() for pair in value.split(",") if pair.strip()]
        matches = [re.fullmatch(rf"(T[A-Z0-9]+) ?= ?({DISTRICT})", pair) for pair in pairs]
        if None in matches:
            invalid = pairs[matches.index(None)][:40]
            raise ValueError(f"'{invalid}' is not a workspace and its district; write for example T0123ABC=hartford")
        return tuple((match[1], match[2]) for match in matches if match)

    @model_validator(mode="after")
    def _check_slack(self) -> SlackSettings:
        if self.slack_bot_token and self.slack_client_id:
            raise ValueError(words.ONE_OR_MANY)
        if bool(self.slack_client_id) != bool(self.slack_client_secret):
            raise ValueError(words.CLIENT_PAIR)
        if self.slack_client_secret and self.slack_client_secret == self.slack_signing_secret:
            raise ValueError(words.SAME_VALUE)
        if self.slack == "http" and not self.slack_signing_secret:
            raise ValueError(words.SLACK_TRANSPORT)
        if not self.slack and (self.slack_app_token or self.slack_signing_secret):
            raise ValueError(words.SLACK_INCOMPLETE)
        return self

    @property
    def slack(self) -> Literal["", "http", "socket"]:
        """How Slack and the bot are connected; empty where they are not."""
        if self.slack_bot_token or self.slack_client_id:
            return "socket" if self.slack_app_token else "http"
        return ""


EXAMPLE_ID = "11111111-2222-4333-8444-555555555555"
ENTRA = "https://login.microsoftonline.com"
TEAMS_VALUES = {
    "teams_app_id": "the Microsoft App ID of the Azure Bot, on its page Configuration",
    "teams_tenant": "the App Tenant ID of the Azure Bot, on its page Configuration",
    "teams_password": "the Value, not the Secret ID, of a secret on the app registration's page Certificates & secrets",
}
TOKEN_SOURCES = {
    "channel_issuer": "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER",
    "channel_metadata": "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL",
    "channel_login": "TO_CHANNEL_FROM_BOT_LOGIN_URL",
    "entra_url": "DPA_ENTRA_URL",
}
"""The settings that name where tokens come from in a drill, by field, with their names in the environment."""


class TeamsSettings(BaseSettings):
    """The values that Azure issues, by Bot Framework's names, and our own settings for Teams."""

    teams_app_id: str = Field("", validation_alias="MicrosoftAppId")
    teams_password: SecretStr | None = Field(None, validation_alias="MicrosoftAppPassword")
    teams_tenant: str = Field("", validation_alias="MicrosoftAppTenantId")
    teams_type: Literal["", "MultiTenant", "SingleTenant"] = Field("", validation_alias="MicrosoftAppType")
    teams_tenants: Annotated[tuple[tuple[str, str], ...], NoDecode] = ()
    """Pairs of an Entra tenant and its district: (tenant, district)."""
    channel_issuer: str = Field("", validation_alias=TOKEN_SOURCES["channel_issuer"])
    channel_metadata: str = Field("", validation_alias=TOKEN_SOURCES["channel_metadata"])
    channel_login: str = Field("", validation_alias=TOKEN_SOURCES["channel_login"])
    entra_url: str = ""
    teams_connector: Literal["botbuilder", "native"] = "botbuilder"
    """Through what the bot speaks with Teams: Microsoft's library, whose support has ended, or its own connector."""

    @field_validator("teams_app_id", "teams_tenant")
    @classmethod
    def _check_id(cls, value: str, about: ValidationInfo) -> str:
        text = _one_word(value, about.field_name or "").lower()
        if text and not re.fullmatch(GUID, text, re.ASCII):
            to_copy = TEAMS_VALUES[about.field_name or ""]
            raise ValueError(
                f"does not look right: {taken_for(text)}it should be an ID like {EXAMPLE_ID}; copy {to_copy}"
            )
        return text

    @field_validator("teams_password")
    @classmethod
    def _check_secret(cls, value: SecretStr | None, about: ValidationInfo) -> SecretStr | None:
        secret = _one_word(value.get_secret_value() if value else "", about.field_name or "")
        if re.fullmatch(GUID, secret, re.IGNORECASE | re.ASCII):
            raise ValueError(words.ID_NOT_VALUE)
        return SecretStr(secret) if secret else None

    @field_validator("teams_type", mode="before")
    @classmethod
    def _check_type(cls, value: str) -> str:
        kinds = {"": "", "multitenant": "MultiTenant", "singletenant": "SingleTenant"}
        if value.strip().lower() not in kinds:
            raise ValueError("must be SingleTenant or MultiTenant, as the Azure Bot's page Configuration says")
        return kinds[value.strip().lower()]

    @field_validator("teams_tenants", mode="before")
    @classmethod
    def _read_tenants(cls, value: str | tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, str):
            return value
        pairs = [pair.strip() for pair in value.split(",") if pair.strip()]
        matches = [re.fullmatch(rf"({GUID}) ?= ?({DISTRICT})", pair, re.IGNORECASE) for pair in pairs]
        if None in matches:
            invalid = pairs[matches.index(None)][:60]
            raise ValueError(
                f"'{invalid}' is not a tenant and its district; write for example "
                "0a1b2c3d-0000-4000-8000-0123456789ab=hartford, with the tenant's ID, not its name"
            )
        return tuple((match[1].lower(), match[2].lower()) for match in matches if match)

    @field_validator(*TOKEN_SOURCES)
    @classmethod
    def _check_address(cls, value: str) -> str:
        address = value.strip()
        if address and (urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname):
            raise ValueError("is not a web address; write for example http://127.0.0.1:3999")
        return address

    @model_validator(mode="after")
    def _check_teams(self) -> TeamsSettings:
        if bool(self.teams_app_id) != bool(self.teams_password):
            raise ValueError(words.TEAMS_PAIR)
        if self.teams_app_id and self.teams_app_id == self.teams_tenant:
            raise ValueError(words.SAME_ID)
        if self.one_tenant and not self.teams_tenant:
            raise ValueError(words.WHICH_TENANT)
        if not self.teams_app_id and (self.teams_tenant or self.teams_tenants):
            raise ValueError(words.TEAMS_ID)
        if self.token_drill and not (self.channel_issuer and self.channel_metadata):
            raise ValueError(
                words.drill_pair(first=TOKEN_SOURCES["channel_issuer"], second=TOKEN_SOURCES["channel_metadata"])
            )
        return self

    @property
    def teams(self) -> bool:
        """Whether Teams is connected; without an app ID only a program on this machine is, such as the Playground."""
        return bool(self.teams_app_id)

    @property
    def one_tenant(self) -> bool:
        """Whether the app is registered for its own tenant only."""
        return self.teams_type == "SingleTenant"

    @property
    def token_drill(self) -> bool:
        """Whether tokens come from a source other than Microsoft."""
        return any(getattr(self, name) for name in TOKEN_SOURCES)

    @property
    def login(self) -> str:
        """The issuer of the bot's tokens in a drill; empty for Microsoft."""
        return self.channel_login or (f"{_origin(self.channel_metadata)}/botframework.com" if self.token_drill else "")

    @property
    def entra(self) -> str:
        """The issuer of people's tokens for the tab."""
        return self.entra_url.rstrip("/") or (_origin(self.channel_metadata) if self.token_drill else ENTRA)


def _one_word(value: str, name: str) -> str:
    found = value.strip()
    if re.search(r"\s", found) or (name != "teams_password" and not re.fullmatch(r"[\w.-]*", found, re.ASCII)):
        raise ValueError(f"does not look right: it should have no spaces; copy {TEAMS_VALUES[name]}")
    return found


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
