"""Is a chat's answer remembered, and does one that comes too late leave nothing behind?"""

import asyncio
import gc

import pytest

from bot.chat.caches import LookupCache


async def test_a_look_up_that_fails_after_its_time_is_not_reported_as_lost(caplog: pytest.LogCaptureFixture) -> None:
    cache, fails = LookupCache(0.01, (TimeoutError,), repr), asyncio.Event()

    async def ask() -> str:
        await fails.wait()
        raise ValueError

    assert await cache.look_up(("T1", "C1"), ask, "unsure") == "unsure"
    fails.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    cache.forget(("T1", "C1"))
    gc.collect()
    assert ["never retrieved" in record.getMessage() for record in caplog.records] == [False]
