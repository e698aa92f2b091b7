"""Does a history tell each change in words that a privacy lead reads at once?"""

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond


def say(desk: Desk, text: str) -> str:
    return plain(respond(Message(text, who="Dana"), desk))


def test_provisions_are_told_by_their_number(desk: Desk) -> None:
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20")
    items = [item.id for item in desk.law.on(desk.today).checklists["contract-provisions"].items]
    say(desk, f"correct C-1 provisions: {', '.join(items[:6])}; breach days: 10; purpose: Math")
    told = say(desk, "history C-1")
    assert f"marked 6 of {len(items)} provisions present" in told
    assert "own breach notice set to 10 days for student information" in told
    assert "purpose set to 'Math'" in told
    assert "nothing" not in told and "{" not in told
    say(desk, f"correct C-1 provisions: {', '.join(items[:8])}; purpose: Reading")
    told = say(desk, "history C-1")
    added = ", ".join(item.replace("-", " ") for item in items[6:8])
    assert f"marked 8 of {len(items)} provisions present (6 before; now {added})" in told
    say(desk, f"correct C-1 provisions: {', '.join(items[1:8])}; breach days: 5")
    told = say(desk, "history C-1")
    assert f"(8 before; no longer {items[0].replace('-', ' ')})" in told
    assert "set to 5 days for student information (was 10 days for student information)" in told
    assert "purpose changed from 'Math' to 'Reading'" in told


def test_days_and_moments_are_written_as_everywhere(desk: Desk) -> None:
    say(desk, "log-breach vendor: Acme; discovered: 2026-11-20")
    say(desk, "received B-1 2026-11-24 08:30")
    told = say(desk, "history B-1")
    assert "date of the vendor's notice set to Tue, Nov 24, 2026, 8:30 a.m." in told
    assert "D-1 now done" in told


def test_a_withdrawal_gives_its_reason(desk: Desk) -> None:
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20")
    say(desk, "withdraw C-1 logged twice")
    assert "C-1 withdrawn; reason: 'logged twice'; D-1 now withdrawn" in say(desk, "history C-1")
