"""Serves ``/healthz``, ``/readyz`` and ``/metrics`` to operators."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from aiohttp import hdrs, web

from bot.runtime import words as runtime_words
from bot.runtime.heartbeat import DEFAULT_INTERVAL, Heartbeat
from bot.runtime.metrics import Metrics
from bot.web.entry import OWN_DISTRICT
from handlers.dialogue.desk import Desk
from handlers.dialogue.outcome import sentence
from handlers.reminders.undelivered import failing_reminders, unsent_reminders

T = TypeVar("T")
ANSWERS_WITHIN = 1.5
"""Seconds after which a check reports that something does not answer."""
MISSED_BEATS = 3
"""Heartbeats that may be missed before the bot is not ready."""
BACKUP_IS_OLD = timedelta(days=2)
"""From this age on, a backup is reported as old; with a backup every night none gets there."""
STUCK = timedelta(minutes=10)
"""A reminder that keeps failing for this long makes the bot not ready."""


@dataclass(slots=True)
class Reports:
    """Makes one report at a time, shared by all who ask meanwhile, so that a database that hangs costs one thread."""

    _running: asyncio.Future[Any] | None = None

    async def shared(self, report: Callable[[], T]) -> T:
        """The report that is being made now, or else a new one."""
        if self._running is None or self._running.done():
            self._running = asyncio.ensure_future(asyncio.to_thread(report))
            self._running.add_done_callback(lambda made: made.cancelled() or made.exception())
        report_made: T = await asyncio.shield(self._running)
        return report_made


@dataclass(frozen=True, slots=True)
class Health:
    """What is checked: the heartbeat, the counters and the chats, and how much faster than real time a drill runs."""

    heartbeat: Heartbeat
    metrics: Metrics
    speed: float = 1.0
    surfaces: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    """For each chat what is wrong with its connection; empty where all is well."""
    models: Callable[[], str] = lambda: "inside"
    """Where the models run now: in a ``process``, ``inside`` the bot's own, or still ``starting``."""
    backup: Callable[[], tuple[datetime | None, bool]] = lambda: (None, False)
    """When the last backup of the bot's own district was made, and whether one failed since then."""
    reports: Reports = field(default_factory=Reports)
    counts: Reports = field(default_factory=Reports)


HEALTH: web.AppKey[Health] = web.AppKey("health")


async def healthz(request: web.Request) -> web.Response:  # noqa: ARG001 - aiohttp's shape
    """The process is alive."""
    return web.json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """Ready, else 503: law in force, readable records, a beating heartbeat, reminders that go out, connected chats.

    ``reasons`` has a sentence for each thing that is wrong.
    """
    own, health = request.app[OWN_DISTRICT], request.app[HEALTH]
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            body = await health.reports.shared(lambda: _report(own.desk(), health))
    except TimeoutError:
        body = {
            "status": "not ready",
            "reasons": [runtime_words.NO_ANSWER],
            "store": {"status": runtime_words.NO_ANSWER},
        }
    except Exception as trouble:  # noqa: BLE001 - any failure means not ready
        says = runtime_words.no_records(why=sentence(trouble))
        body = {"status": "not ready", "reasons": [says], "store": {"status": says}}
    return web.json_response(body, status=503 if body["reasons"] else 200)


def _report(desk: Desk, health: Health) -> dict[str, Any]:
    law, reasons = desk.law.on(desk.today), list[str]()
    if not (law.in_force and law.topics):
        reasons.append(runtime_words.NO_LAW)
    body = {
        "knowledge": {"passages": len(law.passages), "topics": len(law.topics), "as_of": desk.today.isoformat()},
        "models": health.models(),
        **_records(desk, health, reasons),
        **_clock(desk, health, reasons),
        **_backup(*health.backup()),
        **_surfaces(health, reasons),
    }
    return {"status": "not ready" if reasons else "ok", "reasons": reasons, **body}


def _records(desk: Desk, health: Health, reasons: list[str]) -> dict[str, Any]:
    """The records, and the reminders that keep failing in any district."""
    if desk.records is None:
        return {}
    try:
        number = desk.records.head().number
        failing = ((one, due) for one in health.heartbeat.desks() for due in failing_reminders(one, _stuck(health)))
        # What fell due while the bot was away is late at the first try; from the second on it keeps failing.
        late = [one.now - due.due_at for one, due in failing if due.attempts > 1]
    except Exception as trouble:  # noqa: BLE001 - any failure means not ready
        says = sentence(trouble)
        reasons.append(runtime_words.no_records(why=says))
        return {"store": {"status": says or runtime_words.SEE_LOG}}
    if late:
        reasons.append(runtime_words.stuck(len(late), max(late)))
    return {"store": {"status": "ok", "events": number}, "reminders": {"stuck": len(late)}}


def _backup(made: datetime | None, failed: bool) -> dict[str, Any]:
    """The last backup; ``warning`` says what is wrong with it. A bad backup does not make the bot not ready."""
    age = datetime.now(UTC) - made if made else timedelta()
    old = runtime_words.old_backup(days=age.days) if age > BACKUP_IS_OLD else ""
    warning = runtime_words.BACKUP_DID_NOT_WORK if failed else old
    return {"backup": {"last": made.isoformat() if made else None, "warning": warning}}


def _stuck(health: Health) -> timedelta:
    """Ten minutes of real time, in the time of a drill."""
    return STUCK * max(1.0, health.speed)


def _clock(desk: Desk, health: Health, reasons: list[str]) -> dict[str, Any]:
    """The last heartbeat; a drill has the same limit in real time."""
    beat = health.heartbeat.last_beat
    if beat is None:
        reasons.append(runtime_words.NO_BEAT)
    elif desk.now - beat > timedelta(seconds=MISSED_BEATS * DEFAULT_INTERVAL * health.speed):
        reasons.append(runtime_words.late_beat((desk.now - beat) / health.speed))
    return {"clock": {"last_beat": beat.isoformat() if beat else None}}


def _surfaces(health: Health, reasons: list[str]) -> dict[str, Any]:
    """The chats that are connected."""
    troubles = {name: trouble() for name, trouble in health.surfaces.items()}
    reasons += filter(None, troubles.values())
    return {"surfaces": {name: trouble or "ok" for name, trouble in troubles.items()}} if troubles else {}


async def metrics(request: web.Request) -> web.Response:
    """The metrics, for Prometheus on this machine."""
    health = request.app[HEALTH]
    due, age = math.nan, math.inf
    with suppress(TimeoutError):
        async with asyncio.timeout(ANSWERS_WITHIN):
            due, age = await health.counts.shared(
                lambda: (_due(health), _age(request.app[OWN_DISTRICT].desk(), health))
            )
    made, failed = health.backup()
    health.metrics.note_backup((datetime.now(UTC) - made).total_seconds() if made else math.nan, failed=failed)
    content, media_type = health.metrics.exposition(due, max(0.0, age), request.headers.get(hdrs.ACCEPT, ""))
    return web.Response(body=content, headers={hdrs.CONTENT_TYPE: media_type})


def _age(desk: Desk, health: Health) -> float:
    """Seconds since the last heartbeat."""
    beat = health.heartbeat.last_beat
    return (desk.now - beat).total_seconds() / health.speed if beat else math.inf


def _due(health: Health) -> float:
    """How many reminders are due in all districts; NaN while the records cannot be read."""
    try:
        return sum(len(unsent_reminders(desk)) for desk in health.heartbeat.desks())
    except Exception:  # noqa: BLE001 - what failed is counted and shown by /readyz
        return math.nan
