"""Does /readyz say whether all is well, and if not, why?"""

from pathlib import Path

from bot.runtime.heartbeat import DEFAULT_INTERVAL
from bot.web.channel import PageChannel
from bot.web.health import STUCK
from tests.bot.house import LOGGED, SECRET, Deaf, House, beat


async def test_ready_while_the_clock_beats_and_red_after_three_missed_beats(house: House) -> None:
    status, reasons = await house.ready()
    assert status == 503
    assert "not started yet" in reasons[0]
    await beat(house)
    assert await house.ready() == (200, [])
    house.pass_(seconds=3 * DEFAULT_INTERVAL)
    assert await house.ready() == (200, [])
    house.pass_(seconds=1)
    status, reasons = await house.ready()
    assert status == 503
    assert "stopped 16 seconds ago" in reasons[0]
    await beat(house)
    assert await house.ready() == (200, [])


async def test_red_while_the_records_cannot_be_read(house: House, tmp_path: Path) -> None:
    await house.say(LOGGED)
    await beat(house)
    kept = (tmp_path / "district" / "district.json").read_bytes()
    (tmp_path / "district" / "district.json").write_text("{oops")
    status, reasons = await house.ready()
    assert status == 503
    assert reasons[0].startswith("The records cannot be read.")
    assert "district.json" in reasons[0]
    (tmp_path / "district" / "district.json").write_bytes(kept)
    assert await house.ready() == (200, [])


async def test_what_fails_once_after_a_time_off_does_not_keep_failing(house: House) -> None:
    await house.say(LOGGED)
    house.clock.channels = lambda _: {"page": Deaf()}
    house.pass_(minutes=30)
    await beat(house)
    assert await house.count('dpa_reminders_total{what="failed"}') > 0
    assert await house.ready() == (200, [])
    house.pass_(minutes=2)
    await beat(house)
    assert "failing" in (await house.ready())[1][0]


async def test_red_while_reminders_keep_failing_for_ten_minutes(house: House) -> None:
    await house.say(LOGGED)
    house.clock.channels = lambda _: {"page": Deaf()}
    for minutes in (0, 2, 6):
        house.pass_(minutes=minutes)
        await beat(house)
        assert await house.ready() == (200, [])
    due = await house.count("dpa_reminders_due")
    assert due > 0
    assert await house.count('dpa_reminders_total{what="failed"}') == 3 * due
    house.pass_(minutes=STUCK.total_seconds() / 60 - 7)
    await beat(house)
    status, reasons = await house.ready()
    assert status == 503
    assert "failing" in reasons[0]
    assert "11 minutes late" in reasons[0]
    assert SECRET not in house.log.getvalue()
    house.clock.channels = lambda _: {"page": PageChannel()}
    house.pass_(hours=1)
    await beat(house)
    assert await house.ready() == (200, [])
