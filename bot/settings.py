"""Which settings does the environment give?"""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from handlers.desk import Sorry


class Settings(BaseSettings):
    """Everything that is set from outside, prefix ``DPA_``. ``now`` and ``speed`` are for tests and drills only."""

    model_config = SettingsConfigDict(env_prefix="DPA_", frozen=True)

    data: Path = Path("data")
    district: str = Field("district", pattern="[a-z0-9][a-z0-9-]*")
    host: str = "127.0.0.1"
    port: int = Field(3978, ge=1, le=65535)
    timezone: str = "America/New_York"
    now: datetime | None = None
    speed: float = Field(1.0, gt=0)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("is not a time zone; write for example America/New_York") from None
        return value

    @model_validator(mode="after")
    def _drills_stay_local(self) -> Settings:
        if (self.now is not None or self.speed != 1.0) and not is_loopback(self.host):
            raise ValueError("DPA_NOW and DPA_SPEED are for drills: they need DPA_HOST to be a loopback address")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The district's zone."""
        return ZoneInfo(self.timezone)


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def read_settings() -> Settings:
    """The settings of the environment. Raises Sorry naming the setting that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"{'DPA_' + str(problem['loc'][0]).upper().removeprefix('DPA_') if problem['loc'] else 'Settings'}: "
            f"{problem['msg'].removeprefix('Value error, ')}"
            for problem in error.errors()
        ]
        raise Sorry("The settings are wrong. " + "; ".join(lines)) from None
