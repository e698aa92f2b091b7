"""Sentences for an operator who asks whether Slack is connected."""

from __future__ import annotations

AGAIN = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})


def refused(word: str) -> str:
    """Slack does not take our token; ``word`` is its own."""
    if word in AGAIN:
        return f"Slack is having trouble ({word}). I keep trying."
    return f"Slack refuses the token ({word}). Install the app again, and set SLACK_BOT_TOKEN to the token it shows."


def unreachable(word: str) -> str:
    """Slack cannot be reached; ``word`` is the kind of trouble."""
    return f"Slack cannot be reached ({word}). Check that this machine can reach slack.com. I keep trying."
