"""Sentences around a reminder in Slack."""

from __future__ import annotations

MAY_REPEAT = "You may have seen this before: I was stopped while sending it and cannot check here whether it arrived."


def not_installed(team: str) -> str:
    """Why a place cannot be reached."""
    return f"The app is not installed in the Slack workspace {team}." if team else "The app is not installed in Slack."
