"""Is what comes too late for a dialog or a card told once, as a message, and with its files?"""

import asyncio
from typing import Any

import pytest

from bot.chat.words import perhaps, saved_without_answer
from bot.teams.words import FILE_IN_CHAT, WAIT
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import Field, File, Form, Reply
from tests.bot.teams.bot_in_teams import Bot, filled
from tests.bot.teams.small_teams.teams import Json, button, buttons, inputs, words

SAVED = "Saved as C-1"
RIGHT = {"vendor": "Kahoot", "executed": "2026-10-06"}
EXPORT: Json = {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, "say": "export json"}}


def texts(bot: Bot) -> list[str]:
    return [words(message) for message in bot.teams.said("ana")]


def offered(bot: Bot) -> list[Json]:
    """The messages in which files are offered."""
    return [one for one in bot.teams.said("ana") if "file.consent" in words(one)]


async def opened(bot: Bot) -> tuple[Json, Json]:
    """The dialog's card of a form, and the message from which it was opened."""
    await bot.says("log-contract")
    on = bot.last()
    return (await bot.presses("Open the form", on)).card, on


async def here(bot: Bot) -> Json:
    """A message in whose place a form stands."""
    await bot.says("log-contract")
    await bot.presses("Fill it in here", on := bot.last())
    assert inputs(on)
    return on


@pytest.mark.parametrize("lost", [True, False])
async def test_a_late_dialog_is_told_once(bot: Bot, *, lost: bool) -> None:
    form, on = await opened(bot)
    bot.app.dialogs.in_time = 0
    bot.teams.drop("send") if lost else bot.teams.refuse("send", 500, "Trouble")
    got = await bot.sends(form, on, **RIGHT)
    assert WAIT in got.body and bot.store.contract("C-1")
    mild = perhaps("Teams", saved_without_answer(ids="C-1"))
    assert [SAVED in text and mild not in text for text in texts(bot)].count(True) == 1
    assert (mild in texts(bot)[-1]) is lost


@pytest.mark.parametrize("lost", [True, False])
async def test_a_late_card_is_told_once(bot: Bot, *, lost: bool) -> None:
    on = await here(bot)
    bot.app.cards.in_time = 0
    if lost:
        bot.teams.drop("update", 2)
    else:
        bot.teams.refuse("update", 404, "ActivityNotFoundInConversation")
    await bot.after(await bot.teams.presses(buttons(on)[0], on, inputs=filled(on, **RIGHT)))
    mild = perhaps("Teams", saved_without_answer(ids="C-1"))
    assert [SAVED in text and mild not in text for text in texts(bot)].count(True) == 1
    assert (mild in texts(bot)[-1]) is lost


async def test_a_dialog_with_a_file_is_answered_in_time(bot: Bot) -> None:
    await bot.says("help")
    on, bot.app.dialogs.in_time = bot.last(), 0.2
    bot.teams.hang("send")
    async with asyncio.timeout(60):
        got = await bot.teams.presses(EXPORT, on)
    assert got.status == 200 and WAIT in got.body
    bot.teams.let_go()
    await bot.app.rest()
    assert len(offered(bot)) == 1 and FILE_IN_CHAT in texts(bot)[-1]


async def test_a_file_is_offered_once_however_often_it_is_pressed(bot: Bot) -> None:
    await bot.says("help")
    on = bot.last()
    both = await asyncio.gather(*(bot.teams.presses(EXPORT, on) for _ in range(2)))
    await bot.app.rest()
    assert [FILE_IN_CHAT in words(got.card) for got in both] == [True, True] and len(offered(bot)) == 1


def files(message: Message) -> Reply:
    """A form that brings a file."""
    form = Form("export", "Export", (Field("format", "Format", "text"),), "Go")
    return (
        Reply(title="Here it is", files=(File("x.csv", "text/csv", b"x"),))
        if message.fields
        else Reply(title="Export", form=form)
    )


async def form_for_a_file(bot: Bot) -> Json:
    bot.answers(files)
    await bot.says("export")
    await bot.presses("Fill it in here", on := bot.last())
    return on


async def test_a_card_with_a_file_is_answered_in_time(bot: Bot) -> None:
    on = await form_for_a_file(bot)
    bot.app.cards.in_time = 0.2
    bot.teams.hang("send")
    async with asyncio.timeout(60):
        got = await bot.teams.presses(buttons(on)[0], on, inputs={"f.format": "csv"})
    assert got.status == 200 and WAIT in got.body
    bot.teams.let_go()
    await bot.app.rest()
    assert len(offered(bot)) == 1 and any("Here it is" in text and FILE_IN_CHAT in text for text in texts(bot))


async def test_a_file_is_offered_once_where_its_card_cannot_be_replaced(bot: Bot) -> None:
    on = await form_for_a_file(bot)
    old: Any = button("Go", on)["fallback"]
    bot.teams.refuse("update", 404, "ActivityNotFoundInConversation")
    await bot.after(await bot.teams.presses(old, on, inputs={"f.format": "csv"}))
    assert len(offered(bot)) == 1 and "Here it is" in texts(bot)[-1]


async def test_a_file_of_a_form_in_a_dialog_is_offered_once(bot: Bot) -> None:
    bot.answers(files)
    await bot.says("export")
    form = (await bot.presses("Open the form", on := bot.last())).card
    assert (await bot.sends(form, on, format="csv")).body == ""
    assert len(offered(bot)) == 1 and "Here it is" in texts(bot)[-1]
