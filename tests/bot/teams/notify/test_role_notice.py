"""Is a person who is given a role in Teams told of it in their own chat, by name and once, on the real connection?"""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

from bot.teams.notify import TeamsChannel
from handlers.reminders.remind import remind
from tests.bot.teams.bot_in_teams import Bot
from tests.bot.teams.parse.test_parse_people import mentioned
from tests.bot.teams.small_teams.teams import words


async def beat(bot: Bot, channel: TeamsChannel, **later: float) -> None:
    """What the heartbeat does in a moment."""
    desk = bot.desk()
    await asyncio.to_thread(remind, replace(desk, now=desk.now + timedelta(**later)), {"teams": channel})


async def test_who_gets_a_role_in_a_group_chat_is_told_alone(channel: TeamsChannel, bot: Bot) -> None:
    await mentioned(bot, "grant", "sam", "privacy")
    assert "Sam Lee is now: privacy team" in words(bot.teams.whispers[-1])
    group = len(bot.teams.said("g1"))
    await beat(bot, channel)
    await beat(bot, channel)
    (told,) = bot.teams.said("sam")
    assert "Your role is now: privacy team" in words(told) and "By Ana Ruiz, " in words(told)
    assert len(bot.teams.said("g1")) == group
    await bot.presses("Begin", told, by="sam")
    assert (bot.heard[-1].text, bot.heard[-1].who) == ("help", bot.id("sam"))
    await mentioned(bot, "revoke", "sam")
    await beat(bot, channel, minutes=1)
    assert "You no longer have a role here" in words(bot.teams.said("sam")[-1])


async def test_who_has_not_installed_the_app_is_told_once_they_have(channel: TeamsChannel, bot: Bot) -> None:
    bot.teams.rooms["sam"].installed = False
    await mentioned(bot, "grant", "sam", "staff")
    await beat(bot, channel)
    assert not bot.teams.said("sam")
    await bot.after(await bot.teams.installs("sam", by="sam"))
    await bot.says("help", by="sam")
    await beat(bot, channel, minutes=11)
    assert any("Your role is now: staff" in words(one) for one in bot.teams.said("sam"))


async def test_nobody_in_a_group_reads_an_id(bot: Bot) -> None:
    """Names come from the members of the conversation, of those too who never wrote to the bot."""
    await bot.says("log-contract vendor: Acme; executed: 2026-10-06", where="g1")
    bot.teams.person("nora", "Nora New")
    bot.teams.rooms["g1"].members.append("nora")
    bot.teams.rooms["nora"].installed = False
    await mentioned(bot, "assign D-1", "nora")
    await mentioned(bot, "grant", "nora", "staff")
    for text in ("roles", "history D-1", "deadlines", "deadline D-1"):
        await bot.says(text, where="g1")
        read = json.dumps(bot.teams.whispers[-1].get("attachments"), ensure_ascii=False)
        shown = " ".join(part for part in read.split('"') if "Nora" in part or "29:" in part or "teams:" in part)
        assert "Nora New" in read, text
        assert "29:" not in shown and bot.teams.people["nora"].aad not in words(bot.teams.whispers[-1]), text
