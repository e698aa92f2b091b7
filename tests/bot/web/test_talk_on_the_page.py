"""Does a talk on the page go on where it was, and does a yes there save what was shown?"""

from tests.bot.running_bot import RunningBot


async def test_values_of_several_turns_are_one_contract(running_bot: RunningBot) -> None:
    await running_bot.say("log a contract with Brightpath")
    await running_bot.say("signed on October 5, 2026")
    assert running_bot.desk.store.contracts() == []
    await running_bot.say("yes")
    [saved] = running_bot.desk.store.contracts()
    assert (saved.vendor, str(saved.executed)) == ("Brightpath", "2026-10-05")
