"""The address of the page, as browsers write it, and what the links to it begin with."""

from __future__ import annotations

import re
from ipaddress import ip_address

ENTER = "/enter/"


def is_loopback(host: str) -> bool:
    """Whether a host can be reached from this machine only."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


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


def link_prefix(address: str, district: str) -> str | None:
    """What a link to the page begins with, before its secret. None where the page has no address."""
    return f"{address}{ENTER}{district}" if address else None
