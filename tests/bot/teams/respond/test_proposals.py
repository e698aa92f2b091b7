"""Does a proposal in Teams give way to what it became, and is it saved once?"""

import asyncio
import copy

import pytest

from tests.bot.teams.bot_in_teams import Bot
from tests.bot.teams.small_teams.teams import Json, button, buttons, words
from tests.bot.teams.small_teams.teams import card as card_of
from tests.handlers.records.proposing import BEFORE, SAYS, met

CHANGE, SAVE = "Change in the form", "Save as shown"


@pytest.fixture
async def school(bot: Bot) -> Bot:
    for line in BEFORE:
        await bot.says(line)
    met(bot.desk(), bot.id("sam"))
    return bot


def here(bot: Bot, card: Json) -> Json:
    return next(one for one in bot.teams.said("ana") if one["id"] == card["id"])


def labels(message: Json) -> list[str]:
    """Of the buttons below a message, without those of its rows."""
    sets = [one for one in card_of(message)["body"] if one["type"] == "ActionSet"]
    return [action["title"] for one in sets for action in one["actions"]]


def saved(bot: Bot) -> int:
    """How many proposals were saved."""
    return sum(event.request.startswith("proposal:") for event in bot.store.events())


async def test_every_proposal_becomes_its_result_and_a_second_press_names_it(
    school: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.received.DOUBLE_CLICK", 0.0)
    for command, text in SAYS.items():
        await school.says(text)
        card = school.last()
        [first] = [one for one in buttons(card) if one.get("style") == "positive"]
        titles = labels(card)
        assert titles[0] == first["title"] and len(set(titles)) == len(titles), command
        before, stale = saved(school), copy.deepcopy(card)
        await school.after(await school.teams.presses(first, card))
        after = here(school, card)
        assert saved(school) == before + 1, command
        assert "Nothing has been saved yet" not in words(after), command
        assert first["data"] not in [one.get("data") for one in buttons(after)], command
        await school.after(await school.teams.presses(first, stale))
        assert saved(school) == before + 1 and "Saved" in words(here(school, card)), command


async def test_two_presses_at_one_instant_save_it_once(school: Bot) -> None:
    await school.says(SAYS["log-breach"])
    card = school.last()
    press, twin = button(SAVE, card), copy.deepcopy(card)
    await asyncio.gather(school.teams.presses(press, card), school.teams.presses(press, twin))
    await school.app.rest()
    assert len(school.store.breaches()) == 2


async def test_the_dialog_that_changes_a_proposal_replaces_it_too(school: Bot) -> None:
    await school.says(SAYS["log-breach"])
    card = school.last()
    opened = await school.presses(CHANGE, card)
    assert opened.card
    await school.sends(opened.card, card, students="121")
    assert school.store.breaches()[-1].students == 121
    assert "B-2" in words(here(school, card)) and CHANGE not in words(here(school, card))
    assert school.last()["id"] == card["id"], "nothing else is posted"


async def test_a_button_from_before_still_opens_its_dialog_and_saves(school: Bot) -> None:
    old = {
        "type": "Action.Submit",
        "title": SAVE,
        "data": {"say": "log-breach vendor: Popplet; discovered: 2026-10-05"},
    }
    old["data"]["msteams"] = {"type": "task/fetch"}  # type: ignore[index]
    got = await school.after(await school.teams.presses(old, school.last()))
    assert got.card and "B-2" in words(got.card)


async def test_a_dialog_that_is_closed_leaves_a_yes_to_what_was_said(school: Bot) -> None:
    await school.says(SAYS["log-breach"])
    await school.presses(CHANGE, school.last())
    await school.says("yes")
    assert len(school.store.breaches()) == 2
