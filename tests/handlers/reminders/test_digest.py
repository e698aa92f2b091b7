"""Does the morning digest tell what is pressing, and nothing that only an auditor needs?"""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.reminders.messages.posts import digest_reply
from storage.backup import backup_note, note_backup


def test_it_lists_what_is_pressing_by_kind(desk: Desk) -> None:
    respond(Message("log-contract vendor: Late; executed: 2026-11-10"), desk)
    respond(Message("log-contract vendor: Near; executed: 2026-11-20"), desk)
    respond(Message("log-breach vendor: Far; discovered: 2026-11-20"), desk)
    told = digest_reply(desk)
    assert told is not None
    assert told.title == "Tue, Nov 24, 2026: 1 overdue, 1 due within a week"
    far, late, near = (plain(told).index(heading) for heading in ("before all else:", "Overdue:", "Within a week:"))
    assert far < plain(told).index("(Far)") < late < plain(told).index("Late") < near < plain(told).index("Near")


def test_the_audit_chain_is_left_to_exports_and_verify(desk: Desk) -> None:
    respond(Message("log-contract vendor: Acme; executed: 2026-11-20"), desk)
    told = digest_reply(desk)
    assert told is not None and not told.footer
    assert desk.store.head().hash[:16] not in plain(told)


def test_it_is_silent_where_nothing_is_open(desk: Desk) -> None:
    assert digest_reply(desk) is None


def test_a_backup_that_failed_is_told_even_where_nothing_else_is(desk: Desk, tmp_path: Path) -> None:
    desk = replace(desk, backup_failed=lambda: backup_note(tmp_path, "district").failed)
    assert digest_reply(desk) is None
    note_backup(tmp_path, "district", desk.now, failed=True)
    told = digest_reply(desk)
    assert told is not None and "The last backup of these records failed." in plain(told)
    note_backup(tmp_path, "district", desk.now, failed=False)
    assert digest_reply(desk) is None


def test_what_is_open_is_listed_on_each_day_from_a_week_before_its_safe_date(desk: Desk) -> None:
    respond(Message("log-contract vendor: Acme; executed: 2026-11-20"), desk)
    [due] = desk.store.deadlines()
    day = due.safe - timedelta(days=7)
    while day <= due.last_day + timedelta(days=2):
        told = digest_reply(replace(desk, now=datetime(day.year, day.month, day.day, 9, tzinfo=desk.zone)))
        heading = "Overdue:" if day > due.last_day else "Within a week:"
        assert told is not None and plain(told).partition(heading)[2].count(due.id) == 1, day
        day += timedelta(days=1)
