"""Compares this machine's clock with Slack's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

CLOSE = timedelta(minutes=5)
"""Slack and this bot turn away what was signed at another time."""


def off_by(headers: Mapping[str, str]) -> timedelta:
    """How far this clock is ahead of Slack's, by the headers of its answer.

    Nothing where it is close, or where they do not say.
    """
    said = next((value for name, value in headers.items() if name.lower() == "date"), "")
    try:
        ahead = datetime.now(UTC) - parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return timedelta()
    return ahead if abs(ahead) > CLOSE else timedelta()
