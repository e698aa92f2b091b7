"""The settings of the mail server that sends reminders to people without a chat."""

from __future__ import annotations

import re
from email.utils import parseaddr
from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from bot.settings import words
from bot.settings.addresses import is_loopback

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[?[0-9a-fA-F:]+\]?"
_ADDRESS = r"[^\s@<>,;]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
TLS_FROM_THE_START = 465
"""The port of servers that speak TLS at once; on every other one it begins with STARTTLS."""


class MailSettings(BaseSettings):
    """One mail server; without ``smtp_host`` nothing is sent by e-mail."""

    smtp_host: str = ""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_from: str = ""
    smtp_tls: Literal["on", "off"] = "on"

    @field_validator("smtp_host")
    @classmethod
    def _check_host(cls, value: str) -> str:
        if value.strip() and not re.fullmatch(_HOST, value.strip(), re.ASCII):
            raise ValueError(words.NO_HOST)
        return value.strip()

    @field_validator("smtp_from")
    @classmethod
    def _check_from(cls, value: str) -> str:
        if value.strip() and not re.fullmatch(_ADDRESS, parseaddr(value)[1], re.ASCII):
            raise ValueError(words.NO_SENDER)
        return value.strip()

    @model_validator(mode="after")
    def _check_mail(self) -> MailSettings:
        if problem := _problem(self):
            raise ValueError(problem)
        return self


def _problem(given: MailSettings) -> str:
    """What is missing, or cannot work; empty where all is well."""
    others = given.smtp_user or given.smtp_password or given.smtp_from
    if not given.smtp_host:
        return words.MAIL_HOST if others else ""
    if not given.smtp_from:
        return words.MAIL_FROM
    if bool(given.smtp_user) != bool(given.smtp_password):
        return words.MAIL_PAIR
    if given.smtp_tls == "off" and not is_loopback(given.smtp_host):
        return words.MAIL_TLS
    return ""
