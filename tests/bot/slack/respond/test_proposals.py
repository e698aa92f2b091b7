"""Does a proposal in Slack give way to what it became, wherever it stands, and is it saved once?"""

from typing import Any

import pytest

from tests.bot.slack.bot_in_slack import Bot, button, words
from tests.bot.slack.small_slack.slack import elements
from tests.handlers.records.proposing import BEFORE, SAYS, met

CHANGE = "Change in the form"


@pytest.fixture
async def school(bot: Bot) -> Bot:
    for line in BEFORE:
        await bot.command(line, channel="C1")
    met(bot.desk(), "slack:U2")
    return bot


async def said(bot: Bot, text: str) -> dict[str, Any]:
    await bot.after(await bot.slack.direct(text))
    return bot.slack.said("D1")[-1]


def green(on: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in elements(on) if one.get("style") == "primary"]


def labels(on: dict[str, Any]) -> list[str]:
    """Of the buttons below a message, without those of its rows."""
    below = [one for block in on["blocks"] if block["type"] == "actions" for one in block["elements"]]
    return [one["text"]["text"] for one in below if one["type"] == "button"]


def saved(bot: Bot) -> int:
    """How many proposals were saved."""
    return sum(event.request.startswith("proposal:") for event in bot.store.events())


async def test_every_proposal_becomes_its_result_and_a_second_press_names_it(
    school: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.receive.DOUBLE_CLICK", 0.0)
    for command, text in SAYS.items():
        card = await said(school, text)
        [first] = green(card)
        assert labels(card)[0] == first["text"]["text"] and len(set(labels(card))) == len(labels(card))
        before, stale = saved(school), dict(card)
        await school.after(await school.slack.press(first, card))
        after = next(one for one in school.slack.said("D1") if one["ts"] == card["ts"])
        assert saved(school) == before + 1, command
        assert "Nothing has been saved yet" not in words(after) and first["action_id"] not in words(after), command
        await school.after(await school.slack.press(first, stale))
        again = next(one for one in school.slack.said("D1") if one["ts"] == card["ts"])
        assert saved(school) == before + 1 and "Saved" in again["text"], command


async def test_the_form_that_changes_a_proposal_replaces_it_too(school: Bot) -> None:
    card = await said(school, SAYS["log-breach"])
    await school.press(CHANGE, card)
    assert "120" in words(school.modal)
    await school.send(school.modal, students="121")
    assert school.store.breaches()[-1].students == 121
    after = next(one for one in school.slack.said("D1") if one["ts"] == card["ts"])
    assert "B-2" in words(after) and CHANGE not in words(after)


async def test_what_only_one_person_sees_is_replaced_as_well(school: Bot) -> None:
    await school.after(await school.slack.mention(SAYS["log-breach"]))
    card = school.slack.whispers[-1]
    await school.press("Save as shown", card)
    answer = school.slack.replies[-1]
    assert answer["replace_original"] and "B-2" in words(answer)


async def test_what_was_saved_in_a_window_is_told_where_it_was_asked(school: Bot) -> None:
    await school.command(SAYS["log-breach"], channel="C1")
    await school.press("Save as shown", school.modal)
    assert "B-2" in words(school.modal) and "B-2" in words(school.slack.whispers[-1])
    with pytest.raises(StopIteration):
        button("Save as shown", school.modal)


async def test_a_modal_that_is_closed_leaves_a_yes_to_what_was_said(school: Bot) -> None:
    card = await said(school, SAYS["log-breach"])
    await school.press(CHANGE, card)
    await said(school, "yes")
    assert len(school.store.breaches()) == 2
