"""Counters of messages, reminders and failures for Prometheus."""

from functools import wraps
from typing import Any, TypeVar, cast

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import choose_encoder

from bot.runtime import words

S = TypeVar("S")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10)
"""Buckets of the time a reply takes; Slack waits three seconds."""


class Metrics:
    """The counters of one bot, in a registry of its own."""

    def __init__(self) -> None:
        own = self._registry = CollectorRegistry()
        self._messages = Counter("dpa_messages", words.MESSAGES, ["surface", "outcome"], registry=own)
        self._seconds = Histogram(
            "dpa_message_seconds", words.MESSAGE_SECONDS, ["surface"], buckets=SECONDS, registry=own
        )
        self._reminders = Counter("dpa_reminders", words.REMINDERS, ["what"], registry=own)
        for what in ("claimed", "sent", "failed", "held"):
            self._reminders.labels(what)
        self._due = Gauge("dpa_reminders_due", words.REMINDERS_DUE, registry=own)
        self._age = Gauge("dpa_heartbeat_age_seconds", words.HEARTBEAT_AGE, registry=own)
        self._backup_age = Gauge("dpa_backup_age_seconds", words.BACKUP_AGE, registry=own)
        self._backup_failed = Gauge("dpa_backup_failed", words.BACKUP_FAILED, registry=own)
        self._store_errors = Counter("dpa_store_errors", words.STORE_ERRORS, registry=own)

    def count_message(self, surface: str, outcome: str, seconds: float) -> None:
        """Count a message that was answered."""
        self._messages.labels(surface, outcome).inc()
        self._seconds.labels(surface).observe(seconds)

    def count_reminders(self, what: str, number: int) -> None:
        """Count reminders that were claimed, sent, failed or held."""
        self._reminders.labels(what).inc(number)

    def count_errors(self, store: S, error: type[Exception]) -> S:
        """The same store; each call that raises ``error`` is counted."""
        return cast("S", _CountingStore(store, error, self._store_errors))

    def note_backup(self, age: float, *, failed: bool) -> None:
        """Note the age of the last backup, in seconds, and whether one failed since then."""
        self._backup_age.set(age)
        self._backup_failed.set(failed)

    def exposition(self, due: float, age: float, accept: str = "") -> tuple[bytes, str]:
        """What Prometheus reads, and its media type; ``age`` is that of the last beat, in seconds."""
        self._due.set(due)
        self._age.set(age)
        encode, media_type = choose_encoder(accept)
        return encode(self._registry), media_type


class _CountingStore:
    """A store of any kind whose failed calls are counted."""

    def __init__(self, store: object, error: type[Exception], errors: Counter) -> None:
        self._store, self._error, self._errors = store, error, errors

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        return self._counted(found) if callable(found) else found

    def _counted(self, verb: Any) -> Any:
        @wraps(verb)
        def call(*args: Any, **words: Any) -> Any:
            try:
                return verb(*args, **words)
            except self._error:
                self._errors.inc()
                raise

        return call
