"""Can everything be pressed in a client without dialogs, as Microsoft's Playground, which has no app's id either?"""

from collections.abc import AsyncIterator

import pytest

from bot.teams.render.cards import messages
from handlers.dialogue.reply import Choice, Reply
from tests.bot.teams.bot_in_teams import Bot, filled, logged
from tests.bot.teams.limits import complaints
from tests.bot.teams.small_teams.teams import Json, Teams, button, buttons, card, inputs, words

PROOF = "https://hartford.example/contracts"


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams(app_id="") as teams:
        for key in ("ana", "sam", "guest", "far"):
            teams.person(key)
        teams.group("g1", "ana", "sam")
        yield teams
        assert not teams.wrong, teams.wrong


def titles(on: Json) -> list[str]:
    return [one["title"] for one in buttons(on)]


async def fills_in(bot: Bot, on: Json, **typed: str) -> Json:
    """A form, opened where it stands and sent; what stands there then."""
    await bot.presses("Fill it in here", on)
    assert inputs(on)
    await bot.after(await bot.teams.presses(buttons(on)[0], on, inputs=filled(on, **typed)))
    return on


async def test_what_asks_for_more_is_asked_below_and_filled_in_there(bot: Bot) -> None:
    await logged(bot)
    await bot.says("deadline D-1")
    shown = bot.last()
    got = await bot.presses("Done", shown)
    assert "on its way" in got.body and "Done" in titles(shown), "it stays as it was"
    asked = bot.last()
    assert titles(asked) == ["Fill it in here"]
    assert PROOF in words(await fills_in(bot, asked, proof=PROOF))
    assert bot.store.deadline("D-1").proof == PROOF


async def test_no_button_asks_for_a_dialog(bot: Bot) -> None:
    await logged(bot)
    for said in ("help", "log-contract", "contract C-1", "deadline D-1", "deadlines"):
        await bot.says(said)
        assert not list(complaints(card(bot.last()))), said
    form = bot.teams.said("ana")[2]
    await fills_in(bot, form, vendor="Canva", executed="2026-10-06")
    assert "Saved as C-2" in words(form) and titles(form)
    assert "task/fetch" not in words(bot.teams.said("ana"))


async def test_what_nobody_asked_for_asks_for_none_either(bot: Bot) -> None:
    due = Reply(title="Due", choices=(Choice("Done", "done D-1"), Choice("Show the rule", "rule bb(g)")))
    [post] = messages(due)
    await bot.app.speaker().speak(
        {"service": bot.teams.service, "conversation": "a:ana", "tenant": bot.teams.tenant, "bot": bot.teams.bot},
        lambda turn: turn.send(post),
    )
    assert [one["type"] for one in buttons(bot.last())] == ["Action.Execute"] * 2
    assert button("Done", bot.last())["data"] == {"say": "done D-1"}


async def test_an_old_client_s_press_is_a_message(bot: Bot) -> None:
    await logged(bot)
    await bot.says("deadline D-1", where="g1")
    shown = {**bot.teams.whispers[-1], "conversation": {"id": bot.teams.rooms["g1"].id}}
    await bot.after(await bot.teams.presses(button("Done", shown)["fallback"], shown))
    assert titles(bot.teams.whispers[-1]) == ["Fill it in here"]
