"""The settings that connect Teams."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from bot.settings import words
from bot.settings.kinds import GUID, taken_for
from bot.settings.slack import DISTRICT

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
"""Where tokens come from in a drill: Bot Framework's own names, and Entra for people's tokens."""


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

    @field_validator("teams_app_id", "teams_tenant")
    @classmethod
    def _check_id(cls, value: str, about: ValidationInfo) -> str:
        found = _one_word(value, about.field_name or "").lower()
        if found and not re.fullmatch(GUID, found, re.ASCII):
            what = TEAMS_VALUES[about.field_name or ""]
            raise ValueError(
                f"does not look right: {taken_for(found)}it should be an ID like {EXAMPLE_ID}; copy {what}"
            )
        return found

    @field_validator("teams_password")
    @classmethod
    def _check_secret(cls, value: SecretStr | None, about: ValidationInfo) -> SecretStr | None:
        found = _one_word(value.get_secret_value() if value else "", about.field_name or "")
        if re.fullmatch(GUID, found, re.IGNORECASE | re.ASCII):
            raise ValueError(words.ID_NOT_VALUE)
        return SecretStr(found) if found else None

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
        found = [re.fullmatch(rf"({GUID}) ?= ?({DISTRICT})", pair, re.IGNORECASE) for pair in pairs]
        if None in found:
            invalid = pairs[found.index(None)][:60]
            raise ValueError(
                f"'{invalid}' is not a tenant and its district; write for example "
                "0a1b2c3d-0000-4000-8000-0123456789ab=hartford, with the tenant's ID, not its name"
            )
        return tuple((fits[1].lower(), fits[2].lower()) for fits in found if fits)

    @field_validator(*TOKEN_SOURCES)
    @classmethod
    def _check_address(cls, value: str) -> str:
        found = value.strip()
        if found and (urlsplit(found).scheme not in {"http", "https"} or not urlsplit(found).hostname):
            raise ValueError("is not a web address; write for example http://127.0.0.1:3999")
        return found

    @model_validator(mode="after")
    def _check_teams(self) -> TeamsSettings:
        if problem := _problem(self):
            raise ValueError(problem)
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


def _problem(given: TeamsSettings) -> str:
    """What is missing, or conflicts; empty where all is well."""
    if bool(given.teams_app_id) != bool(given.teams_password):
        return words.TEAMS_PAIR
    if given.teams_app_id and given.teams_app_id == given.teams_tenant:
        return words.SAME_ID
    if given.one_tenant and not given.teams_tenant:
        return words.WHICH_TENANT
    if not given.teams_app_id and (given.teams_tenant or given.teams_tenants):
        return words.TEAMS_ID
    if given.token_drill and not (given.channel_issuer and given.channel_metadata):
        return words.drill_pair(TOKEN_SOURCES["channel_issuer"], TOKEN_SOURCES["channel_metadata"])
    return ""
