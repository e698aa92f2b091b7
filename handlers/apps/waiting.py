"""How long people wait for a decision on a product, counted from the requests of a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from statistics import median

from storage.kinds.app_request import AppRequest, AppState


@dataclass(frozen=True, slots=True)
class AppFigures:
    """What was asked for and decided in a time, what waits now, and the days until a decision: half of them fewer."""

    asked: int = 0
    approved: int = 0
    refused: int = 0
    waiting: int = 0
    days: int | None = None

    @property
    def decided(self) -> int:
        """How many."""
        return self.approved + self.refused


def app_figures(requests: Iterable[AppRequest], since: date, until: date, zone: tzinfo) -> AppFigures:
    """Of the days from ``since`` to ``until``, both counted."""
    every = [one for one in requests if one.status is not AppState.WITHDRAWN]
    asked = [one for one in every if since <= one.asked.astimezone(zone).date() <= until]
    decided = [(one, one.decided.astimezone(zone).date()) for one in every if one.decided]
    decided = [(one, on) for one, on in decided if since <= on <= until]
    waits = [(on - one.asked.astimezone(zone).date()).days for one, on in decided]
    return AppFigures(
        asked=len(asked),
        approved=sum(one.status is AppState.APPROVED for one, _ in decided),
        refused=sum(one.status is AppState.REFUSED for one, _ in decided),
        waiting=sum(one.status is AppState.OPEN for one in every),
        days=int(median(waits)) if waits else None,
    )
