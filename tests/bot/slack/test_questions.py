"""Does a question reach the privacy lead in Slack, and the answer the one who asked?"""

import asyncio
import io

from bot.slack.notify import SlackChannel
from handlers.reminders.remind import remind
from tests.bot.slack.bot_in_slack import Bot, filled, words
from tests.bot.slack.small_slack.slack import Slack

ASKED = "who repairs the smartboards in room 12"


async def posted(bot: Bot, channel: SlackChannel) -> None:
    await asyncio.to_thread(remind, bot.desk(), {"slack": channel})


async def test_the_lead_answers_and_the_asker_hears_it(
    bot: Bot, slack: Slack, channel: SlackChannel, log: io.StringIO
) -> None:
    await bot.command("setup lead: slack:U1", channel="D1", user="U1")
    await bot.after(await slack.direct(ASKED, user="U2"))
    await bot.press("Send to the privacy lead", slack.said(slack.chat_with("U2"))[-1], user="U2")
    assert "Ana Ruiz gets this question" in words(bot.modal) and ASKED in words(bot.modal)
    await bot.after(await slack.submit(bot.modal, filled(bot.modal, name="without"), user="U2"))
    await posted(bot, channel)
    (question,) = [one for one in slack.said(slack.chat_with("U1")) if "asks:" in one["text"]]
    assert ASKED in words(question) and "Sam" not in words(question) and "U2" not in words(question)
    await bot.press("Answer", question, user="U1")
    assert ASKED in words(bot.modal)
    await bot.after(await slack.submit(bot.modal, filled(bot.modal, answer="The help desk does"), user="U1"))
    await posted(bot, channel)
    answer = slack.said(slack.chat_with("U2"))[-1]
    assert all(said in words(answer) for said in ("Ana Ruiz answered", ASKED, "The help desk does"))
    assert not bot.desk().questions.all(), "nothing is kept once the answer is there"
    kept = str(bot.store.dump()) + log.getvalue()
    assert "smartboards" not in kept and "help desk" not in kept
