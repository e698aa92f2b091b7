"""What do people in Slack see, and what does the log, when something goes wrong?"""

from typing import Any

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from storage.port import StoreError
from tests.bot.chat.shared import ASK
from tests.bot.slack.bot_in_slack import Bot, words


async def test_an_answer_that_cannot_stand_there_goes_to_the_person(bot: Bot) -> None:
    bot.slack.fail("chat.postEphemeral", "not_in_channel")
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    assert "not in that channel" in words(bot.slack.said("D1")[-1])
    assert "10-234cc(b)(3)" in words(bot.slack.said("D1")[-1])


async def test_where_slack_asks_to_wait_the_answer_waits(bot: Bot) -> None:
    bot.slack.slow_down("chat.postMessage", 0)
    await bot.after(await bot.slack.direct(ASK))
    assert "10-234cc(b)(3)" in words(bot.slack.said("D1")[-1])


async def test_a_bug_after_the_acknowledgement_reaches_the_person(
    bot: Bot, empty_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Bolt alone would take its acknowledgement back, and Slack would show a failure of its own."""

    def broken(message: Message) -> Reply:
        raise RuntimeError

    bot.restart(broken)
    await bot.command(f"{ASK} secretword", channel="C1")
    told = words(bot.slack.replies[-1])
    [reference] = [record.args[0] for record in caplog.records if record.msg.startswith("reference")]
    assert str(reference) in told and "secretword" not in caplog.text


async def test_an_office_that_cannot_be_opened_is_told(bot: Bot) -> None:
    def shut(team: str) -> Any:
        raise StoreError("no records")

    bot.restart(lambda message: respond(message, bot.desk()), districts=shut)
    await bot.command(ASK, channel="C1")
    assert "no records" in words(bot.slack.replies[-1])


async def test_nothing_that_is_said_is_logged(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    await bot.command("secretword", channel="C1")
    await bot.after(await bot.slack.mention("secretword", channel="C2"))
    await bot.slack.event(
        {"type": "message", "text": "secretword", "channel": "C2", "channel_type": "channel", "user": "U1"}
    )
    await bot.slack.send(
        "interactive", {"type": "strange", "text": "secretword", "user": {"id": "U1"}, "team": {"id": "T1"}}
    )
    await bot.slack.command("/dpa", "secretword", user="U1", channel="C1", secret="wrong")
    bot.slack.fail("chat.postMessage", "internal_error", times=2)
    await bot.after(await bot.slack.direct("secretword"))
    ours = [record for record in caplog.records if record.name.startswith(("dpa", "slack", "handlers"))]
    assert ours and not [record for record in ours if "secretword" in record.getMessage()]


async def test_a_revoked_token_is_told_where_slack_still_takes_it(bot: Bot) -> None:
    bot.slack.revoke()
    got = await bot.slack.command("/dpa", ASK, channel="C1")
    assert got.status == 200 and "no longer installed" in got.body
    got = await bot.slack.event({"type": "app_uninstalled"})
    assert got.status == 200


async def test_whoever_left_is_answered_by_nobody_and_nothing_breaks(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.slack.users["U1"]["deleted"] = True
    await bot.after(await bot.slack.direct(ASK))
    assert "an apology could not be delivered (account_inactive)" in caplog.text
