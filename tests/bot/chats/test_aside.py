"""Is what is under way ended before the bot stops, and not waited for without end?"""

import asyncio

import pytest

from bot.chat.background import Background


async def test_what_is_under_way_is_ended_and_what_it_began_too() -> None:
    aside, done = Background(repr), list[str]()

    async def second() -> None:
        await asyncio.sleep(0)
        done.append("second")

    async def first() -> None:
        aside.begin(second())
        done.append("first")

    aside.begin(first())
    await aside.rest()
    assert done == ["first", "second"]


async def test_what_takes_too_long_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    aside = Background(repr)
    task = aside.begin(asyncio.Event().wait())
    await aside.rest(0.01)
    assert task.cancelled() and [record.getMessage() for record in caplog.records] == [
        "1 answers that were under way are given up"
    ]
