"""Is what is due today or on the next business day told apart from what has weeks, on every surface?"""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.cli.conversation import show
from bot.mail.server import Address, letter
from bot.slack.render.blocks import messages as in_slack
from bot.teams.render.cards import messages as in_teams
from handlers.board.dues import BoardQuery, list_due
from handlers.deadlines.status import deadline_row, list_tone, tone
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.reminders.messages.posts import post
from storage.records import Deadline, Status


def at(desk: Desk, day: str) -> Desk:
    return replace(desk, now=datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=desk.zone))


def logged(desk: Desk, text: str) -> Deadline:
    """The deadline that comes first after that was logged."""
    assert respond(Message(text, who="Dana"), desk).event
    return desk.store.deadlines(status=Status.OPEN)[0]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-20", "due"),
        ("2026-11-24", "due"),
        ("2026-11-25", "due-soon"),  # the next day is Thanksgiving, so Friday is the next business day
        ("2026-11-26", "due-soon"),
        ("2026-11-27", "due-today"),  # the safe date
        ("2026-11-28", "due-soon"),  # on a Saturday, before the last date
        ("2026-11-30", "due-today"),
        ("2026-12-01", "overdue"),
    ],
)
def test_the_tone_tells_the_day_before_and_the_day(desk: Desk, day: str, expected: str) -> None:
    deadline = logged(at(desk, "2026-11-20"), "log-contract vendor: Acme; executed: 2026-11-20")
    desk = at(desk, day)
    assert tone([deadline], desk) == deadline_row(deadline, desk).tone == list_tone([deadline], desk) == expected
    assert post(deadline, desk).tone == expected


def test_a_list_says_what_presses_most(desk: Desk) -> None:
    first = logged(at(desk, "2026-11-20"), "log-contract vendor: Acme; executed: 2026-11-20")
    respond(Message("log-contract vendor: Beta; executed: 2026-11-24", who="Dana"), at(desk, "2026-11-24"))
    both = desk.store.deadlines(status=Status.OPEN)
    assert list_tone(both, at(desk, "2026-11-25")) == "due-soon"
    assert list_tone(both, at(desk, first.safe.isoformat())) == "due-today"
    assert tone(both, at(desk, "2026-12-01")) == "overdue"


@pytest.mark.parametrize(("day", "word"), [("2026-11-24", "Due soon"), ("2026-11-25", "Due today")])
def test_a_breach_on_its_last_day_says_so_everywhere(desk: Desk, day: str, word: str) -> None:
    text = "log-breach vendor: Acme; board told: 2026-11-23; categories: student_information"
    deadline = logged(at(desk, "2026-11-23"), text)
    desk = at(desk, day)
    shown = post(deadline, desk)
    assert f"{word} · Tell the families" in in_slack(shown)[0]["text"]
    assert f"{word} · Tell the families" in in_teams(shown)[0]["summary"]
    assert show(shown).startswith(f"[{word.upper()}] Tell the families")
    sent = letter(shown, "ana@example.org", Address("localhost", 25, "bot@example.org"), post="1")
    assert sent["Subject"].startswith(f"{word}: Tell the families")
    (group,) = list_due([deadline], BoardQuery(), None, desk).groups
    assert group.shown[0].sign == word.lower().replace(" ", "-"), "with a shape of its own on the board"
