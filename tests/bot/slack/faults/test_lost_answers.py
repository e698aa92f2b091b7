"""Is what Slack perhaps took never said twice, and what it did not take said in another way?"""

import pytest

from bot.chat.words import PERHAPS_TITLE, perhaps
from bot.slack.client import Client
from bot.slack.incoming import Directory, SlackIncoming
from bot.slack.respond.deliver import AnswerDelivery
from handlers.dialogue.reply import Reply, Text
from tests.bot.chat.shared import ASK
from tests.bot.slack.bot_in_slack import Bot, words

CITE = "10-234cc(b)(3)"
LONG = Reply(title="Much", parts=tuple(Text(f"{k} {'y' * 2880}") for k in range(6)))
WELL = ("", "")


def asked(bot: Bot, channel: str = "D1") -> int:
    """How often the person was asked whether an answer arrived."""
    return sum(PERHAPS_TITLE in words(one) and perhaps("Slack", "") in words(one) for one in bot.slack.said(channel))


def heard(bot: Bot, reply: Reply = LONG) -> list[str]:
    """The paragraphs of the long answer that stand anywhere, in order."""
    found = [*bot.slack.whispers, *bot.slack.said("D1"), *bot.slack.said("C1"), *bot.slack.said("C2")]
    return [str(k) for one in found for k in range(len(reply.parts)) if f'"{k} yyy' in words(one["blocks"])]


@pytest.mark.parametrize("lost", ["drop", "502"])
async def test_an_answer_that_was_perhaps_read_is_not_given_twice(bot: Bot, lost: str) -> None:
    bot.slack.hindrances["respond"] = [(lost, "")]
    await bot.command(ASK, channel="C2")
    assert sum(CITE in words(one) for one in bot.slack.whispers) == (lost == "drop")
    assert asked(bot) == 1 and not any(CITE in words(one) for one in bot.slack.said("D1"))


async def test_of_a_long_answer_nothing_is_said_twice(bot: Bot) -> None:
    bot.restart(lambda _: LONG)
    bot.slack.hindrances["respond"] = [WELL, ("drop", "")]
    await bot.command(ASK, channel="C1")
    assert heard(bot) == [*"012345"] and asked(bot) == 1


@pytest.mark.parametrize("channel", ["C1", "D1"])
async def test_of_what_slack_did_not_take_only_the_rest_goes_another_way(bot: Bot, channel: str) -> None:
    bot.restart(lambda _: LONG)
    bot.slack.hindrances["respond"] = [WELL, ("error", "used_url")]
    bot.slack.hindrances["chat.postEphemeral"] = [("error", "not_in_channel")]
    await bot.command(ASK, channel=channel)
    assert heard(bot) == [*"012345"] and asked(bot) == 0
    assert len(bot.slack.whispers) == 1 and len(bot.slack.said("D1")) == 1
    assert "Share here" not in words(bot.slack.said("D1")[-1])


async def test_where_nobody_is_reached_another_way_is_gone(bot: Bot) -> None:
    said = SlackIncoming(user="U1", channel="C1", response_url="http://127.0.0.1:9/respond")
    line = Client(lambda _: None, "T1", bot.app.client)
    await AnswerDelivery(said, line, Directory()).deliver(LONG)
    assert heard(bot) == [*"012345"] and asked(bot) == 0


async def test_a_direct_message_of_which_slack_said_nothing_is_asked_about_in_its_thread(bot: Bot) -> None:
    bot.slack.drop("chat.postMessage")
    await bot.after(await bot.slack.direct(ASK))
    question, answer, note = bot.slack.said("D1")
    assert CITE in words(answer) and asked(bot) == 1 and note["thread_ts"] == question["ts"]


async def test_what_was_perhaps_shared_stands_there_once(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.receive.DOUBLE_CLICK", 0.0)
    await bot.command(ASK, channel="C2")
    shown = bot.slack.whispers[-1]
    bot.slack.drop("chat.postMessage")
    for _ in range(2):
        await bot.press("Share here", shown)
    assert len(bot.slack.said("C2")) == 1 and asked(bot) == 1
