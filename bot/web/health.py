"""Is the bot alive, is it ready, and what has it counted?"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import hdrs, web

from bot.runtime import words as wording
from bot.runtime.heartbeat import BEAT, Clock
from bot.runtime.metrics import Metrics
from bot.web.visitor import OFFICE
from handlers.dialogue.desk import Desk
from handlers.reminders.unsent import failing_reminders, unsent_reminders

BEATS = 3
"""So many may be missed."""
STUCK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched: the clock, the counters, and how much faster than real time runs in a drill."""

    heart: Clock
    metrics: Metrics
    speed: float = 1.0
    surfaces: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    """For each chat why nobody is heard there just now; empty where all is well."""


WATCH: web.AppKey[Watch] = web.AppKey("watch")


async def healthz(request: web.Request) -> web.Response:  # noqa: ARG001 - aiohttp's shape
    """Alive."""
    return web.json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """Ready: law in force today, records that can be read, a clock that beats, reminders that go out, chats; else 503.

    ``reasons`` has a sentence for each thing that is wrong.
    """
    body = await asyncio.to_thread(_looked, request.app[OFFICE].desk(), request.app[WATCH])
    return web.json_response(body, status=503 if body["reasons"] else 200)


def _looked(desk: Desk, watch: Watch) -> dict[str, Any]:
    law, reasons = desk.law.on(desk.today), list[str]()
    if not (law.in_force and law.topics):
        reasons.append(wording.NO_LAW)
    body = {
        "knowledge": {"passages": len(law.passages), "topics": len(law.topics), "as_of": desk.today.isoformat()},
        **_records(desk, watch, reasons),
        **_clock(desk, watch, reasons),
        **_surfaces(watch, reasons),
    }
    return {"status": "not ready" if reasons else "ok", "reasons": reasons, **body}


def _records(desk: Desk, watch: Watch, reasons: list[str]) -> dict[str, Any]:
    """The records, and the reminders that keep failing in any district."""
    if desk.records is None:
        return {}
    try:
        number = desk.records.head().number
        failing = ((one, due) for one in watch.heart.desks() for due in failing_reminders(one, _stuck(watch)))
        # What fell due while the bot was away is late at the first try; from the second on it keeps failing.
        late = [one.now - due.due_at for one, due in failing if due.attempts > 1]
    except Exception as trouble:  # noqa: BLE001 - whatever it is, we are not ready
        reasons.append(wording.no_records(str(trouble)))
        return {"store": {"status": str(trouble)}}
    if late:
        reasons.append(wording.stuck(len(late), max(late)))
    return {"store": {"status": "ok", "events": number}, "reminders": {"stuck": len(late)}}


def _stuck(watch: Watch) -> timedelta:
    """Ten minutes; in a drill ten minutes of real time."""
    return STUCK * max(1.0, watch.speed)


def _clock(desk: Desk, watch: Watch, reasons: list[str]) -> dict[str, Any]:
    """The heartbeat; a drill's quicker beats are held to the same real time."""
    beat = watch.heart.last_beat
    if beat is None:
        reasons.append(wording.NO_BEAT)
    elif desk.now - beat > timedelta(seconds=BEATS * BEAT * watch.speed):
        reasons.append(wording.late_beat((desk.now - beat) / watch.speed))
    return {"clock": {"last_beat": beat.isoformat() if beat else None}}


def _surfaces(watch: Watch, reasons: list[str]) -> dict[str, Any]:
    """The chats that are connected."""
    troubles = {name: trouble() for name, trouble in watch.surfaces.items()}
    reasons += filter(None, troubles.values())
    return {"surfaces": {name: trouble or "ok" for name, trouble in troubles.items()}} if troubles else {}


async def metrics(request: web.Request) -> web.Response:
    """What was counted, for Prometheus on this machine."""
    watch = request.app[WATCH]
    due, beat = await asyncio.to_thread(_due, watch), watch.heart.last_beat
    age = (request.app[OFFICE].desk().now - beat).total_seconds() / watch.speed if beat else math.inf
    content, media_type = watch.metrics.page(due, max(0.0, age), request.headers.get(hdrs.ACCEPT, ""))
    return web.Response(body=content, headers={hdrs.CONTENT_TYPE: media_type})


def _due(watch: Watch) -> float:
    """The reminders that are due in all districts; not a number while the records cannot be read."""
    try:
        return sum(len(unsent_reminders(desk)) for desk in watch.heart.desks())
    except Exception:  # noqa: BLE001 - what failed is counted and shown by /readyz
        return math.nan
