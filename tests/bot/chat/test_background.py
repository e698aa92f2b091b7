"""Is work in the background ended before the bot stops, and not waited for without end?"""

import asyncio

import pytest

from bot.chat.work import Background


async def test_background_work_is_ended_and_what_it_began_too() -> None:
    background, done = Background(repr), list[str]()

    async def second() -> None:
        await asyncio.sleep(0)
        done.append("second")

    async def first() -> None:
        background.begin(second())
        done.append("first")

    background.begin(first())
    await background.rest()
    assert done == ["first", "second"]


async def test_what_takes_too_long_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    background = Background(repr)
    task = background.begin(asyncio.Event().wait())
    await background.rest(0.01)
    assert task.cancelled() and [record.getMessage() for record in caplog.records] == [
        "1 answers in flight were given up"
    ]
