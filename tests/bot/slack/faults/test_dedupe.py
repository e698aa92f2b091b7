"""Is what comes twice from Slack done once?"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from bot.slack.app import Slack as App
from bot.slack.app import make_app
from handlers.dispatch import respond
from tests.bot.chat.shared import ASK
from tests.bot.slack.bot_in_slack import Bot, button, filled, settings, words
from tests.bot.slack.small_slack.slack import Answer


async def test_what_slack_sends_again_is_answered_once(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    await bot.after(await bot.slack.mention(ASK, channel="C2", retry=1))
    await bot.command(ASK, channel="C1")
    await bot.command(ASK, channel="C1", retry=1)
    assert len(bot.heard) == 2 and len(bot.slack.whispers) == 2


@pytest.fixture
def apps(bot: Bot) -> Sequence[App]:
    """Two bots on the same records, as behind one database: Slack may tell either of them."""
    shared = settings(bot.slack, database_url="postgresql://bot:secret@127.0.0.1/dpa")
    return [make_app(lambda m: bot.heard.append(m) or respond(m, bot.desk()), bot.desk, shared) for _ in range(2)]


async def to_each(bot: Bot, apps: Sequence[App], do: Callable[[int], Awaitable[Answer]]) -> None:
    """The same is told to one bot, and before it has answered to the other one."""
    for number, app in enumerate(apps):
        bot.slack.to = bot.app = app
        assert (await do(number)).status == 200
    for app in apps:
        bot.app = app
        await bot.rest()


@pytest.mark.parametrize("kind", ["direct", "mention", "command"])
async def test_of_two_bots_one_answers_what_slack_sends_to_both(bot: Bot, apps: Sequence[App], kind: str) -> None:
    ways: dict[str, Callable[[int], Awaitable[Answer]]] = {
        "direct": lambda retry: bot.slack.direct(ASK, retry=retry),
        "mention": lambda retry: bot.slack.mention(ASK, channel="C1", retry=retry),
        "command": lambda retry: bot.slack.command("/dpa", ASK, channel="C1", retry=retry),
    }
    await to_each(bot, apps, ways[kind])
    assert len(bot.heard) == 1


async def test_of_two_presses_on_a_button_one_counts_whichever_bot_hears_them(bot: Bot, apps: Sequence[App]) -> None:
    await bot.after(await bot.slack.direct("pizza in the cafeteria"))
    shown = bot.slack.said("D1")[-1]
    send = button("Send", shown)
    await to_each(bot, apps, lambda _: bot.slack.press(send, shown))
    assert len(bot.heard) == 2


async def test_an_answer_is_shared_once_whichever_bots_hear_of_it(bot: Bot, apps: Sequence[App]) -> None:
    bot.slack.to = bot.app = apps[0]
    await bot.command(ASK, channel="C1")
    whisper = bot.slack.whispers[-1]
    share = button("Share here", whisper)
    await to_each(bot, apps, lambda _: bot.slack.press(share, whisper, channel="C1"))
    assert len(bot.slack.said("C1")) == 1


async def test_what_became_of_a_form_is_told_once_whichever_bots_took_it(bot: Bot, apps: Sequence[App]) -> None:
    bot.slack.to = bot.app = apps[0]
    await bot.command("log-contract", channel="C1")
    view = dict(bot.modal)
    state = filled(view, vendor="Acme", executed="2026-10-06")
    told = len(bot.slack.whispers)
    await to_each(bot, apps, lambda _: bot.slack.submit(view, state))
    assert [one.id for one in bot.store.contracts()] == ["C-1"]
    assert len(bot.slack.whispers) == told + 1


async def test_where_the_records_cannot_be_asked_it_is_answered(bot: Bot, apps: Sequence[App]) -> None:
    bot.store.close()
    bot.slack.to = bot.app = apps[0]
    await bot.after(await bot.slack.direct(ASK))
    assert "10-234cc(b)(3)" in words(bot.slack.said("D1")[-1])


async def test_a_double_click_is_one_press(bot: Bot) -> None:
    await bot.after(await bot.slack.direct("help"))
    shown = bot.slack.said("D1")[-1]
    ask = button("What must", shown)
    await asyncio.gather(bot.slack.press(ask, shown), bot.slack.press(ask, shown))
    await bot.rest()
    assert len(bot.heard) == 2
    await bot.after(await bot.slack.press(button("All commands", shown), shown))
    assert len(bot.heard) == 3
