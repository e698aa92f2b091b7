"""Does an answer that one person asked for come to stand where everybody reads it, on their wish alone?"""

import pytest

from handlers.dialogue.reply import Reply, Text
from storage.records import Event, Role, Setup
from tests.bot.chat.shared import ASK
from tests.bot.slack.bot_in_slack import Bot, button, logged, words
from tests.bot.slack.limits import complaints


async def test_a_mention_is_answered_for_the_asker_and_shared_on_wish(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    question, shown = bot.slack.said("C2")[0], bot.slack.whispers[-1]
    assert "10-234cc(b)(3)" in words(shown) and shown["user"] == "U1" and "thread_ts" not in shown
    assert len(bot.slack.said("C2")) == 1
    await bot.press("Share here", shown)
    shared = bot.slack.said("C2")[-1]
    assert shared["thread_ts"] == question["ts"] and "10-234cc(b)(3)" in words(shared)
    assert {"type": "user", "user_id": "U1"} in [
        run for block in shared["blocks"] if block["type"] == "rich_text" for run in block["elements"][0]["elements"]
    ]
    assert "rich_text_quote" in words(shared), "the question stands above the answer"
    assert bot.slack.replies[-1].get("delete_original")
    assert len(bot.heard) == 1, "what is shared is the answer that was read"


async def test_what_another_bot_answered_is_shared_if_it_is_the_same_still(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    shown = bot.slack.whispers[-1]
    bot.app.pipeline.shareable._kept.clear()
    await bot.press("Share here", shown)
    assert "10-234cc(b)(3)" in words(bot.slack.said("C2")[-1])
    changed = button("Share here", shown)
    changed["value"] = changed["value"].replace('"digest": "', '"digest": "0')
    await bot.after(await bot.slack.press(changed, shown))
    assert "share it" in words(bot.slack.replies[-1]) and len(bot.slack.said("C2")) == 2


async def test_a_question_that_goes_on_is_shared_by_another_bot_too(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    ts = bot.slack.said("C2")[0]["ts"]
    await bot.after(await bot.slack.mention("and with consent?", channel="C2", thread=ts))
    bot.app.pipeline.shareable._kept.clear()
    await bot.press("Share here", bot.slack.whispers[-1])
    assert "10-234cc(b)(3)" in words(bot.slack.said("C2")[-1]) and bot.slack.said("C2")[-1]["thread_ts"] == ts


@pytest.mark.parametrize(
    "said", ["done D-1 https://example.org/p", "setup morning: 9:00", "drill", "withdraw C-1 twice"]
)
async def test_a_step_of_what_one_person_does_is_not_for_sharing(bot: Bot, said: str) -> None:
    await logged(bot)
    await bot.command("setup place: here", channel="C1")
    await bot.command(said, channel="C1")
    assert "Share here" not in words(bot.slack.whispers[-1]), said
    await bot.command("contract C-1", channel="C1")
    assert "Share here" in words(bot.slack.whispers[-1])


async def test_sharing_where_the_bot_is_not_goes_by_the_response_url(bot: Bot) -> None:
    await bot.command(ASK, channel="C4")
    await bot.press("Share here", bot.slack.whispers[-1])
    assert [one["response_type"] for one in bot.slack.replies if "response_type" in one] == ["ephemeral", "in_channel"]
    assert "10-234cc(b)(3)" in words(bot.slack.said("C4")[-1])


async def test_what_is_shared_twice_stands_there_once(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.receive.DOUBLE_CLICK", 0.0)
    await bot.command(ASK, channel="C2")
    shown = bot.slack.whispers[-1]
    bot.slack.fail("chat.postMessage", "internal_error")
    await bot.press("Share here", shown)
    assert not bot.slack.said("C2"), "what failed may be pressed again"
    for _ in range(2):
        await bot.press("Share here", shown)
    assert len(bot.slack.said("C2")) == 1


async def test_an_answer_that_stands_there_by_another_way_is_as_any_other(bot: Bot) -> None:
    bot.slack.fail("respond", "expired_url")
    await bot.command(ASK, channel="C2")
    shown = bot.slack.whispers[-1]
    assert not bot.slack.replies and "not in that channel" not in words(shown)
    await bot.press("Share here", shown)
    assert "10-234cc(b)(3)" in words(bot.slack.said("C2")[-1])


async def test_a_mention_in_a_thread_stays_in_it(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2", thread="1.2"))
    assert bot.slack.whispers[-1]["thread_ts"] == "1.2" and bot.heard[-1].place == "slack:C2:1.2"
    await bot.press("Share here", bot.slack.whispers[-1])
    assert bot.slack.said("C2")[-1]["thread_ts"] == "1.2"


@pytest.mark.parametrize("kept", [True, False])
async def test_nobody_else_shares_it_and_nobody_elsewhere(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    monkeypatch.setattr("bot.slack.receive.DOUBLE_CLICK", 0.0)
    await logged(bot)
    await bot.command("contract C-1", user="U2", channel="C1")
    shown = bot.slack.whispers[-1]
    if not kept:
        bot.app.pipeline.shareable._kept.clear()
    for user, channel in (("U1", "C1"), ("UGUEST", "C1"), ("U2", "C2"), ("U2", "C3")):
        await bot.press("Share here", {**shown, "channel": channel}, user=user)
        assert "Ask me again" in words(bot.slack.replies[-1])
    assert not any("Kahoot" in words(one) for channel in ("C1", "C2", "C3") for one in bot.slack.said(channel))
    await bot.press("Share here", shown, user="U2")
    assert "Kahoot" in words(bot.slack.said("C1")[-1]), "anyone who got it, there"


async def test_who_may_not_see_it_any_more_does_not_share_it(bot: Bot) -> None:
    await logged(bot)
    await bot.command("contract C-1", user="U2", channel="C1")
    shown = bot.slack.whispers[-1]
    event = Event(who="test", what="setup", when=bot.desk().now, surface="test")
    bot.store.change(event, lambda _: [Setup(members=Role.EVERYONE)])
    await bot.press("Share here", shown, user="U2")
    assert not any("Kahoot" in words(one) for one in bot.slack.said("C1"))


@pytest.mark.parametrize("room", range(200, 2400, 400))
async def test_a_long_question_s_button_fits_below_a_long_answer(bot: Bot, room: int) -> None:
    """Slack refuses what has more than some 13,000 characters."""
    long = Reply(title="Much", parts=(*(Text("y" * 2890) for _ in range(4)), Text("z" * room)))
    bot.restart(lambda _: long)
    await bot.command(f"ask {'x' * 1750}", channel="C1")
    told = [{"text": one["text"], "blocks": one["blocks"]} for one in bot.slack.replies]
    assert [list(complaints(one)) for one in told] == [[]] * len(told)
    await bot.press("Share here", bot.slack.whispers[-1])
    shared = "".join(map(words, bot.slack.said("C1")))
    assert shared.count("y") >= 4 * 2890 and "z" * room in shared and shared.count("Shared by") == 1
