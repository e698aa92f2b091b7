"""Do questions wait in their order, and are those who wait long told so?"""

import asyncio
import threading

import pytest

from bot.chat import words
from bot.chat.work import THREADS, AnswerQueue
from handlers.dialogue.command_spec import Sorry


async def nobody(_: int) -> None:
    pytest.fail("nobody waits here")


async def test_the_loop_goes_on_while_answers_are_worked_out() -> None:
    queue, go = AnswerQueue(), threading.Event()
    asked = [asyncio.create_task(queue.answer(go.wait, nobody)) for _ in range(2 * THREADS)]
    await asyncio.sleep(0)
    go.set()  # which nobody could do if the loop worked the answers out
    assert await asyncio.gather(*asked) == [True] * len(asked)


async def test_first_come_first_served() -> None:
    queue, go, order = AnswerQueue(), threading.Event(), list[int]()
    busy = [asyncio.create_task(queue.answer(go.wait, nobody)) for _ in range(THREADS)]
    await asyncio.sleep(0)
    lock = threading.Lock()

    def note(number: int) -> None:
        with lock:
            order.append(number)

    waiting = [asyncio.create_task(queue.answer(lambda number=number: note(number), nobody)) for number in range(50)]  # type: ignore[misc]
    await asyncio.sleep(0)
    go.set()
    await asyncio.gather(*busy, *waiting)
    assert sorted(order) == list(range(50)) and all(abs(place - number) < THREADS for place, number in enumerate(order))


async def test_who_waits_long_hears_their_place_once_and_then_gets_the_answer() -> None:
    queue, go, told = AnswerQueue(told_after=0.0), threading.Event(), list[int]()
    heard = asyncio.Event()

    async def tell(place: int) -> None:
        told.append(place)
        if len(told) == 2:
            heard.set()

    begun = threading.Semaphore(0)

    def busy() -> bool:
        begun.release()
        return go.wait()

    working = [asyncio.create_task(queue.answer(busy, tell)) for _ in range(THREADS)]
    for _ in range(THREADS):
        await asyncio.to_thread(begun.acquire)
    told.clear()  # of those who were told before their thread had begun
    waiting = [asyncio.create_task(queue.answer(lambda n=n: n, tell)) for n in ("first", "second")]  # type: ignore[misc]
    await heard.wait()
    assert told == [1, 2]
    go.set()
    assert await asyncio.gather(*waiting) == ["first", "second"]
    await asyncio.gather(*working)
    assert told == [1, 2]


async def test_a_full_queue_says_so() -> None:
    queue, go = AnswerQueue(most=1), threading.Event()
    working = [asyncio.create_task(queue.answer(go.wait, nobody)) for _ in range(THREADS + 1)]
    try:
        while len(working) > 1 and not any(task.done() for task in working):
            working.append(asyncio.create_task(queue.answer(go.wait, nobody)))
            await asyncio.sleep(0)
        refused = next(task for task in working if task.done())
        with pytest.raises(Sorry, match=words.TOO_MANY):
            await refused
    finally:
        go.set()
        await asyncio.gather(*working, return_exceptions=True)


async def test_what_is_given_up_is_not_worked_out() -> None:
    queue, go, ran = AnswerQueue(), threading.Event(), list[str]()
    working = [asyncio.create_task(queue.answer(go.wait, nobody)) for _ in range(THREADS)]
    given_up = asyncio.create_task(queue.answer(lambda: ran.append("given up"), nobody))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait({given_up})
    go.set()
    await asyncio.gather(*working)
    await queue.answer(lambda: ran.append("the next"), nobody)
    assert ran == ["the next"]


async def test_what_breaks_breaks_for_who_asked() -> None:
    with pytest.raises(ZeroDivisionError):
        await AnswerQueue().answer(lambda: 1 // 0, nobody)
