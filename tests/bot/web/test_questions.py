"""Is a question answered on the page alone, where there is no chat?"""

from tests.bot.running_bot import RunningBot, beat

ASKED = "who repairs the smartboards in room 12"


async def test_the_board_tells_of_a_question_and_the_page_brings_its_answer(running_bot: RunningBot) -> None:
    assert "Send to the privacy lead" in await running_bot.say(ASKED)
    assert ASKED in await running_bot.say(f"send-gap {ASKED}")
    assert "Type answers to see the answer" in await running_bot.say("send-gap", question=ASKED)
    await beat(running_bot)
    assert "1 question to answer" in (await running_bot.get("board"))[1]
    assert "privacy lead answered" not in (await running_bot.get(""))[1]
    assert ASKED in await running_bot.say("gaps")
    assert "goes to the person who asked" in await running_bot.say("answer G-1", answer="The help desk does")
    await beat(running_bot)
    assert "to answer" not in (await running_bot.get("board"))[1]
    assert "The privacy lead answered your question" in (await running_bot.get(""))[1]
    assert "The help desk does" in await running_bot.say("answers")
    await running_bot.say("answers seen")
    assert "There is no answer for you yet" in await running_bot.say("answers")
    assert "smartboards" not in running_bot.log.getvalue()
    assert "smartboards" not in str(running_bot.desk.store.dump())
