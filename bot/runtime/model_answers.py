"""Names what the models' process sends to the bot."""

from __future__ import annotations

from enum import Enum


class ModelAnswer(Enum):
    """What a message of the process begins with."""

    READY = "ready"
    """The models are loaded; nothing follows."""
    FOUND = "found"
    """The result follows."""
    BROKEN = "broken"
    """The kind of the bug and its places follow."""
