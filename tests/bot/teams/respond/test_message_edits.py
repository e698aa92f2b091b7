"""Is a message that is edited answered anew, in the place of the earlier answer, whatever stands in it?"""

import asyncio
import threading

import pytest

from bot.chat.words import perhaps
from bot.teams.respond.message_edits import MessageEdits
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import Bullets, Reply
from handlers.dispatch import respond
from tests.bot.chat.shared import ASK
from tests.bot.teams.bot_in_teams import CITE, Bot, logged
from tests.bot.teams.small_teams.teams import Json, until, words

LONG = tuple(Bullets((f"{n} {'x' * 900}",) * 9) for n in range(15))
OTHER = "what is targeted advertising?"


async def asked(bot: Bot, text: str) -> Json:
    """A question in Ana's chat, which is answered."""
    await bot.says(text)
    return [one for one in bot.teams.rooms["ana"].messages if one["from"]["id"] == "29:ana"][-1]


async def test_half_a_character_is_no_trouble(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """JSON carries halves of a pair, as where a program cut a text in the middle of an emoji."""
    for place in ("ana", "staff"):
        await bot.says(f"{ASK} \ud83d", where=place)
        question = next(one for one in bot.teams.rooms[place].messages if one["from"]["id"] == "29:ana")
        assert CITE in words(bot.last(place))
        await bot.after(await bot.teams.edits(question, "by when must a contract be posted? \ude00\ud83d"))
        assert "10-234bb(g)" in words(bot.last(place)) and len(bot.teams.said(place)) == 1
    assert not caplog.records


async def test_a_question_that_begins_like_a_command_changes_nothing(bot: Bot) -> None:
    question = await asked(bot, "Recieved a breach notice from Acme, what now?")
    await bot.after(await bot.teams.edits(question, "Received a breach notice from Acme, what now?"))
    assert "The edit itself changes nothing" not in words(bot.last())
    assert bot.heard[-1].text.startswith("Received") and len(bot.heard) == 2


async def test_an_edit_that_asks_for_the_records_is_answered_to_who_asks_alone(bot: Bot) -> None:
    await logged(bot)
    await bot.moves_to("privacy")
    await bot.says("help", where="privacy")
    question = [one for one in bot.teams.rooms["privacy"].messages if one["from"]["id"] == "29:ana"][-1]
    await bot.after(await bot.teams.edits(question, question["text"].replace("help", "deadlines")))
    assert bot.teams.said("privacy") and not [one for one in bot.teams.said("privacy") if "Kahoot" in words(one)]
    whisper = bot.teams.whispers[-1]
    assert "Kahoot" in words(whisper) and whisper["for"] == "29:ana"


async def test_there_and_back_and_there_again_is_answered_each_time(bot: Bot) -> None:
    question = await asked(bot, OTHER)
    for text in (ASK, OTHER, ASK):
        await bot.after(await bot.teams.edits(question, text))
        [answer] = bot.teams.said("ana")
        assert (CITE in words(answer)) is (text == ASK)


async def test_an_edit_that_comes_once_more_is_answered_once(bot: Bot) -> None:
    question = await asked(bot, OTHER)
    bot.app.edits = MessageEdits(bot.app.pipeline, bot.app.transport.delivery)  # as in a bot that was started since
    await bot.teams.edits(question, ASK)
    await bot.after(await bot.teams.edits(question, ASK))
    assert len(bot.heard) == 2


async def test_an_answer_that_is_late_is_none_to_what_stands_there_by_then(bot: Bot) -> None:
    question, gate = await asked(bot, "help"), threading.Event()

    def slowly(message: Message) -> Reply:
        assert message.text != OTHER or gate.wait(5)
        return respond(message, bot.desk())

    bot.answers(slowly)
    await bot.teams.edits(question, OTHER)
    edited = asyncio.create_task(bot.teams.edits(question, ASK))
    await until(lambda: bot.teams.asked("update"))
    gate.set()
    await bot.after(await edited)
    [answer] = bot.teams.said("ana")
    assert CITE in words(answer)


async def long(bot: Bot) -> Json:
    """A question whose answer is of several messages, and so is that to any edit of it; each says what was asked."""
    bot.answers(lambda message: Reply(title=message.text, parts=LONG))
    question = await asked(bot, "first")
    assert len(bot.teams.said("ana")) > 2
    return question


@pytest.mark.parametrize("gone", [0, 1])
async def test_where_a_part_of_the_answer_is_gone_the_rest_comes_as_messages(bot: Bot, gone: int) -> None:
    question = await long(bot)
    count, room = len(bot.teams.said("ana")), bot.teams.rooms["ana"]
    room.messages.remove(bot.teams.said("ana")[gone])
    await bot.after(await bot.teams.edits(question, "second"))
    shown = bot.teams.said("ana")
    assert len(shown) == count and all("second" in words(one) for one in shown)
    assert [f"({n} of {count})" in words(one) for n, one in enumerate(shown, 1)][1:] == [True] * (count - 1)


async def test_what_was_perhaps_put_in_place_is_not_said_once_more(bot: Bot) -> None:
    question = await long(bot)
    count = len(bot.teams.said("ana"))
    bot.teams.hindrances["update"] = [("", ""), ("drop", ""), ("drop", "")]
    await bot.after(await bot.teams.edits(question, "second"))
    assert len(bot.teams.said("ana")) == count + 1 and perhaps("Teams", "") in words(bot.last())
