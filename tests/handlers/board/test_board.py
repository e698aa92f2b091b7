"""Does the board say how each deadline stands, and draw it where it belongs?"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.apps.catalog import catalog_of
from handlers.board import dues
from handlers.board.board import board, greeting, reading_once, sent_posts
from handlers.board.dues import BoardQuery, timeline_around
from handlers.board.home import home
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.reminders.messages.posts import plan_digest
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
    monkeypatch.setattr(dues, "PAGE", 2)
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
    seen = timeline_around(TODAY, [TODAY + timedelta(days=24), TODAY + timedelta(days=400)])
    places = [seen.place(TODAY + timedelta(days=days)) for days in (-400, -3, 0, 3, 20, 400)]
    assert places == sorted(places)
    assert places[0] == 2
    assert places[-1] == 98
    assert seen.lane(TODAY + timedelta(days=400), TODAY + timedelta(days=400)).clipped
    assert not seen.lane(TODAY, TODAY + timedelta(days=1)).clipped
    assert 4 <= len(seen.ticks) <= 8


def test_what_is_overdue_stands_apart_from_what_is_coming(office: Desk) -> None:
    log(office, "2026-10-07")
    log(office, "2026-11-20", expiry="2027-06-30")
    found = board(BoardQuery(), office)
    assert [(group.state, group.number) for group in found.groups] == [("overdue", 1), ("soon", 1), ("later", 1)]
    assert not found.weeks, "one date is no chart"
    log(office, "2026-11-20", vendor="Quill")
    (weeks,) = board(BoardQuery(), office).weeks
    assert [bar.value for bar in weeks.bars if bar.value] == [2], "what is overdue has a figure of its own"
    assert [row.dates for row in found.due] == [
        "Last date Thu, Oct 15", "Fri, Nov 27; last date Mon, Nov 30", "Wed, Jun 30, 2027",
    ]  # fmt: skip


def test_the_figures_say_the_same_whatever_is_due(office: Desk) -> None:
    def said() -> str:
        return board(BoardQuery(), office).figures.says

    names = ("Overdue", "Due within a week", "Breaches to tell families of", "Contracts incomplete")
    assert said() == " · ".join(f"{name}: 0" for name in names)
    log(office, "2026-10-07")
    log(office, "2026-11-20")
    respond(Message("log-breach", fields={"vendor": "Seesaw", "board_told": "2026-11-23"}), on(office, "2026-11-23"))
    assert said() == " · ".join(f"{name}: {number}" for name, number in zip(names, (1, 3, 1, 2), strict=True))
    assert [one.stands for one in board(BoardQuery(), office).figures.tiles[2:]] == ["overdue", "incomplete"]


def test_one_s_own_come_first_by_their_next_date(office: Desk) -> None:
    for day, owner in (("2026-11-20", "Dana"), ("2026-10-07", "Sam"), ("2026-11-19", "Dana")):
        log(office, day, owner=owner)
    mine = next(one for one in home(Message("", who="Dana", surface="slack"), office) if one.rows)
    assert (mine.title, [row.says.split(" · ")[1:] for row in mine.rows]) == (
        "My list · 2 within a week",
        [["D-3"], ["D-1"]],
    )
    others = next(one for one in home(Message("", who="Kim", surface="slack"), office) if one.rows)
    assert (others.title, [row.says.split(" · ")[1:] for row in others.rows]) == (
        "Next in the district · 1 overdue, 2 within a week",
        [["D-2", "Sam"], ["D-3", "Dana"], ["D-1", "Dana"]],
    )


def test_telling_families_comes_before_posting_a_contract(office: Desk) -> None:
    """The contract's deadline is the earlier one; the breach of the next day is more urgent."""
    log(office, "2026-11-17")
    for vendor in ("Seesaw", "Quill"):
        respond(Message("log-breach", fields={"vendor": vendor, "board_told": "2026-11-23"}), on(office, "2026-11-23"))
    found = board(BoardQuery(), on(office, "2026-11-23"))
    breaches, week = found.groups
    assert [row.title for row in breaches.shown] == ["Tell the families"] * 2 + ["Post the breach notice"] * 2
    assert all(row.is_urgent for row in breaches.shown)
    assert [(row.is_urgent, row.word) for row in week.shown] == [(False, "Tomorrow")]
    assert [(one.vendor, one.word) for one in found.untold] == [("Seesaw", "In 2 days"), ("Quill", "In 2 days")]
    assert "Tell the families" in str(greeting(Message("", who="Dana"), on(office, "2026-11-23")).parts)
    respond(Message(f"done {found.untold[0].deadline} e-mail of 2026-11-24"), office)
    assert [one.vendor for one in board(BoardQuery(), office).untold] == ["Quill"]


def test_each_group_shows_its_first_and_says_how_many_are_left(office: Desk) -> None:
    for day in ("2026-10-07", "2026-11-20"):
        for number in range(8):
            log(office, day, product=f"App {number} of {day}")
    assert [(len(group.shown), group.left) for group in board(BoardQuery(), office).groups] == [(6, 2), (6, 2)]
    assert [(len(group.shown), group.left) for group in board(BoardQuery(every=True), office).groups] == [
        (8, 0),
        (8, 0),
    ]


def test_a_board_to_print_has_every_contract_on_one_page(office: Desk) -> None:
    for number in range(25):
        log(office, "2026-11-20", product=f"App {number}")
    assert [len(board(BoardQuery(every=every), office).contracts.shown) for every in (False, True)] == [20, 25]


def test_a_search_leaves_the_numbers_above_the_board_as_they_are(office: Desk) -> None:
    log(office, "2026-11-20")
    log(office, "2026-11-20", vendor="Quill")
    found = board(BoardQuery(search="quill"), office)
    assert (found.contracts.found, found.lacking, found.open) == (1, 2, 2)


def test_what_waits_for_the_reader_stands_by_its_number(office: Desk) -> None:
    respond(Message("ask-app Kahoot; data: yes; school: yes", who="slack:U7", surface="slack"), office)
    respond(Message("log-exception vendor: Speakly; student: Case 14; plan: IEP; review: 2026-11-30"), office)
    respond(Message("log-family-request kind: see; vendor: Quizlet; reference: Case 7"), office)
    log(office, "2026-11-02")
    respond(Message("correct C-1 expiry: 2026-12-31; owner: slack:U8"), office)
    waiting = board(BoardQuery(), office, READER).waiting
    assert [one.label for one in waiting] == [
        "1 product to decide on",
        "1 exception not complete, 1 to review",
        "1 family request open",
        "1 contract ends within 60 days",
    ]
    for one in waiting:
        assert respond(Message(one.say), office).tone != "sorry", one.say
    shown = home(Message("", who="slack:U1", surface="slack"), office)
    assert {one.label for one in waiting} <= {choice.label for reply in shown for choice in reply.choices}


def test_what_waits_for_the_team_is_not_shown_to_an_owner(office: Desk) -> None:
    respond(Message("ask-app Kahoot; data: yes; school: yes", who="slack:U7", surface="slack"), office)
    log(office, "2026-11-02")
    respond(Message("correct C-1 expiry: 2026-12-31; owner: slack:U8"), office)
    staff = replace(office, role=Role.STAFF)
    owner, other = (
        board(BoardQuery(), staff, Message("", who=who, surface="slack")) for who in ("slack:U8", "slack:U9")
    )
    assert [one.label for one in owner.waiting] == ["1 contract ends within 60 days"]
    assert not other.waiting


def test_the_products_are_gathered_once_for_all_boards_until_a_contract_is_logged(office: Desk) -> None:
    log(office, "2026-06-01", vendor="Kami")
    before = catalog_of(reading_once(office))
    assert catalog_of(reading_once(office)) is before
    log(office, "2026-06-01", vendor="Kahoot")
    assert catalog_of(reading_once(office)) is not before
    early = reading_once(office)
    assert early.store.contracts()
    log(office, "2026-06-01", vendor="Quizlet")
    catalog_of(early)
    assert any(one.contracts and one.name == "Quizlet" for one in catalog_of(office).products.values()), (
        "kept as it was"
    )


def test_a_withdrawn_contract_is_not_counted_as_incomplete(office: Desk) -> None:
    for vendor in ("Kahoot", "Quill"):
        log(office, "2026-11-20", vendor=vendor)
    respond(Message("withdraw C-1 twice on record"), office)
    assert "Contracts incomplete: 1" in board(BoardQuery(), office).figures.says
    respond(Message("withdraw C-2 twice on record"), office)
    assert "Contracts incomplete: 0" in board(BoardQuery(), office).figures.says
