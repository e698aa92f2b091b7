"""Is a form filled in in Teams, in a dialog or in a message, with nothing lost that was typed?"""

import asyncio
import threading
from typing import Any

import pytest

from handlers.dialogue.desk import Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from storage.port import StoreError
from tests.bot.chat.shared import ASK, WRONG
from tests.bot.teams.bot_in_teams import CITE, Bot, filled, logged
from tests.bot.teams.small_teams.teams import Answer, Json, button, buttons, inputs, words


async def opened(bot: Bot, label: str = "Open the form", on: Json | None = None, **more: Any) -> tuple[Json, Json]:
    """A dialog's card, and the message from which it was opened."""
    on = on or bot.last()
    return (await bot.presses(label, on, **more)).card, on


async def test_a_contract_is_logged_in_a_dialog(bot: Bot) -> None:
    await bot.says("log-contract")
    form, on = await opened(bot)
    got = await bot.sends(form, on, executed="2026-10-06")
    assert "Please fill this in" in words(got.card) and not bot.store.contracts()
    assert inputs(got.card)["f.executed"]["value"] == "2026-10-06"
    got = await bot.sends(got.card, on, vendor="Kahoot", categories="student_records")
    assert got.body == ""
    contract = bot.store.contract("C-1")
    assert (contract.vendor, contract.categories, contract.owner) == ("Kahoot", ("student_records",), bot.id("ana"))
    assert "Kahoot" in words(bot.last()) and len(bot.teams.said("ana")) == 2


@pytest.mark.parametrize("asked", ["import", "review", "correct C-1 file"])
async def test_where_only_a_file_would_do_nothing_is_opened_that_could_only_be_left(bot: Bot, asked: str) -> None:
    await logged(bot)
    await bot.says(asked)
    assert "Send it to me in our chat" in words(bot.last())
    assert not {"Open the form", "Fill it in here", "Read the file"} & {one["title"] for one in buttons(bot.last())}


async def test_what_is_doubted_comes_back_with_what_was_typed(bot: Bot) -> None:
    await bot.says("log-contract")
    form, on = await opened(bot)
    got = await bot.sends(form, on, vendor="Kahoot", executed="2026-11-30")
    assert inputs(got.card)["f.vendor"]["value"] == "Kahoot" and "in the future" in words(got.card)
    assert (await bot.sends(got.card, on, sure="future")).body == ""
    assert bot.store.contract("C-1").vendor == "Kahoot"


@pytest.mark.parametrize(("typed", "wrong"), WRONG)
async def test_a_message_whose_form_is_behind_a_button_says_what_is_wrong(bot: Bot, typed: str, wrong: str) -> None:
    await logged(bot)
    await bot.says(typed)
    assert wrong in words(bot.last())


async def test_a_form_sent_twice_is_saved_and_told_once(bot: Bot) -> None:
    await bot.says("log-contract")
    form, on = await opened(bot)
    typed = filled(form, vendor="Kahoot", executed="2026-10-06")
    both = await asyncio.gather(*(bot.teams.submits_dialog(form, on, typed) for _ in range(2)))
    await bot.app.rest()
    assert [(got.status, got.body) for got in both] == [(200, "")] * 2
    assert len(bot.store.contracts()) == 1 and len(bot.teams.said("ana")) == 2
    bot.app.presses.in_flight._tasks.clear()  # as in another bot
    await bot.after(await bot.teams.submits_dialog(form, on, typed))
    assert len(bot.store.contracts()) == 1 and "It was not saved twice" in words(bot.last())


async def test_two_openings_of_one_form_are_two(bot: Bot) -> None:
    await bot.says("log-contract")
    (first, on), (second, _) = await opened(bot), await opened(bot)
    for form, vendor in ((first, "Kahoot"), (second, "Canva")):
        await bot.sends(form, on, vendor=vendor, executed="2026-10-06")
    assert [one.vendor for one in bot.store.contracts()] == ["Kahoot", "Canva"]


async def test_a_form_in_a_channel_stays_private(bot: Bot) -> None:
    await bot.says("setup place: here", where="privacy")
    await bot.says("log-contract", where="privacy", thread="7")
    on = {**bot.teams.whispers[-1], "thread": "7"}
    form, _ = await opened(bot, on=on)
    await bot.sends(form, on, vendor="Kahoot", executed="2026-10-06")
    assert "Kahoot" in words(bot.teams.whispers[-1]) and not bot.teams.said("privacy")


async def test_what_a_form_answers_stands_in_the_dialog_where_nothing_can_be_sent(bot: Bot) -> None:
    await bot.says("log-contract")
    form, on = await opened(bot)
    bot.teams.rooms["ana"].installed = False
    got = await bot.sends(form, on, vendor="Kahoot", executed="2026-10-06")
    assert bot.store.contract("C-1") and "Saved as C-1" in words(got.card)


@pytest.mark.parametrize("right", [False, True])
async def test_a_form_that_takes_longer_is_answered_by_a_message(bot: Bot, right: bool) -> None:
    gate = threading.Event()

    def slowly(message: Message) -> Reply:
        assert gate.wait(5)
        return respond(message, bot.desk())

    await bot.says("log-contract")
    form, on = await opened(bot)
    bot.answers(slowly)
    bot.app.dialogs.in_time = 0
    got = await bot.teams.submits_dialog(
        form, on, filled(form, vendor="Kahoot", executed="2026-10-06" if right else "no day")
    )
    assert got.json["task"]["type"] == "message" and "taking a little longer" in got.body
    gate.set()
    await bot.app.rest()
    assert len(bot.store.contracts()) == right
    if not right:
        assert "Please check" in words(bot.last())
        bot.app.dialogs.in_time = 4
        form, _ = await opened(bot)
        assert inputs(form)["f.vendor"]["value"] == "Kahoot", "what was typed is there again"
    else:
        assert "Saved as C-1" in words(bot.last())


@pytest.mark.parametrize("where", ["dialog", "message"])
async def test_nothing_typed_is_lost_where_the_records_cannot_be_written(
    bot: Bot, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.says("log-contract")
    form, on = await opened(bot, "Open the form" if where == "dialog" else "Fill it in here")

    def full(*_: object) -> Any:
        raise StoreError("The disk is full; nothing was saved.")

    monkeypatch.setattr(type(bot.store), "change", full)
    typed = filled(form, vendor="Kahoot", executed="2026-10-06")
    if where == "dialog":
        shown = (await bot.after(await bot.teams.submits_dialog(form, on, typed))).card
    else:
        shown = (await bot.after(await bot.teams.presses(buttons(form)[0], on, inputs=typed))).card
    assert "disk is full" in words(shown) and inputs(shown)["f.vendor"]["value"] == "Kahoot"


async def test_a_form_is_filled_in_in_the_message_itself(bot: Bot) -> None:
    await bot.says("log-contract")
    on = bot.last()
    await bot.presses("Fill it in here", on)
    assert inputs(on) and len(bot.teams.said("ana")) == 1
    await send_here(bot, on, executed="2026-10-06")
    assert "Please fill this in" in words(on) and not bot.store.contracts()
    for _ in range(2):
        await send_here(bot, on, vendor="Kahoot")
        if not inputs(on):
            break
    assert "Saved as C-1" in words(on) and len(bot.store.contracts()) == 1
    assert "Saved as C-1" in words(bot.last()), "it stays so when the chat is opened anew"


async def send_here(bot: Bot, on: Json, **typed: str) -> Answer:
    send = next(one for one in buttons(on) if one.get("verb") == "send")
    return await bot.after(await bot.teams.presses(send, on, inputs=filled(on, **typed)))


async def test_the_same_by_a_client_that_sends_messages(bot: Bot) -> None:
    await bot.says("log-contract")
    on = bot.last()
    await bot.after(await bot.teams.presses(button("Fill it in here", on)["fallback"], on))
    assert inputs(bot.last())
    send = next(one for one in buttons(on) if one.get("verb") == "send")["fallback"]
    await bot.after(await bot.teams.presses(send, on, inputs=filled(on, executed="2026-10-06")))
    assert "Please fill this in" in words(on)
    send = next(one for one in buttons(on) if one.get("verb") == "send")["fallback"]
    await bot.after(await bot.teams.presses(send, on, inputs=filled(on, vendor="Kahoot")))
    assert "Saved as C-1" in words(on) and len(bot.teams.said("ana")) == 1
    await bot.after(await bot.teams.presses({"type": "Action.Submit", "data": {"strange": "1"}}, on))
    assert len(bot.heard) == 4


async def test_an_old_reminder_is_done_once(bot: Bot) -> None:
    await logged(bot)
    await bot.says("deadline D-1")
    on = bot.last()
    form, _ = await opened(bot, "Done", on)
    await bot.sends(form, on, proof="https://hartford.example/contracts")
    assert bot.store.deadline("D-1").proof == "https://hartford.example/contracts" and "D-1" in words(bot.last())
    head, (again, _) = bot.store.head(), await opened(bot, "Done", on)
    await bot.sends(again, on, proof="another")
    assert "you marked this done at" in words(bot.last()).casefold() and bot.store.head() == head


async def test_a_button_without_a_form_answers_in_the_dialog_once(bot: Bot) -> None:
    await logged(bot)
    await bot.says("done D-1 https://hartford.example/contracts")
    on = bot.last()
    undo = {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, "say": "undo D-1"}}
    both = await asyncio.gather(*(bot.teams.presses(undo, on) for _ in range(2)))
    await bot.app.rest()
    assert words(both[0].card) == words(both[1].card) and "D-1" in words(both[0].card)
    assert len([one for one in bot.store.history("D-1") if one.what == "undo"]) == 1


async def test_a_button_in_a_dialog_is_answered_in_it(bot: Bot) -> None:
    await logged(bot)
    await bot.says("deadline D-1")
    on = bot.last()
    await bot.says("done D-1 https://hartford.example/contracts")
    count = len(bot.teams.said("ana"))
    fetch = {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, "say": "rule cc(b)(3)"}}
    shown = (await bot.after(await bot.teams.presses(fetch, on))).card
    assert CITE in words(shown)
    data = {"say": ASK}
    got = await bot.teams.send(bot.teams._invoke("task/submit", {"data": data}, "ana", on))
    assert CITE in words(got.card) and len(bot.teams.said("ana")) == count


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task/submit", {"data": {"strange": "1"}}),
        ("task/submit", {"data": {"form": ["log-contract"]}}),
        ("task/fetch", {"data": "strange"}),
        ("adaptiveCard/action", {"action": "strange"}),
        ("adaptiveCard/action", "strange"),
        ("fileConsent/invoke", {"action": "accept", "context": {"say": "log-contract"}}),
    ],
)
async def test_what_is_none_of_ours_is_answered_in_time_and_does_nothing(bot: Bot, name: str, value: Any) -> None:
    await bot.says("help")
    head = bot.store.head()
    got = await bot.teams.send(bot.teams._invoke(name, value, "ana", bot.last()))
    await bot.app.rest()
    assert got.status in {200, 400} and bot.store.head() == head


@pytest.mark.parametrize("name", ["task/submit", "adaptiveCard/action"])
async def test_what_breaks_before_it_is_answered_is_told_with_a_reference(
    bot: Bot, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.says("log-contract")
    monkeypatch.setattr(type(bot.app.presses), "begin", lambda *_: 1 / 0)
    data = {"form": "log-contract", "f.vendor": "secretword"}
    value = {"data": data} if name == "task/submit" else {"action": {"type": "Action.Execute", "data": data}}
    got = await bot.after(await bot.teams.send(bot.teams._invoke(name, value, "ana", bot.last())))
    [reference] = [record.args[0] for record in caplog.records if record.msg.startswith("reference")]
    assert reference in got.body and "secretword" not in caplog.text
