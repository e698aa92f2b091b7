"""Does /readyz say whether all is well, and if not, why?"""

from pathlib import Path

from bot.runtime.heartbeat import DEFAULT_INTERVAL
from bot.web.app import PageChannel
from bot.web.health import STUCK
from tests.bot.running_bot import LOGGED, SECRET, Deaf, RunningBot, beat


async def test_ready_while_the_clock_beats_and_red_after_three_missed_beats(running_bot: RunningBot) -> None:
    status, reasons = await running_bot.ready()
    assert status == 503
    assert "not started yet" in reasons[0]
    await beat(running_bot)
    assert await running_bot.ready() == (200, [])
    running_bot.pass_(seconds=3 * DEFAULT_INTERVAL)
    assert await running_bot.ready() == (200, [])
    running_bot.pass_(seconds=1)
    status, reasons = await running_bot.ready()
    assert status == 503
    assert "stopped 16 seconds ago" in reasons[0]
    await beat(running_bot)
    assert await running_bot.ready() == (200, [])


async def test_red_while_a_chat_is_not_connected(running_bot: RunningBot) -> None:
    await beat(running_bot)
    running_bot.trouble = "Slack is not connected."
    assert await running_bot.ready() == (503, [running_bot.trouble])
    running_bot.trouble = ""
    assert await running_bot.ready() == (200, [])


async def test_red_while_the_records_cannot_be_read(running_bot: RunningBot, tmp_path: Path) -> None:
    await running_bot.say(LOGGED)
    await beat(running_bot)
    kept = (tmp_path / "district" / "district.json").read_bytes()
    (tmp_path / "district" / "district.json").write_text("{oops")
    status, reasons = await running_bot.ready()
    assert status == 503
    assert reasons[0].startswith("The records cannot be read.")
    assert "district.json" in reasons[0]
    (tmp_path / "district" / "district.json").write_bytes(kept)
    assert await running_bot.ready() == (200, [])


async def test_what_fails_once_after_a_time_off_does_not_keep_failing(running_bot: RunningBot) -> None:
    await running_bot.say(LOGGED)
    running_bot.clock.channels = lambda _: {"page": Deaf()}
    running_bot.pass_(minutes=30)
    await beat(running_bot)
    assert await running_bot.count('dpa_reminders_total{what="failed"}') > 0
    assert await running_bot.ready() == (200, [])
    running_bot.pass_(minutes=2)
    await beat(running_bot)
    assert "failing" in (await running_bot.ready())[1][0]


async def test_red_while_reminders_keep_failing_for_ten_minutes(running_bot: RunningBot) -> None:
    await running_bot.say(LOGGED)
    running_bot.clock.channels = lambda _: {"page": Deaf()}
    for minutes in (0, 2, 6):
        running_bot.pass_(minutes=minutes)
        await beat(running_bot)
        assert await running_bot.ready() == (200, [])
    due = await running_bot.count("dpa_reminders_due")
    assert due > 0
    assert await running_bot.count('dpa_reminders_total{what="failed"}') == 3 * due
    running_bot.pass_(minutes=STUCK.total_seconds() / 60 - 7)
    await beat(running_bot)
    status, reasons = await running_bot.ready()
    assert status == 503
    assert "failing" in reasons[0]
    assert "11 minutes late" in reasons[0]
    assert SECRET not in running_bot.log.getvalue()
    running_bot.clock.channels = lambda _: {"page": PageChannel()}
    running_bot.pass_(hours=1)
    await beat(running_bot)
    assert await running_bot.ready() == (200, [])
