"""How long people wait for a decision on a product, counted from the requests of a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

from handlers.apps.finding.standing import Stand, approval_of, unfounded
from handlers.dialogue.desk import Desk
from storage.kinds.app_request import AppState


@dataclass(frozen=True, slots=True)
class AppFigures:
    """What was asked for and decided in a time, what waits now, and the days until a decision: half of them fewer."""

    asked: int = 0
    approved: int = 0
    for_child: int = 0
    """Of the approvals those for one child's plan only."""
    refused: int = 0
    waiting: int = 0
    lacking: int = 0
    """Approvals of today that rest on nothing the law asks for."""
    days: int | None = None
    decided: int = 0


def figures_of_apps(since: date, until: date, desk: Desk) -> AppFigures:
    """Of the days from ``since`` to ``until``, both counted. Raises StoreError."""
    zone = desk.zone
    every = [one for one in desk.store.apps() if one.status is not AppState.WITHDRAWN]
    asked = [one for one in every if since <= one.asked.astimezone(zone).date() <= until]
    decided = [(one, one.decided.astimezone(zone).date()) for one in every if one.decided]
    decided = [(one, on) for one, on in decided if since <= on <= until]
    stands = [approval_of(one, desk).stand for one, _ in decided if one.status is AppState.APPROVED]
    waits = [(on - one.asked.astimezone(zone).date()).days for one, on in decided]
    return AppFigures(
        asked=len(asked),
        approved=sum(stand in {Stand.APPROVED, Stand.ENDED} for stand in stands),
        for_child=stands.count(Stand.FOR_CHILD),
        refused=sum(one.status is AppState.REFUSED for one, _ in decided),
        waiting=sum(one.status is AppState.OPEN for one in every),
        lacking=len(unfounded(desk)),
        days=int(median(waits)) if waits else None,
        decided=len(decided),
    )
