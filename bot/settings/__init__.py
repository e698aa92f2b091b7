"""The settings: read from the environment and from the settings file, and checked."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from bot.settings import words
from bot.settings.addresses import (
    MailSettings,
    database_address,
    host_of,
    ip,
    is_local_database,
    is_loopback,
    link_prefix,
    page_address,
)
from bot.settings.chats import DISTRICT, GUID, SLACK_API, SlackSettings, TeamsSettings
from bot.settings.file import nearest, read_file, settings_file
from bot.settings.oidc import OidcSettings
from handlers.dialogue.command_spec import Sorry
from handlers.people.chats import read_id

LONGEST_PUBLISHER = 32
"""The most characters that Teams takes for who an app is from."""
ADMINS = "slack:U042, teams:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
"""An example of ``DPA_ADMINS``: a member ID of Slack, and the Object ID of a user in Entra for Teams."""


class Settings(SlackSettings, TeamsSettings, MailSettings, OidcSettings):
    """All settings: ours with the prefix ``DPA_``, those that Slack and Azure issue by their own names.

    ``now``, ``speed``, ``slack_api_url`` and the sources of Teams' tokens are for tests and drills only.
    """

    model_config = SettingsConfigDict(env_prefix="DPA_", frozen=True, populate_by_name=True)

    data: Path = Path("data")
    law: Path | None = None
    """The folder of the district's own copy of the law files; the package's, if left out."""
    database_url: SecretStr | None = None
    admins: Annotated[tuple[str, ...], NoDecode] = ()
    district: str = Field("district", pattern=DISTRICT)
    host: str = "127.0.0.1"
    port: int = Field(3978, ge=1, le=65535)
    url: str = ""
    """The address at which browsers on other machines reach the page: scheme, host and port only."""
    proxies: Annotated[tuple[str, ...], NoDecode] = ()
    """IP addresses of reverse proxies on other machines; the caller's address that they send is believed."""
    register_folder: Path | None = Field(None, validation_alias="DPA_REGISTER")
    """The folder into which the bot's own district publishes from a chat; None: ``register`` in the data folder."""
    ocr: Literal["on", "off"] = "on"
    """Whether text in pictures of pages is recognized, where the program for it is installed."""
    district_name: str = Field("", max_length=100)
    """The name of the bot's own district, as notices to families and the register have it, until setup has another."""
    publisher: str = Field("", max_length=LONGEST_PUBLISHER)
    """Who the app is from, as Teams shows it to those who install it; the district's name where that is as short."""
    timezone: str = "America/New_York"
    now: datetime | None = None
    speed: float = Field(1.0, gt=0)

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: SecretStr | None) -> SecretStr | None:
        address = value.get_secret_value().strip() if value else ""
        return SecretStr(database_address(address)) if address else None

    @field_validator("law", mode="before")
    @classmethod
    def _check_law(cls, value: str | Path | None) -> Path | None:
        folder = Path(str(value or "").strip())
        if value and not (folder / "law").is_dir():
            raise ValueError(words.no_law(folder=folder))
        return folder.absolute() if value else None

    @field_validator("url")
    @classmethod
    def _check_page(cls, value: str) -> str:
        return page_address(value.strip()) if value.strip() else ""

    @field_validator("admins", mode="before")
    @classmethod
    def _read_admins(cls, value: str | tuple[str, ...]) -> tuple[str, ...]:
        words = value.split(",") if isinstance(value, str) else value
        found = {word.strip(): read_id(word) for word in words if word.strip()}
        if invalid := [word for word, id in found.items() if not id]:
            raise ValueError(f"'{invalid[0][:40]}' is not a person's ID; write for example {ADMINS}")
        return tuple(dict.fromkeys(found.values()))

    @field_validator("proxies", mode="before")
    @classmethod
    def _read_proxies(cls, value: str | tuple[str, ...]) -> tuple[str, ...]:
        words = value.split(",") if isinstance(value, str) else value
        return tuple(ip(word.strip()) for word in words if word.strip())

    @field_validator("timezone")
    @classmethod
    def _check_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("is not a time zone; write for example America/New_York") from None
        return value

    @model_validator(mode="after")
    def _drills_stay_local(self) -> Settings:
        if self.is_drill and not is_loopback(self.host):
            raise ValueError("DPA_NOW and DPA_SPEED are for drills: they need DPA_HOST to be a loopback address")
        if self.is_drill and self.database_url and not is_local_database(self.database_url):
            raise ValueError("DPA_NOW and DPA_SPEED are for drills: they need a DPA_DATABASE_URL on this machine")
        local = self.slack_api_url != SLACK_API
        if local and not (is_loopback(self.host) and is_loopback(urlsplit(self.slack_api_url).hostname or "")):
            raise ValueError("DPA_SLACK_API_URL is for drills: it must be, like DPA_HOST, a loopback address")
        if self.is_drill and self.slack and not local:
            raise ValueError("DPA_NOW and DPA_SPEED are for drills: they need a DPA_SLACK_API_URL on this machine")
        return self

    @model_validator(mode="after")
    def _tokens_of_drills_stay_local(self) -> Settings:
        called = (self.channel_metadata, self.login, self.entra)
        if self.token_drill and not all(is_loopback(host) for host in (self.host, *map(host_of, called))):
            raise ValueError(
                "TO_BOT_FROM_CHANNEL_…, TO_CHANNEL_FROM_BOT_LOGIN_URL and DPA_ENTRA_URL are for drills: they must "
                "be, like DPA_HOST, loopback addresses"
            )
        if self.is_drill and self.teams and not self.token_drill:
            raise ValueError(
                "DPA_NOW and DPA_SPEED are for drills: with MicrosoftAppId they need TO_BOT_FROM_CHANNEL_… on this "
                "machine"
            )
        return self

    @model_validator(mode="after")
    def _sign_in_has_an_address(self) -> Settings:
        if self.has_own_sign_in and not self.url:
            raise ValueError(words.SIGN_IN_URL)
        if self.user_header and not self.proxies:
            raise ValueError(words.HEADER_PROXY)
        return self

    @property
    def named(self) -> str:
        """The district's name; earlier versions asked for it as Teams' publisher alone."""
        return self.district_name or self.publisher

    @property
    def is_drill(self) -> bool:
        """Whether the time is not the real one, in a test or a drill."""
        return self.now is not None or self.speed != 1.0

    @property
    def page_needs_sign_in(self) -> bool:
        """Whether the page needs sign-in, because it can be reached from other machines."""
        by_chat = self.teams or self.slack == "http" or self.slack_client_id is not None
        return by_chat or self.has_own_sign_in

    @property
    def page_url(self) -> str:
        """The address under which browsers reach the page: without ``url``, the bot's own machine where it is open.

        Empty where people sign in by links from a chat and nobody has said the address.
        """
        if self.url or self.page_needs_sign_in:
            return self.url
        host = self.host if is_loopback(self.host) else "127.0.0.1"
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def links_begin(self, district: str) -> str | None:
        """The part of a link to the page before its secret; None where the page has no address."""
        return link_prefix(self.page_url, district)

    def district_of(self, team: str) -> str:
        """The district of a Slack workspace.

        Where workspaces install the app themselves, one that is not in ``slack_teams`` gets a store of its own, so
        that nobody sees another district's records by installing the app.
        """
        return dict(self.slack_teams).get(team, team.lower() if self.slack_client_id else self.district)

    def district_of_tenant(self, tenant: str) -> str:
        """The district of an Entra tenant; empty where it is not served.

        Any tenant can install an app that is registered for many tenants, so one that is not in ``teams_tenants`` gets
        a store of its own; the app's own tenant has the bot's own district.
        """
        id = tenant.lower()
        if not self.teams or (id and id == self.teams_tenant):
            return dict(self.teams_tenants).get(id, self.district)
        own = id if re.fullmatch(GUID, id, re.ASCII) and not self.one_tenant else ""
        return dict(self.teams_tenants).get(id, own)

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone."""
        return ZoneInfo(self.timezone)


def read_settings(kept: Mapping[str, str] | None = None) -> Settings:
    """The settings from the environment, then from the file. Raises Sorry naming each setting that is wrong.

    ``kept`` is what stands in the file, where it has been read already.
    """
    path = settings_file()
    kept = read_file(path) if kept is None else kept
    in_environment = {name.upper() for name in os.environ}
    given = {name: value for name, value in kept.items() if name.upper() not in in_environment}
    checked = check_settings(given)
    if isinstance(checked, Settings):
        return checked
    problems = "; ".join(f"{name}: {says}" for name, says in checked.items())
    raise Sorry(words.wrong(problems, path if given else None))


def check_settings(given: Mapping[str, str]) -> Settings | dict[str, str]:
    """The settings, where ``given`` overrides the environment; or the problems by setting name."""
    names = setting_names()
    problems = {name: words.no_setting(nearest(name, names)) for name in given if name not in names}
    taken: dict[str, Any] = {names[name]: value for name, value in given.items() if name in names}
    try:
        settings = Settings(**taken)
    except ValidationError as error:
        for problem in error.errors():
            problems[_environment_name(problem["loc"])] = problem["msg"].removeprefix("Value error, ")
    return problems or settings


def setting_names() -> dict[str, str]:
    """The name by which `Settings` takes each setting, by its name in the environment."""
    fields = Settings.model_fields.items()
    return {
        str(field.validation_alias or f"DPA_{id.upper()}"): str(field.validation_alias or id) for id, field in fields
    }


def _environment_name(where: tuple[int | str, ...]) -> str:
    """A setting's name in the environment: those of Slack and Azure by their alias."""
    name = str(where[0]) if where else "Settings"
    has_alias = name.startswith(("SLACK_", "Microsoft", "TO_"))
    return name if not where or has_alias else f"DPA_{name.upper().removeprefix('DPA_')}"
