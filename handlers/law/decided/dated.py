"""Takes the dates that were counted for facts that were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.law.dates.timing import Reckoned
from handlers.law.decided.heard import Heard


def with_dates(told: Heard, reckoned: Sequence[Reckoned]) -> Heard:
    """With what the counted dates tell: whether something was in time."""
    counted = {
        f"{one.duty.id}.in-time": "yes" if one.in_time else "no"
        for one in reckoned
        if one.in_time is not None and not one.between
    }
    return replace(told, facts={**told.facts, **counted}) if told.read else told
