"""Is a message that is edited answered, whatever stands in it?"""

import pytest

from tests.bot.teams.spoken import ASK, CITE, Bot, words


async def test_half_a_character_is_no_trouble(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """JSON carries halves of a pair, as where a program cut a text in the middle of an emoji."""
    for place in ("ana", "staff"):
        await bot.says(f"{ASK} \ud83d", where=place)
        question = next(one for one in bot.teams.rooms[place].messages if one["from"]["id"] == "29:ana")
        assert CITE in words(bot.last(place))
        await bot.after(await bot.teams.edits(question, "by when must a contract be posted? \ude00\ud83d"))
        assert "10-234bb(g)" in words(bot.last(place)) and len(bot.teams.said(place)) == 1
    assert not caplog.records
