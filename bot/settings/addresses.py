"""The addresses that settings name: of the page, of a database, of this machine."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from pydantic import SecretStr

ENTER = "/enter/"


def is_loopback(host: str) -> bool:
    """Whether a host can be reached from this machine only."""
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
    """The page's address in a browser's form. Raises ValueError with a sentence."""
    found = re.fullmatch(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?/?", value, re.ASCII | re.IGNORECASE)
    if not found:
        raise ValueError("is not a web address; write for example https://dpa.example.org, with no path")
    scheme, host, port = found[1].lower(), found[2].lower(), int(found[3] or 0)
    if port > 65535:
        raise ValueError(f"has an invalid port {port}; the largest is 65535")
    if scheme == "http" and not is_loopback(host):
        raise ValueError(
            "needs https://, because sign-in links and cookies are sent over it; http:// is for this machine only"
        )
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}{f':{port}' if port not in {0, usual} else ''}"


def database_address(value: str) -> str:
    """The address of a PostgreSQL database. Raises ValueError with a sentence, which does not repeat the password."""
    try:
        parts = urlsplit(value)
        whole = parts.scheme == "postgresql" and "://" in value and len(parts.path) > 1
        _ = parts.port
    except ValueError:
        whole = False
    if not whole:
        raise ValueError("is not a database address; write postgresql://name:password@host/database")
    return value


def is_local_database(address: SecretStr) -> bool:
    """Whether a database is on this machine: at a loopback address or a socket."""
    parts = urlsplit(address.get_secret_value())
    query = parse_qs(parts.query)
    hosts = [parts.hostname or "", *query.get("host", []), *query.get("hostaddr", [])]
    return all(host.startswith("/") or is_loopback(host) for host in ",".join(hosts).split(",") if host)


def link_prefix(address: str, district: str) -> str | None:
    """What a link to the page begins with, before its secret. None where the page has no address."""
    return f"{address}{ENTER}{district}" if address else None
