"""Does a question reach the privacy lead in Teams, and the answer the one who asked?"""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.teams.notify import LoopBridge, TeamsChannel
from handlers.reminders.remind import remind
from tests.bot.teams.bot_in_teams import Bot
from tests.bot.teams.small_teams.teams import words

ASKED = "who repairs the smartboards in room 12"


@pytest.fixture
async def channel(bot: Bot) -> AsyncIterator[TeamsChannel]:
    """How posts leave this bot."""
    crossing = LoopBridge()
    async for _ in crossing.hold(None):
        yield TeamsChannel(bot.app.speaker(), crossing)


async def test_the_lead_answers_and_the_asker_hears_it(bot: Bot, channel: TeamsChannel) -> None:
    await bot.says(f"setup lead: {bot.id('ana')}")
    await bot.says(ASKED, by="sam", where="sam")
    on = bot.last("sam")
    form = (await bot.presses("Send to the privacy lead", on, by="sam")).card
    assert "Ana Ruiz gets this question" in words(form)
    assert (await bot.sends(form, on, by="sam", name="with")).body == ""
    await asyncio.to_thread(remind, bot.desk(), {"teams": channel})
    question = bot.last("ana")
    assert "Sam Lee asks" in words(question) and ASKED in words(question)
    form = (await bot.presses("Answer", question)).card
    assert (await bot.sends(form, question, answer="The help desk does")).body == ""
    assert "Your answer goes to Sam Lee" in words(bot.last("ana"))
    await asyncio.to_thread(remind, bot.desk(), {"teams": channel})
    answer = words(bot.last("sam"))
    assert all(said in answer for said in ("Ana Ruiz answered", ASKED, "The help desk does"))
    assert not bot.desk().questions.all() and "smartboards" not in str(bot.store.dump())
