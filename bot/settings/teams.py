"""Which settings connect Teams?"""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from bot.settings.slack import DISTRICT

ENTRA = "https://login.microsoftonline.com"
GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""What a tenant's id is made of, in small letters."""
COPY = {
    "teams_app_id": "the Microsoft App ID of the Azure Bot, on its page Configuration",
    "teams_tenant": "the App Tenant ID of the Azure Bot, on its page Configuration",
    "teams_password": "the Value, not the Secret ID, of a secret on the app registration's page Certificates & secrets",
}
DRILLS = {
    "channel_issuer": "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER",
    "channel_metadata": "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL",
    "channel_login": "TO_CHANNEL_FROM_BOT_LOGIN_URL",
    "entra_url": "DPA_ENTRA_URL",
}
"""Where tokens come from in a drill: Bot Framework's own names, and Entra for people's."""


class TeamsSettings(BaseSettings):
    """What Azure gives out, by Bot Framework's own names; ours have the prefix of the other settings."""

    teams_app_id: str = Field("", validation_alias="MicrosoftAppId")
    teams_password: SecretStr | None = Field(None, validation_alias="MicrosoftAppPassword")
    teams_tenant: str = Field("", validation_alias="MicrosoftAppTenantId")
    teams_type: Literal["", "MultiTenant", "SingleTenant"] = Field("", validation_alias="MicrosoftAppType")
    teams_tenants: Annotated[tuple[tuple[str, str], ...], NoDecode] = ()
    """The Entra tenants that have a district of their own: (tenant, district)."""
    channel_issuer: str = Field("", validation_alias=DRILLS["channel_issuer"])
    channel_metadata: str = Field("", validation_alias=DRILLS["channel_metadata"])
    channel_login: str = Field("", validation_alias=DRILLS["channel_login"])
    entra_url: str = ""

    @field_validator("teams_app_id", "teams_tenant")
    @classmethod
    def _an_id(cls, value: str, about: ValidationInfo) -> str:
        return _one_word(value, about.field_name or "").lower()

    @field_validator("teams_password")
    @classmethod
    def _a_secret(cls, value: SecretStr | None, about: ValidationInfo) -> SecretStr | None:
        found = _one_word(value.get_secret_value() if value else "", about.field_name or "")
        return SecretStr(found) if found else None

    @field_validator("teams_type", mode="before")
    @classmethod
    def _a_type(cls, value: str) -> str:
        kinds = {"": "", "multitenant": "MultiTenant", "singletenant": "SingleTenant"}
        if value.strip().lower() not in kinds:
            raise ValueError("must be SingleTenant or MultiTenant, as the Azure Bot's page Configuration says")
        return kinds[value.strip().lower()]

    @field_validator("teams_tenants", mode="before")
    @classmethod
    def _tenants(cls, value: str | tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, str):
            return value
        pairs = [pair.strip() for pair in value.split(",") if pair.strip()]
        found = [re.fullmatch(rf"({GUID}) ?= ?({DISTRICT})", pair, re.IGNORECASE) for pair in pairs]
        if None in found:
            strange = pairs[found.index(None)][:60]
            raise ValueError(
                f"'{strange}' pairs no tenant with a district; write for example "
                "0a1b2c3d-0000-4000-8000-0123456789ab=hartford, with the tenant's ID, not its name"
            )
        return tuple((fits[1].lower(), fits[2].lower()) for fits in found if fits)

    @field_validator(*DRILLS)
    @classmethod
    def _an_address(cls, value: str) -> str:
        found = value.strip()
        if found and (urlsplit(found).scheme not in {"http", "https"} or not urlsplit(found).hostname):
            raise ValueError("is not a web address; write for example http://127.0.0.1:3999")
        return found

    @model_validator(mode="after")
    def _teams_is_whole(self) -> TeamsSettings:
        if trouble := _trouble(self):
            raise ValueError(trouble)
        return self

    @property
    def teams(self) -> bool:
        """Whether Teams itself is heard; without an app's id only a program on this machine is, as the Playground."""
        return bool(self.teams_app_id)

    @property
    def one_tenant(self) -> bool:
        """Whether the app is registered for its own tenant only."""
        return self.teams_type == "SingleTenant"

    @property
    def token_drill(self) -> bool:
        """Whether tokens come from elsewhere than Microsoft."""
        return any(getattr(self, name) for name in DRILLS)

    @property
    def login(self) -> str:
        """Who gives us our tokens, in a drill; empty for Microsoft. Never Microsoft's where another one is heard."""
        return self.channel_login or (f"{_origin(self.channel_metadata)}/botframework.com" if self.token_drill else "")

    @property
    def entra(self) -> str:
        """Who gives people their tokens for the tab."""
        return self.entra_url.rstrip("/") or (_origin(self.channel_metadata) if self.token_drill else ENTRA)


def _one_word(value: str, name: str) -> str:
    found = value.strip()
    if re.search(r"\s", found) or (name != "teams_password" and not re.fullmatch(r"[\w.-]*", found, re.ASCII)):
        raise ValueError(f"does not look right: it should have no spaces; copy {COPY[name]}")
    return found


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _trouble(given: TeamsSettings) -> str:
    """What is missing, or too much."""
    if bool(given.teams_app_id) != bool(given.teams_password):
        return "MicrosoftAppId and MicrosoftAppPassword go together; one is missing"
    if given.one_tenant and not given.teams_tenant:
        return "MicrosoftAppType is SingleTenant, so MicrosoftAppTenantId must say which tenant that is"
    if not given.teams_app_id and (given.teams_tenant or given.teams_tenants):
        return "Teams needs MicrosoftAppId and MicrosoftAppPassword as well"
    if given.token_drill and not (given.channel_issuer and given.channel_metadata):
        first, second = DRILLS["channel_issuer"], DRILLS["channel_metadata"]
        return f"in a drill {first} and {second} go together; one is missing"
    return ""
