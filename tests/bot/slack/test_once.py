"""Is what comes twice from Slack done once?"""

import asyncio
from pathlib import Path

from bot.slack.app import make_app
from handlers.desk import Desk
from handlers.respond import respond
from tests.bot.slack.spoken import ASK, Bot, button, settings


async def test_what_slack_sends_again_is_answered_once(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    await bot.after(await bot.slack.mention(ASK, channel="C2", retry=1))
    await bot.command(ASK, channel="C1")
    await bot.command(ASK, channel="C1", retry=1)
    assert len(bot.heard) == 2 and len(bot.slack.whispers) == 2


async def test_what_another_bot_answered_is_not_answered_again(bot: Bot, bare: Desk, tmp_path: Path) -> None:
    """Two bots on the same database: Slack sends the retry to the other one."""
    shared = settings(bot.slack, database_url="postgresql://bot:secret@127.0.0.1/dpa")
    apps = [make_app(lambda m: bot.heard.append(m) or respond(m, bot.desk()), bot.desk, shared) for _ in range(2)]
    for retry, app in enumerate(apps):
        bot.slack.to = bot.app = app
        await bot.after(await bot.slack.direct(ASK, retry=retry))
    assert len(bot.heard) == 1


async def test_a_double_click_is_one_press(bot: Bot) -> None:
    await bot.after(await bot.slack.direct("help"))
    shown = bot.slack.said("D1")[-1]
    ask = button("What must", shown)
    await asyncio.gather(bot.slack.press(ask, shown), bot.slack.press(ask, shown))
    await bot.rest()
    assert len(bot.heard) == 2
    await bot.after(await bot.slack.press(button("What is due", shown), shown))
    assert len(bot.heard) == 3
