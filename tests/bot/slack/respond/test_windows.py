"""Is a form filled in a window in Slack, with nothing lost that was typed?"""

import asyncio
from typing import Any

import pytest

from handlers.dialogue.desk import Desk
from storage.port import StoreError
from tests.bot.chat.shared import PDF, WRONG
from tests.bot.slack.bot_in_slack import Bot, filled, logged, words


async def test_a_contract_is_logged_in_a_window(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    assert bot.modal["callback_id"] == "say" and not bot.slack.replies
    got = await bot.send(bot.modal, executed="2026-10-06")
    assert set(got.json["errors"]) == {"f.vendor"} and got.json["response_action"] == "errors"
    assert bot.store.contracts() == []
    got = await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06", categories="student_records")
    assert got.json == {"response_action": "clear"}
    contract = bot.store.contract("C-1")
    assert contract.vendor == "Kahoot" and contract.categories == ("student_records",) and contract.owner == "slack:U1"
    assert "Kahoot" in words(bot.slack.whispers[-1]) and bot.slack.whispers[-1]["channel"] == "C1"


async def test_what_is_doubted_comes_back_with_what_was_typed(bot: Bot) -> None:
    await bot.command("log-contract", channel="D1")
    got = await bot.send(bot.modal, vendor="Kahoot", executed="2026-11-30")
    assert got.json["response_action"] == "update" and '"initial_value": "Kahoot"' in words(got.json)
    got = await bot.send(bot.modal, sure="future")
    assert got.json == {"response_action": "clear"} and bot.store.contract("C-1").vendor == "Kahoot"


async def test_a_form_sent_twice_is_saved_and_told_once(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    values = filled(bot.modal, vendor="Kahoot", executed="2026-10-06")
    both = await asyncio.gather(*(bot.slack.submit(bot.modal, values) for _ in range(2)))
    await bot.rest()
    assert [got.json for got in both] == [{"response_action": "clear"}] * 2
    assert len(bot.store.contracts()) == 1 and len(bot.slack.whispers) == 1


async def test_what_was_mended_in_a_window_that_stayed_open_is_asked_about_and_not_lost(bot: Bot) -> None:
    """Slack did not hear that the form was taken: it shows it still, under the same hash."""
    await bot.command("log-contract", channel="C1")
    view = dict(await bot.sections(bot.modal))
    await bot.send(view, vendor="Kahoot", executed="2026-10-06")
    got = await bot.send(view, vendor="Kahoot", executed="2026-10-06", purpose="quizzes")
    assert got.json["response_action"] == "update" and "C-1" in words(got.json)
    assert "saved before" not in words(bot.slack.whispers[-1]) and '"initial_value": "quizzes"' in words(got.json)
    file = bot.slack.file("kahoot.pdf", PDF)
    state = {"f.file": {"file_input": {"type": "file_input", "files": [{"id": file["id"]}]}}}
    got = await bot.send(view, state, vendor="Kahoot", executed="2026-10-06")
    assert got.json["response_action"] == "update" and len(bot.store.contracts()) == 1


async def test_a_form_that_takes_longer_waits_in_its_window(bot: Bot, empty_desk: Desk) -> None:
    await bot.command("log-contract", channel="C1")
    at_once(bot)
    view = bot.modal
    got = await bot.send(view, vendor="Kahoot", executed="not yet")
    assert got.json["response_action"] == "update" and "One moment" in words(got.json)
    assert '"initial_value": "Kahoot"' in words(bot.slack.views[view["id"]]), "what was typed is there again"
    got = await bot.send(bot.slack.views[view["id"]], executed="2026-10-06")
    assert bot.store.contract("C-1") and "Kahoot" in words(bot.slack.views[view["id"]])
    assert "Kahoot" in words(bot.slack.whispers[-1])


def at_once(bot: Bot) -> None:
    """From now on no form is ready within its time."""
    listener = next(one for one in bot.app._async_listeners if one.ack_function.__name__ == "send")
    forms = listener.ack_function.__self__.forms
    forms.in_time, forms.settles = 0, 0.1


@pytest.mark.parametrize("slow", [False, True])
async def test_nothing_typed_is_lost_where_the_records_cannot_be_written(
    bot: Bot, slow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.command("log-contract", channel="C1")
    if slow:
        at_once(bot)

    def full(*_: object) -> Any:
        raise StoreError("The disk is full; nothing was saved.")

    monkeypatch.setattr(type(bot.store), "change", full)
    view = bot.modal
    got = await bot.send(view, vendor="Kahoot", executed="2026-10-06")
    if slow:
        shown = words(bot.slack.views[view["id"]])
        assert "disk is full" in shown and '"initial_value": "Kahoot"' in shown
    else:
        assert got.json["response_action"] == "update"
        assert "disk is full" in words(got.json) and '"initial_value": "Kahoot"' in words(got.json)


async def test_a_form_whose_leave_has_ended_comes_as_a_button(bot: Bot) -> None:
    bot.slack.trigger_life = -1
    await bot.command("done", channel="C1")  # no form
    await logged(bot)
    await bot.command("correct C-1", channel="C1")
    shown = bot.slack.whispers[-1]
    assert not bot.slack.views
    bot.slack.trigger_life = 3
    await bot.press("Correct C-1", shown)
    assert '"initial_value": "Kahoot"' in words(bot.modal)


@pytest.mark.parametrize("long", [False, True])
async def test_a_message_says_where_what_was_typed_is(bot: Bot, long: bool) -> None:
    bot.slack.trigger_life = -1
    notes = "; notes: " + "all of it " * 250 if long else ""
    await bot.command(f"log-contract vendor: Kahoot{notes}", channel="C1")
    shown = bot.slack.whispers[-1]
    assert "is kept below" not in words(shown) and "The button below opens the form" in words(shown)
    assert ("too long for a button" in words(shown)) is long
    bot.slack.trigger_life = 3
    await bot.press("Change in the form", shown)
    assert '"initial_value": "Kahoot"' in words(bot.modal)


async def test_a_deadline_is_done_with_buttons(bot: Bot) -> None:
    await logged(bot)
    await bot.after(await bot.slack.direct("deadline D-1"))
    shown = bot.slack.said("D1")[-1]
    await bot.press("Done", shown)
    assert bot.modal["title"]["text"] == "D-1 done" and "what is the proof?" in words(bot.modal["blocks"])
    await bot.send(bot.modal, proof="https://hartford.example/contracts")
    assert bot.store.deadline("D-1").proof == "https://hartford.example/contracts"
    assert bot.slack.said("D1")[-1]["thread_ts"] == shown["thread_ts"] and "D-1" in words(bot.slack.said("D1")[-1])


async def test_what_a_form_answers_goes_to_the_person_where_the_channel_is_gone(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    bot.slack.channels["C1"]["is_archived"] = True
    await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06")
    assert "archived" in words(bot.slack.said("D1")[-1]) and "Kahoot" in words(bot.slack.said("D1")[-1])


async def test_a_name_that_is_too_long_is_an_error_at_its_field(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    got = await bot.send(bot.modal, vendor="x" * 3000, executed="2026-10-06")
    assert set(got.json["errors"]) == {"f.vendor"} and not bot.store.contracts()


async def test_what_is_no_fields_error_stands_at_none(bot: Bot) -> None:
    for _ in range(2):
        await bot.command("setup", channel="C1")
        got = await bot.send(bot.modal)
    assert got.json["response_action"] == "update" and "That is how it is already" in words(got.json)
    assert "errors" not in got.json and bot.slack.views[bot.modal["id"]]["submit"], "the window stays open"


async def test_a_window_that_is_gone_is_answered_in_a_message(bot: Bot) -> None:
    await logged(bot)
    await bot.after(await bot.slack.opens_home("U1"))
    await bot.press("Open", bot.slack.homes["U1"])
    window = dict(bot.modal)
    del bot.slack.views[window["id"]]
    await bot.press("Done", window)
    assert "Buttons" in bot.slack.said("D1")[-1]["text"]


@pytest.mark.parametrize(("typed", "wrong"), WRONG)
async def test_a_message_whose_form_is_behind_a_button_says_what_is_wrong(bot: Bot, typed: str, wrong: str) -> None:
    await logged(bot)
    await bot.after(await bot.slack.direct(typed))
    said = str(bot.slack.said("D1")[-1]["text"])
    assert "The button below opens the form" in said and wrong in said
