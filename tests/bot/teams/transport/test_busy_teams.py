"""What does somebody in Teams read where Teams asks for silence, is slow, or drops the line?"""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.chat import words as chats
from bot.teams.client import Json, NotTaken
from bot.teams.transport import Backoff
from bot.teams.words import IN_OUR_CHAT, NO_CHAT
from tests.bot.chat.shared import ASK
from tests.bot.teams.bot_in_teams import CITE, Bot
from tests.bot.teams.small_teams.teams import words

ALARM = "Something went wrong"


@dataclass
class Sleeps:
    """Takes no time, and remembers how long it was to be."""

    bot: Bot
    slept: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
def sleeps(bot: Bot) -> Sleeps:
    found = bot.app.transport.delivery.backoff.sleep = Sleeps(bot)
    return found


def texts(bot: Bot, where: str = "ana") -> list[str]:
    return [words(message) for message in bot.teams.said(where)]


@pytest.mark.parametrize("where", ["ana", "staff"])
async def test_an_answer_waits_out_a_long_silence_and_is_said_once(bot: Bot, sleeps: Sleeps, where: str) -> None:
    bot.teams.slow_down("send", 60)
    await bot.says(ASK, where=where)
    [answer] = texts(bot, where)
    assert CITE in answer and len(sleeps.slept) == 1 and 59 < sleeps.slept[0] < 75
    await bot.says(ASK, where=where)
    assert len(sleeps.slept) == 1 and len(texts(bot, where)) == 2


async def test_what_goes_to_their_own_chat_waits_too(bot: Bot, sleeps: Sleeps) -> None:
    bot.teams.takes_whispers = False
    bot.teams.slow_down("send", 5)
    await bot.says("deadlines", where="g1")
    assert len(texts(bot)) == 1 and IN_OUR_CHAT in texts(bot, "g1")[0] and len(sleeps.slept) == 1


async def test_where_it_finally_fails_it_is_teams_that_was_busy(
    bot: Bot, sleeps: Sleeps, caplog: pytest.LogCaptureFixture
) -> None:
    bot.teams.slow_down("send", 120, times=3)
    await bot.says(ASK)
    [sorry] = texts(bot)
    assert chats.busy("Teams", "") in sorry and ALARM not in sorry and len(sleeps.slept) == 3
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_into_a_silence_that_is_too_long_nothing_is_said(
    bot: Bot, sleeps: Sleeps, caplog: pytest.LogCaptureFixture
) -> None:
    bot.teams.slow_down("send", 3600)
    await bot.says(ASK)
    assert not texts(bot) and not sleeps.slept and "TooManyRequests" in caplog.text
    assert len([call for call in bot.teams.calls if call.what == "send"]) == 1


async def test_few_wait_at_a_time() -> None:
    held, refused = asyncio.Event(), list[str]()

    async def sleep(_: float) -> None:
        await held.wait()

    backoff = Backoff(most=2, sleep=sleep)

    async def busy(payload: Json) -> str:
        if held.is_set():
            return "1"
        raise NotTaken(429, "TooManyRequests", 30.0)

    async def one(where: str) -> None:
        try:
            await backoff.say({}, busy, where)
        except NotTaken as problem:
            refused.append(problem.code)

    waiting = [asyncio.create_task(one(str(where))) for where in range(5)]
    await asyncio.wait(waiting, timeout=0.01)
    assert refused == ["TooManyRequests"] * 3
    held.set()
    await asyncio.gather(*waiting)


@pytest.mark.parametrize("where", ["ana", "staff"])
async def test_an_answer_that_perhaps_arrived_is_no_alarm(
    bot: Bot, caplog: pytest.LogCaptureFixture, where: str
) -> None:
    bot.teams.drop("send")
    await bot.says(ASK, where=where)
    answer, mild = texts(bot, where)
    assert CITE in answer and chats.perhaps("Teams", "") in mild and ALARM not in mild
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_a_whisper_that_perhaps_arrived_is_not_said_again_elsewhere(bot: Bot) -> None:
    bot.teams.drop("whisper")
    await bot.says("deadlines", where="g1")
    assert len(bot.teams.whispers) == 2 and chats.perhaps("Teams", "") in words(bot.teams.whispers[-1])
    assert not texts(bot) and not texts(bot, "g1")


async def test_where_their_chat_could_not_be_asked_for_nothing_perhaps_arrived(bot: Bot) -> None:
    bot.teams.takes_whispers = False
    bot.teams.drop("create", 2)  # as anyone who speaks is to be kept, and as they are to be answered
    await bot.says("deadlines", where="g1")
    [sorry] = texts(bot)
    assert ALARM in sorry and chats.perhaps("Teams", "") not in sorry


@pytest.mark.parametrize(
    ("what", "says"), [("busy", chats.busy("Teams", "")), ("lost", chats.perhaps("Teams", "")), ("gone", NO_CHAT)]
)
async def test_that_there_is_no_chat_is_said_only_where_there_is_none(
    bot: Bot, sleeps: Sleeps, what: str, says: str
) -> None:
    await bot.says("help")
    bot.teams.takes_whispers = False
    if what == "busy":
        bot.teams.slow_down("send", 200, times=2)
    elif what == "lost":
        bot.teams.drop("send")
    else:
        bot.teams.refuse("send", 403, "MessageWritesBlocked")
    await bot.says("deadlines", where="g1")
    assert any(says in text for text in (*texts(bot), *texts(bot, "g1")))
    assert any(NO_CHAT in text for text in texts(bot, "g1")) is (what == "gone")


async def test_the_bot_is_seen_to_type_in_a_chat_where_an_answer_takes_long(bot: Bot) -> None:
    await bot.says(ASK)
    assert not bot.teams.typing, "a quick answer needs no sign"
    bot.app.pipeline.sign_after = 0
    await bot.says(ASK)
    assert bot.teams.typing == [bot.teams.rooms["ana"].id]
    assert CITE in words(bot.last())
    await bot.says(ASK, where="staff")
    assert len(bot.teams.typing) == 1, "a channel shows none"
    bot.teams.refuse("send", 403, "BotNotInConversationRoster")
    await bot.says(f"{ASK} Or rent it?")
    assert CITE in words(bot.last()), "the answer comes without it"
