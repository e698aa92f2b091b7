"""Is a message that is edited answered anew, in the place of the earlier answer, whatever stands in it?"""

import pytest

from tests.bot.teams.local import Json, words
from tests.bot.teams.spoken import ASK, CITE, Bot


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
    assert "An edit changes nothing" not in words(bot.last())
    assert bot.heard[-1].text.startswith("Received") and len(bot.heard) == 2
