"""Is what somebody says to the bot in Slack read as it was meant, and answered in the right place?"""

import time

import pytest

from bot.slack.incoming import people, written
from bot.slack.words import LOOKING
from storage.records import Status
from tests.bot.chat.shared import ASK, NOW
from tests.bot.slack.bot_in_slack import Bot, logged, words
from tests.bot.slack.small_slack.slack import until

STATUS = "assistant.threads.setStatus"


async def test_a_question_by_command_is_answered_privately(bot: Bot) -> None:
    got = await bot.command(ASK, channel="C2")
    assert got.body == ""
    assert "10-234cc(b)(3)" in words(bot.slack.replies[-1]) and bot.slack.replies[-1]["response_type"] == "ephemeral"
    assert not bot.slack.said("C2")


async def test_the_command_alone_is_help_with_buttons(bot: Bot) -> None:
    await bot.command("", channel="C1")
    shown = bot.slack.whispers[-1]
    assert "Ask in your own words" in words(shown)
    await bot.press("What must a contract contain?", shown)
    assert "10-234bb(a)" in words(bot.slack.whispers[-1])


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("<@UBOT> may <@U042|ana> sell?", "may slack:U042 sell?"),
        ("in <#C042|privacy> &amp; &lt;b&gt;", "in slack:C042 & <b>"),
        ("is <http://kahoot.com|kahoot.com> an operator?", "is kahoot.com an operator?"),
        ("link: <https://a.org/x?a=1&amp;b=2>", "link: https://a.org/x?a=1&b=2"),
        ("see <https://a.org/x|here>", "see https://a.org/x"),
        ("<!channel> and <!subteam^S1|@team> by <!date^1^{date}|Oct 7>", "@channel and @team by Oct 7"),
        ("write <mailto:a@b.org|a@b.org>", "write a@b.org"),
        ("&amp;lt; stays", "&lt; stays"),
        ("<@UBOT>", ""),
    ],
)
def test_what_was_written_is_read_without_marks(raw: str, meant: str) -> None:
    assert written(raw, "UBOT") == meant


def test_people_who_are_named() -> None:
    assert people("grant slack:U042 privacy, slack:U042 slack:W7") == ("U042", "W7")


async def test_a_direct_message_is_answered_in_its_thread_which_keeps_the_topic(bot: Bot) -> None:
    await bot.after(await bot.slack.direct("what is targeted advertising?"))
    first, answer = bot.slack.said("D1")
    assert answer["thread_ts"] == first["ts"] and "Share here" not in words(answer)
    await bot.after(await bot.slack.direct("and for students over 18?", thread=first["ts"]))
    assert bot.slack.said("D1")[-1]["thread_ts"] == first["ts"]
    assert {message.place for message in bot.heard} == {f"slack:D1:{first['ts']}"}
    assert bot.store.conversation(f"slack:D1:{first['ts']}", "slack:U1", NOW)


async def test_a_thread_under_a_mention_goes_on_with_it_and_the_next_mention_begins_anew(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    ts = bot.slack.said("C2")[0]["ts"]
    await bot.press("Share here", bot.slack.whispers[-1])
    await bot.after(await bot.slack.mention("and with consent?", channel="C2", thread=ts))
    assert "10-234cc(b)(3)" in words(bot.slack.whispers[-1]) and bot.slack.whispers[-1]["thread_ts"] == ts
    await bot.after(await bot.slack.mention("and with consent?", channel="C2"))
    assert "10-234cc(b)(3)" not in words(bot.slack.whispers[-1]) and "thread_ts" not in bot.slack.whispers[-1]


async def test_an_answer_does_not_wait_for_its_status_and_has_none_below_it(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.pipeline.SIGN_WITHIN", 0.05)
    bot.app.pipeline.sign_after = 0
    bot.slack.slow_down(STATUS, 60)
    await bot.slack.direct(ASK)
    await until(lambda: len(bot.slack.said("D1")) == 2)
    await bot.rest()
    assert "10-234cc(b)(3)" in words(bot.slack.said("D1")[-1]) and not bot.slack.asked(STATUS)
    await bot.after(await bot.slack.direct(ASK))
    order = [call.method for call in bot.slack.calls if call.method in {STATUS, "chat.postMessage"}]
    assert order == [STATUS, "chat.postMessage", STATUS, "chat.postMessage"]


async def test_a_thread_of_the_agent_gets_a_status_and_once_a_title(bot: Bot) -> None:
    bot.app.pipeline.sign_after = 0
    await bot.after(await bot.slack.direct(ASK))
    ts = bot.slack.said("D1")[0]["ts"]
    assert [one["thread_ts"] for one in bot.slack.asked("assistant.threads.setStatus")] == [ts]
    assert [one["thread_ts"] for one in bot.slack.asked("assistant.threads.setTitle")] == [ts]
    await bot.after(await bot.slack.direct("and for parents?", thread=ts))
    assert len(bot.slack.asked("assistant.threads.setTitle")) == 1
    methods = [
        call.method for call in bot.slack.calls if call.method in {"assistant.threads.setStatus", "chat.postMessage"}
    ]
    assert methods == ["assistant.threads.setStatus", "chat.postMessage"] * 2


async def test_a_mention_has_a_status_until_the_answer_that_only_its_author_sees(bot: Bot) -> None:
    bot.app.pipeline.sign_after = 0
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    assert [one["status"] for one in bot.slack.asked(STATUS)] == [str(LOOKING), ""]
    bot.app.pipeline.sign_after = 60
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    assert len(bot.slack.asked(STATUS)) == 2, "a quick answer needs none"


async def test_where_there_is_no_agent_all_is_answered_and_slack_is_not_asked_again(bot: Bot) -> None:
    bot.app.pipeline.sign_after = 0
    bot.slack.scopes.discard("assistant:write")
    await bot.after(await bot.slack.direct(ASK))
    await bot.after(await bot.slack.direct(ASK))
    assert len(bot.slack.said("D1")) == 4
    assert sum(call.method == "assistant.threads.setStatus" for call in bot.slack.calls) == 1


async def test_what_slack_brings_hours_later_is_answered_once_and_said_to_be_late(bot: Bot) -> None:
    written = int(time.time()) - 5 * 3600
    for _ in range(2):
        await bot.after(await bot.slack.direct(ASK, event_id="EvLate", event_time=written))
    [answer] = [one for one in bot.slack.said("D1") if "10-234cc(b)(3)" in words(one)]
    assert "it reached me only now" in words(answer)
    await bot.after(await bot.slack.mention(ASK, channel="C2", event_time=written))
    assert "it reached me only now" in words(bot.slack.whispers[-1])


async def test_an_empty_chat_suggests_questions(bot: Bot) -> None:
    await bot.after(await bot.slack.opens_home(tab="messages"))
    [asked] = bot.slack.asked("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in asked and len(asked["prompts"]) == 4
    thread = {"user_id": "UGUEST", "channel_id": bot.slack.chat_with("UGUEST"), "thread_ts": "5.6", "context": {}}
    await bot.after(await bot.slack.event({"type": "assistant_thread_started", "assistant_thread": thread}))
    asked = bot.slack.asked("assistant.threads.setSuggestedPrompts")[-1]
    assert asked["thread_ts"] == "5.6" and len(asked["prompts"]) == 3


async def test_a_message_can_be_asked_about_and_is_no_command(bot: Bot) -> None:
    message = bot.slack.written("deadlines", "U2", "C2")
    await bot.after(await bot.slack.shortcut("ask_about_this", message))
    assert bot.heard[-1].text == "ask deadlines" and bot.heard[-1].who == "slack:U1"
    assert bot.slack.replies[-1]["response_type"] == "ephemeral"
    await bot.after(await bot.slack.shortcut("ask_about_this", {**message, "text": ""}))
    assert "no text" in words(bot.slack.replies[-1]) and len(bot.heard) == 1


async def test_a_message_becomes_a_record_by_one_press_and_nobody_reads_along(bot: Bot) -> None:
    mail = "On October 5 Kestrel Learning discovered that an account with names of 412 students was used by a stranger."
    message = bot.slack.written(mail, "U2", "C2")
    await bot.after(await bot.slack.shortcut("track_this", message))
    assert bot.heard[-1].text.startswith("track 20") and bot.heard[-1].text.endswith(mail)
    [window] = bot.slack.views.values()
    assert "Kestrel Learning" in words(window) and "412" in words(window)
    await bot.send(window)
    [breach] = bot.store.breaches()
    assert (breach.vendor, breach.students) == ("Kestrel Learning", 412)
    assert not bot.slack.replies and [one["text"] for one in bot.slack.said("C2")] == [mail]
    unclear = bot.slack.written("thanks for the bagels in the main office this morning", "U2", "C2")
    await bot.after(await bot.slack.shortcut("track_this", unclear))
    assert "direct messages" in words(bot.slack.replies[-1])
    assert "What should it become?" in words(bot.slack.said(bot.slack.chat_with("U1"))[-1])


async def test_who_may_not_log_tells_the_lead_of_a_message(bot: Bot) -> None:
    await bot.command("grant <@U3|dana> privacy", channel="C1")
    await bot.command("setup lead: <@U3|dana>", channel="C1")
    mail = "On October 5 Kestrel Learning discovered that an account with names of 412 students was used by a stranger."
    message = bot.slack.written(mail, "U1", "C2")
    await bot.after(await bot.slack.shortcut("track_this", message, user="U2"))
    assert "Nothing is saved yet" in words(bot.slack.replies[-1])
    told = words(bot.slack.said(bot.slack.chat_with("U2"))[-1])
    assert "Pass this on to" in told and "two business days" in told and "Only your district" not in told


async def test_a_yes_as_a_new_message_is_to_the_proposal_above_it(bot: Bot) -> None:
    await logged(bot)
    await bot.after(await bot.slack.direct("D-1 is done, posted at https://example.org/kahoot"))
    await bot.after(await bot.slack.direct("yes"))
    assert bot.store.deadline("D-1").status is Status.DONE


async def test_bots_edits_and_other_channels_are_not_answered(bot: Bot) -> None:
    message = bot.slack.written(ASK, "U1", "D1")
    for more in ({"bot_id": "B9"}, {"subtype": "message_changed"}, {"channel_type": "channel"}):
        await bot.after(await bot.slack.event({**message, "channel_type": "im", **more}))
    assert not bot.heard
