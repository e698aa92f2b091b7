"""Is Slack asked once more where it broke, and does an apology tell what is saved?"""

import pytest

from bot.chat.words import CHECK
from tests.bot.chat.shared import ASK
from tests.bot.slack.bot_in_slack import Bot, words

LOG = "log-contract vendor: Kahoot; executed: 2026-10-06"


def told(bot: Bot) -> list[str]:
    return [words(one) for one in bot.slack.said("D1") if one.get("user") != "U1"]


@pytest.mark.parametrize("text", [ASK, LOG])
async def test_one_failure_is_not_seen(bot: Bot, text: str) -> None:
    bot.slack.break_down("chat.postMessage")
    await bot.after(await bot.slack.direct(text))
    [answer] = told(bot)
    assert "went wrong" not in answer and ("10-234cc(b)(3)" in answer or "C-1" in answer)


async def test_an_apology_tells_what_is_saved(bot: Bot) -> None:
    bot.slack.break_down("chat.postMessage", 2)
    await bot.after(await bot.slack.direct(LOG))
    [sorry] = told(bot)
    assert bot.store.contract("C-1") and "Saved as C-1; my answer could not be posted." in sorry and CHECK not in sorry


async def test_an_apology_for_a_question_speaks_of_nothing_to_be_saved(bot: Bot) -> None:
    bot.slack.break_down("chat.postMessage", 2)
    await bot.after(await bot.slack.direct(ASK))
    [sorry] = told(bot)
    assert "went wrong" in sorry and "sav" not in sorry.replace("Save", "").lower()


async def test_what_perhaps_stands_there_is_not_said_twice(bot: Bot) -> None:
    bot.slack.drop("chat.postMessage")
    await bot.after(await bot.slack.direct(LOG))
    assert sum("Saved as C-1" in one and "my answer" not in one for one in told(bot)) == 1
    assert len(bot.store.contracts()) == 1
