"""Is it on record when a bot last ran, for the one that runs next?"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from storage.port import Store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_last_beat_is_told_to_the_next_one(open_store: Callable[..., Store]) -> None:
    assert open_store().beat(NOON) is None
    assert open_store().beat(NOON + timedelta(minutes=5)) == NOON
    assert open_store().beat(NOON + timedelta(days=3)) == NOON + timedelta(minutes=5)
    assert open_store("windham").beat(NOON) is None
