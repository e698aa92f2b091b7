"""Is a person who is given a role in Slack told of it in a direct message, once, on the real connection?"""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.slack.notify import SlackChannel
from handlers.dialogue.desk import Message
from handlers.dispatch import respond
from handlers.reminders.remind import remind
from storage.records import Role
from tests.bot.slack.bot_in_slack import Bot, words
from tests.bot.slack.small_slack.slack import elements


async def beat(bot: Bot, channel: SlackChannel, **later: float) -> None:
    """What the heartbeat does in a moment."""
    desk = bot.desk()
    desk = replace(desk, now=desk.now + timedelta(**later))
    await asyncio.to_thread(remind, desk, {"slack": channel})


async def test_who_gets_a_role_is_told_by_whom_and_what_they_may(bot: Bot, channel: SlackChannel) -> None:
    await bot.command("grant <@U2|sam> privacy", channel="D1")
    await beat(bot, channel)
    await beat(bot, channel)
    chat = bot.store.person("slack:U2")
    assert chat
    (told,) = bot.slack.said(chat.place.removeprefix("slack:"))
    read = words(told)
    assert "Your role is now: privacy team" in read
    assert "By Ana Ruiz, " in read and "You may log, correct, mark done, export" in read
    assert [element["text"]["text"] for element in elements(told)] == ["Begin"]
    assert "U1" not in told["text"] and "slack:" not in told["text"]
    await bot.press("Begin", {**told, "channel": chat.place.removeprefix("slack:")}, user="U2")
    assert bot.heard[-1].text == "help" and bot.heard[-1].who == "slack:U2"


async def test_a_change_and_a_loss_are_told_too(bot: Bot, channel: SlackChannel) -> None:
    await bot.command("grant <@U2|sam> privacy", channel="D1")
    await beat(bot, channel)
    await bot.command("grant <@U2|sam> staff", channel="D1")
    await beat(bot, channel, minutes=1)
    await bot.command("revoke <@U2|sam>", channel="D1")
    await beat(bot, channel, minutes=2)
    person = bot.store.person("slack:U2")
    assert person and person.role is Role.EVERYONE
    said = [words(one) for one in bot.slack.said(person.place.removeprefix("slack:"))]
    assert len(said) == 3
    assert "Your role is now: staff (before: privacy team)" in said[1]
    assert "You no longer have a role here" in said[2] and "You may look up records" in said[2]


async def test_who_has_no_chat_yet_is_told_once_they_have(bot: Bot, channel: SlackChannel) -> None:
    """The role was given at the machine that runs the bot, which has not met them."""
    desk = replace(bot.desk(), role=Role.ADMIN)
    await asyncio.to_thread(respond, Message("grant slack:U2 staff", who="dana", surface="command line"), desk)
    await beat(bot, channel)
    await bot.command("help", user="U2", channel="D2")
    await beat(bot, channel, minutes=11)
    person = bot.store.person("slack:U2")
    assert person and person.name == "Sam Lee"
    assert any("By dana" in words(one) for one in bot.slack.said(person.place.removeprefix("slack:")))


async def test_nobody_is_told_of_what_they_did_themselves(bot: Bot, channel: SlackChannel) -> None:
    await bot.command("grant <@U1|ana> lead", channel="D1")
    await beat(bot, channel)
    assert not any("Your role" in words(one) for one in bot.slack.said("D1"))
    await bot.command("grant <@U2|sam> lead", channel="D1")
    await beat(bot, channel)
    person = bot.store.person("slack:U2")
    assert person and "Your role is now: privacy lead" in words(bot.slack.said(person.place.removeprefix("slack:"))[-1])
