"""What becomes of an answer where not Slack but something before it answers, with status 500 and a page?"""

import asyncio
import gc

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.client import why
from bot.slack.notify import SlackChannel
from handlers.dialogue.reply import Reply, Text
from handlers.reminders.channels import Place, RetryLater, Unreachable
from tests.bot.chat.shared import ASK
from tests.bot.slack.bot_in_slack import Bot, logged, words
from tests.bot.slack.small_slack.slack import Slack

PAGES = ("text/plain", "text/html", "application/json")
"""What a proxy says its page is; Slack's library hands each on in another way."""
OFTEN = {"application/json": 1}
"""How often a request then comes: once more where the library can read that the status is 500."""
CHAT = Place(id="slack:D1", surface="slack", name="Ana Ruiz", private=True)
REPLY = Reply(title="Reminder: Post the contract", parts=(Text("Until Tuesday."),))


@pytest.mark.parametrize("media", PAGES)
async def test_a_place_that_slack_does_not_tell_of_is_taken_for_a_public_one(bot: Bot, media: str) -> None:
    bot.slack.break_down("conversations.info", 2 * OFTEN.get(media, 2), media)
    await bot.command(ASK, channel="C1")
    assert "10-234cc(b)(3)" in words(bot.slack.replies[-1])
    await bot.command("deadlines", channel="C1")
    assert "open to many people" in words(bot.slack.replies[-1])


@pytest.mark.parametrize("media", PAGES)
async def test_what_adorns_a_thread_is_left_out(bot: Bot, media: str) -> None:
    for method in ("setStatus", "setTitle", "setSuggestedPrompts"):
        bot.slack.break_down(f"assistant.threads.{method}", 1, media)
    await bot.after(await bot.slack.opens_home(tab="messages"))
    await bot.after(await bot.slack.direct(ASK))
    assert "10-234cc(b)(3)" in words(bot.slack.said("D1")[-1])


@pytest.mark.parametrize("media", PAGES)
async def test_an_answer_goes_to_the_person(bot: Bot, media: str) -> None:
    bot.slack.break_down("chat.postEphemeral", OFTEN.get(media, 2), media)
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    assert "10-234cc(b)(3)" in words(bot.slack.said("D1")[-1])


@pytest.mark.parametrize("media", PAGES)
async def test_a_file_that_cannot_go_out_is_told(bot: Bot, media: str) -> None:
    await logged(bot)
    bot.slack.break_down("files.getUploadURLExternal", OFTEN.get(media, 2), media)
    await bot.command("export csv", channel="C1")
    assert "files:write" in words(bot.slack.replies[-1])


@pytest.mark.parametrize("media", PAGES)
async def test_a_window_that_does_not_open_and_an_answer_that_does_not_come_have_a_reference(
    bot: Bot, media: str, caplog: pytest.LogCaptureFixture
) -> None:
    bot.slack.break_down("views.open", OFTEN.get(media, 2), media)
    await bot.command("log-contract", channel="C1")
    assert "went wrong" in words(bot.slack.replies[-1])
    bot.slack.break_down("chat.postMessage", OFTEN.get(media, 2), media)
    await bot.after(await bot.slack.direct(ASK))
    assert "went wrong" in words(bot.slack.said("D1")[-1])
    told = [record.args for record in caplog.records if record.msg.startswith("reference")]
    assert [reason for _, reason in told] == ["http_500"] * 2


@pytest.mark.parametrize("media", PAGES)
async def test_a_home_that_cannot_be_shown_leaves_nothing_behind(
    bot: Bot, media: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "dpa")
    bot.slack.break_down("views.publish", 1, media)
    await bot.after(await bot.slack.opens_home())
    assert bot.slack.homes["U1"], "it is tried once more"
    bot.slack.break_down("views.publish", 9, media)
    await logged(bot)
    gc.collect()
    assert "http_500" in caplog.text and "never retrieved" not in caplog.text


@pytest.mark.parametrize("media", PAGES)
async def test_a_post_fails_and_is_tried_again(slack: Slack, media: str) -> None:
    slack.chat_with("U1")
    way = SlackChannel(lambda _: slack.token, slack.url)
    for method, work in (
        ("chat.postMessage", lambda: way.send(CHAT, REPLY, "D-1/safe", again=False)),
        ("conversations.history", lambda: way.send(CHAT, REPLY, "D-1/safe", again=True)),
        ("chat.update", lambda: way.settle(CHAT, "slack:D1 1.0", REPLY)),
    ):
        slack.break_down(method, 1, media)
        with pytest.raises(SlackApiError) as trouble:
            await asyncio.to_thread(work)
        assert not isinstance(trouble.value, Unreachable | RetryLater) and why(trouble.value) == "http_500"
