"""Is Teams asked once more where it broke, and does an apology tell what is saved?"""

import pytest

from bot.chat.words import CHECK
from tests.bot.chat.shared import ASK
from tests.bot.teams.bot_in_teams import CITE, Bot
from tests.bot.teams.small_teams.teams import words

LOG = "log-contract vendor: Kahoot; executed: 2026-10-06"


@pytest.mark.parametrize("status", [500, 502, 503])
@pytest.mark.parametrize("text", [ASK, LOG])
async def test_one_failure_is_not_seen(bot: Bot, text: str, status: int) -> None:
    bot.teams.refuse("send", status)
    await bot.says(text)
    [answer] = [words(one) for one in bot.teams.said("ana")]
    assert "went wrong" not in answer and (CITE in answer or "C-1" in answer)


async def test_an_apology_tells_what_is_saved(bot: Bot) -> None:
    bot.teams.refuse("send", 500, times=2)
    await bot.says(LOG)
    [sorry] = [words(one) for one in bot.teams.said("ana")]
    assert bot.store.contract("C-1") and "Saved as C-1; my answer could not be posted." in sorry and CHECK not in sorry


async def test_an_apology_for_a_question_speaks_of_nothing_to_be_saved(bot: Bot) -> None:
    bot.teams.refuse("send", 500, times=2)
    await bot.says(ASK)
    [sorry] = [words(one) for one in bot.teams.said("ana")]
    assert "went wrong" in sorry and CHECK not in sorry and "saved" not in sorry
