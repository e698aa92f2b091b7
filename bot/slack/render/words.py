"""Words that Slack alone shows around a reply."""

from __future__ import annotations

from collections.abc import Iterable

REST = "Only the beginning fits into the field above. The rest of what was typed:"
CHOICES_IN_FULL = "The choices below in full:"


def buttons(labels: Iterable[str]) -> str:
    """Which buttons a message has, for those who hear it read out."""
    return f"Buttons: {'; '.join(labels)}"


def group(first: int, last: int) -> str:
    """A heading in a long list of choices."""
    return f"{first} to {last}"
