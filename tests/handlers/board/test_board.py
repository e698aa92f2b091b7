"""Does the board say how each deadline stands, and draw it where it belongs?"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.board import lists as board_lists
from handlers.board.board import board, greeting, sent_posts
from handlers.board.lists import BoardQuery
from handlers.board.timeline import timeline_around
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.reminders.digest import plan_digest
from handlers.reminders.remind import remind
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.handlers.talk import Notes

TODAY = date(2026, 11, 24)


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with records of its own."""
    return replace(desk, records=open_embedded(tmp_path, "district"), role=Role.ADMIN)


def on(desk: Desk, day: str) -> Desk:
    return replace(desk, now=datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=desk.zone))


def log(desk: Desk, day: str, **fields: str) -> None:
    reply = respond(Message("log-contract", fields={"vendor": "Kahoot", "executed": day, **fields}), on(desk, day))
    assert reply.tone != "sorry", reply


def test_a_deadline_stands_as_its_two_dates_say(office: Desk) -> None:
    """Executed October 7, 2026: the safe date is October 14, the last one October 15 (Columbus Day is between)."""
    log(office, "2026-10-07")
    for day, state, word in (
        ("2026-10-06", "later", "In 8 days"),
        ("2026-10-07", "soon", "In 7 days"),
        ("2026-10-13", "soon", "Tomorrow"),
        ("2026-10-14", "soon", "Today"),
        ("2026-10-15", "passing", "Safe date passed; last date today"),
        ("2026-10-16", "overdue", "Overdue 1 day"),
        ("2026-10-18", "overdue", "Overdue 3 days"),
    ):
        found = board(BoardQuery(), on(office, day))
        assert (found.due[0].state, found.due[0].word) == (state, word), day
        assert found.counts[found.due[0].state] == found.open == 1
        assert found.due[0].about == "Kahoot"


def test_what_is_missing_is_said_and_can_be_asked_for(office: Desk) -> None:
    log(office, "2026-11-20")
    full = {"purpose": "Quizzes", "description": "Live", "link": "https://example.org", "categories": "student_records"}
    log(office, "2026-11-20", vendor="Whole", provisions="all", **full)
    found = board(BoardQuery(), office).contracts
    assert [(one.name, bool(one.gaps)) for one in found.shown] == [("Whole", False), ("Kahoot", True)]
    assert found.shown[1].gaps[0] == "10 provisions to check"
    assert [one.name for one in board(BoardQuery(gaps=True), office).contracts.shown] == ["Kahoot"]
    assert [one.name for one in board(BoardQuery(search="whole"), office).contracts.shown] == ["Whole"]
    respond(Message("withdraw C-1 twice on record"), office)
    assert board(BoardQuery(), office).contracts.found == 1


def test_long_lists_have_pages(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_lists, "PAGE", 2)
    for number in range(5):
        log(office, "2026-11-20", product=f"App {number}")
    pages = [board(BoardQuery(contracts=page), office).contracts for page in (-3, 1, 2, 3, 99)]
    assert [[one.id for one in page.shown] for page in pages] == [
        ["C-5", "C-4"], ["C-5", "C-4"], ["C-3", "C-2"], ["C-1"], ["C-1"],
    ]  # fmt: skip
    assert {page.pages for page in pages} == {3}


def test_the_page_shows_each_deadline_that_was_recalled_once(office: Desk) -> None:
    log(office, "2026-10-07")
    for day in ("2026-10-12", "2026-10-15", "2026-10-19"):
        remind(on(office, day), {"page": Notes([])})
    (found,) = sent_posts(on(office, "2026-10-19"))
    assert found.at.date().isoformat() == "2026-10-19" and found.reply is not None
    assert len(sent_posts(office, found.at)) == 1
    respond(Message("done D-1 https://example.org"), on(office, "2026-10-19"))
    (closed,) = sent_posts(office)
    assert closed.reply is None and closed.title.endswith("(closed since)")


def test_the_digest_is_on_the_page_too(office: Desk) -> None:
    log(office, "2026-10-07")
    plan_digest(on(office, "2026-10-18"))
    remind(on(office, "2026-10-19"), {"page": Notes([])})
    digest = next(one for one in sent_posts(on(office, "2026-10-19")) if one.id.startswith("digest"))
    assert digest.reply is not None and "1 overdue" in digest.title


READER = Message("", surface="page")


def test_the_greeting_says_how_things_stand(office: Desk) -> None:
    assert greeting(READER, office).title == "Nothing is due"
    log(office, "2026-11-02")
    assert greeting(READER, office).title == "1 deadline overdue"
    log(office, "2026-11-20")
    assert greeting(READER, office).title == "1 deadline overdue; 1 more due within a week"


def test_the_timeline_keeps_order_and_margins() -> None:
    seen = timeline_around(TODAY, [TODAY + timedelta(days=3), TODAY + timedelta(days=400)])
    places = [seen.place(TODAY + timedelta(days=days)) for days in (-400, -3, 0, 3, 20, 400)]
    assert places == sorted(places)
    assert places[0] == 2
    assert places[-1] == 98
    assert seen.lane(TODAY + timedelta(days=400), TODAY + timedelta(days=400)).clipped
    assert not seen.lane(TODAY, TODAY + timedelta(days=1)).clipped
    assert 4 <= len(seen.ticks) <= 8


def test_every_deadline_is_in_one_pile() -> None:
    dates = [(TODAY + timedelta(days=days),) * 2 for days in (-30, -1, 0, 1, 6, 13, 41, 42, 500)]
    piles = timeline_around(TODAY, []).counted(dates).piles
    assert sum(pile.number for pile in piles) == len(dates)
    assert piles[0].number == 2
    assert piles[0].overdue
    assert piles[-1].number == 3
    assert max(pile.height for pile in piles) == 100
