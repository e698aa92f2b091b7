"""What the turn before was about, so that a question can go on from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.understanding.asked.stance import AskedAs


@dataclass(frozen=True, slots=True)
class Before:
    """The matter of the turn before, without its words."""

    topic: str = ""
    about: str = ""
    """The entry that decided, or that would have."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What was told for it."""
    asked: AskedAs | None = None
    """What was asked of it."""
    unsure: bool = False
    """Whether it was asked back which topic was meant."""
    again: bool = False
    """Whether what was told then changed nothing, as far as was understood."""
    event: str = ""
    """The event from which days were counted last."""
    on: str = ""
    """Its day, as ``2026-10-20``."""
    near: tuple[str, ...] = ()
    """The topics that were named beside it."""


NOTHING_BEFORE = Before()
