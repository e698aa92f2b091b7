"""Addresses that settings name (of the page, a database, this machine), and the settings of the mail server."""

from __future__ import annotations

import re
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from bot.settings import words

ENTER = "/enter/"


def is_loopback(host: str) -> bool:
    """Whether a host is a loopback address or localhost."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def ip(text: str) -> str:
    """An IP address as it is usually written. Raises ValueError with a sentence."""
    try:
        return str(ip_address(text))
    except ValueError:
        raise ValueError(f"'{text[:40]}' is not an IP address; write for example 172.30.78.2") from None


def host_of(address: str) -> str:
    """The host of an address; empty where it has none."""
    return urlsplit(address).hostname or ""


def page_address(value: str) -> str:
    """The page's address, normalized as a browser sends it as an origin. Raises ValueError with a sentence."""
    match = re.fullmatch(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?/?", value, re.ASCII | re.IGNORECASE)
    if not match:
        raise ValueError("is not a web address; write for example https://dpa.example.org, with no path")
    scheme, host, port = match[1].lower(), match[2].lower(), int(match[3] or 0)
    if port > 65535:
        raise ValueError(f"has an invalid port {port}; the largest is 65535")
    if scheme == "http" and not is_loopback(host):
        raise ValueError(
            "needs https://, because sign-in links and cookies are sent over it; http:// is for this machine only"
        )
    default_port = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}{f':{port}' if port not in {0, default_port} else ''}"


def database_address(value: str) -> str:
    """The address of a PostgreSQL database. Raises ValueError with a sentence, which does not repeat the password."""
    try:
        parts = urlsplit(value)
        is_valid = parts.scheme == "postgresql" and "://" in value and len(parts.path) > 1
        _ = parts.port
    except ValueError:
        is_valid = False
    if not is_valid:
        raise ValueError("is not a database address; write postgresql://name:password@host/database")
    return value


def is_local_database(address: SecretStr) -> bool:
    """Whether a database is on this machine: at a loopback address or a socket."""
    parts = urlsplit(address.get_secret_value())
    query = parse_qs(parts.query)
    hosts = [parts.hostname or "", *query.get("host", []), *query.get("hostaddr", [])]
    return all(host.startswith("/") or is_loopback(host) for host in ",".join(hosts).split(",") if host)


def link_prefix(address: str, district: str) -> str | None:
    """The part of a sign-in link before its secret; None where the page has no address."""
    return f"{address}{ENTER}{district}" if address else None


_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[?[0-9a-fA-F:]+\]?"
_ADDRESS = r"[^\s@<>,;]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
TLS_FROM_THE_START = 465
"""The port on which TLS begins at once; on every other port it begins with STARTTLS."""


class MailSettings(BaseSettings):
    """The settings of the mail server; without ``smtp_host`` nothing is sent by e-mail."""

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
        if not self.smtp_host and (self.smtp_user or self.smtp_password or self.smtp_from):
            raise ValueError(words.MAIL_HOST)
        if self.smtp_host and not self.smtp_from:
            raise ValueError(words.MAIL_FROM)
        if bool(self.smtp_user) != bool(self.smtp_password):
            raise ValueError(words.MAIL_PAIR)
        if self.smtp_host and self.smtp_tls == "off" and not is_loopback(self.smtp_host):
            raise ValueError(words.MAIL_TLS)
        return self
