"""Is the deadline of a reminder known in the thread under it, where nobody names it?"""

import pytest

from bot.slack.notify import SlackChannel
from storage.records import Status
from tests.bot.slack.bot_in_slack import Bot, logged, words
from tests.bot.slack.posts import CHANNEL, CHAT, send

PROOF = "https://hartford.example/contracts"


async def reminded(bot: Bot, place: str) -> str:
    """The reminder's message, of a contract on record."""
    await logged(bot)
    bot.slack.chat_with("U1")
    channel = SlackChannel(lambda _: bot.slack.token, bot.slack.url)
    return (await send(channel, CHANNEL if place == "C1" else CHAT)).split()[1]


async def says(bot: Bot, text: str, place: str, thread: str) -> None:
    said = (
        bot.slack.mention(text, channel=place, thread=thread)
        if place == "C1"
        else bot.slack.direct(text, thread=thread)
    )
    await bot.after(await said)


@pytest.mark.parametrize("place", ["C1", "D1"])
async def test_a_reminder_s_thread_knows_its_deadline(bot: Bot, place: str) -> None:
    thread = await reminded(bot, place)
    await says(bot, "assign <@U2>", place, thread)
    assert bot.store.deadline("D-1").owner == "slack:U2"
    await says(bot, f"Done {PROOF}", place, thread)
    assert bot.store.deadline("D-1").proof == PROOF
    await says(bot, "undo", place, thread)
    assert bot.store.deadline("D-1").status is Status.OPEN
    await says(bot, f"done D-9 {PROOF}", place, thread)
    assert bot.store.deadline("D-1").status is Status.OPEN, "another one is named"
    before = len(bot.slack.asked("conversations.history"))
    await says(bot, "done with that, what must a contract contain?", place, thread)
    await says(bot, "may a vendor sell student data?", place, thread)
    assert (
        bot.store.deadline("D-1").status is Status.OPEN and len(bot.slack.asked("conversations.history")) == before + 1
    )


async def test_no_other_thread_knows_one(bot: Bot) -> None:
    thread = await reminded(bot, "C1")
    bot.slack.scopes.discard("groups:history")
    await says(bot, f"done {PROOF}", "C1", thread)
    assert "Nothing has been saved yet" in words(bot.slack.whispers[-1])
    bot.slack.scopes.add("groups:history")
    forged = bot.slack.written("a reminder", "U2", "C1", metadata=bot.slack.said("C1")[0]["metadata"])
    for other in (forged["ts"], bot.slack.written("hello", "U2", "C1")["ts"]):
        await says(bot, f"done {PROOF}", "C1", other)
        assert "Nothing has been saved yet" in words(bot.slack.whispers[-1])
    assert not bot.store.deadline("D-1").proof
