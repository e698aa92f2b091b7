"""Is a page told of once, when it was bad twice in a row, and listed until it is there again?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.deadlines.steps import StepKind, kind_of
from handlers.dialogue.desk import Desk
from handlers.dialogue.text import plain
from handlers.links import PageState, is_due, pages_post, posted_pages, save_check
from knowledge.law import POST_BREACH, POST_CONTRACT
from storage.records import Breach, Contract, Deadline, Event, Setup, Status
from storage.vault.sealed import BadPage, PageCheck
from tests.handlers.district import put, say

PAGE = "https://schools.example.org/c-1"
DAY = date(2026, 11, 20)
GONE, MOVED, THERE = PageState.GONE, PageState.MOVED, PageState.THERE
UNCLEAR, SILENT = PageState.UNCLEAR, PageState.SILENT


@pytest.fixture
def office(desk: Desk) -> Desk:
    put(desk, Setup(links=True))
    add(desk, Contract, vendor="Newsela", executed=DAY, link=PAGE)
    return desk


def add(desk: Desk, kind: type[Contract] | type[Breach] | type[Deadline], **told: object) -> None:
    """Put a new record."""
    event = Event(who="test", what="add", when=desk.now, surface="test")
    desk.store.change(event, lambda draft: [kind(id=draft.new_id(kind), **told)])  # type: ignore[arg-type]


def checked(desk: Desk, *states: PageState) -> Desk:
    """The desk after so many checks of the page, a week apart."""
    for state in states:
        desk = replace(desk, now=desk.now + timedelta(days=7))
        save_check({PAGE: state}, desk)
    return desk


def told(desk: Desk) -> list[str]:
    """The messages that were planned, as they read now."""
    steps = [one for one in desk.store.reminders("") if kind_of(one) is StepKind.PAGES]
    return [plain(shown) for one in steps if (shown := pages_post(one, desk))]


def posted(desk: Desk, record: str, proof: str, duty: str = POST_CONTRACT, status: Status = Status.DONE) -> None:
    """A posting deadline of the record, with its proof."""
    told = {"record": record, "proof": proof, "duty": duty, "status": status, "cite": "10-234bb(g)", "who": "board"}
    add(desk, Deadline, opened=desk.now, safe=DAY, last=DAY, **told)


def test_one_bad_check_is_not_told_and_two_are_once(office: Desk) -> None:
    once = checked(office, GONE)
    assert not told(once) and "is gone" not in say(once, "register")
    twice = checked(once, GONE)
    assert [one for one in told(twice) if f"The page of C-1 is gone: {PAGE}" in one]
    later = checked(twice, GONE, GONE)
    assert len([one for one in later.store.reminders("") if kind_of(one) is StepKind.PAGES]) == 1
    assert f"The page of C-1 is gone: {PAGE}" in say(later, "register")


def test_a_page_that_is_there_again_is_forgotten(office: Desk) -> None:
    back = checked(office, GONE, GONE, THERE)
    assert not told(back) and "is gone" not in say(back, "register")
    assert not told(checked(back, GONE)), "it counts from the beginning"
    assert told(checked(back, GONE, GONE))


@pytest.mark.parametrize("between", [UNCLEAR, SILENT])
def test_an_answer_that_does_not_tell_changes_nothing(office: Desk, between: PageState) -> None:
    assert not told(checked(office, between, between, between))
    assert told(checked(office, GONE, between, GONE))


def test_a_page_that_leads_elsewhere_is_told_as_such(office: Desk) -> None:
    assert not told(checked(office, GONE, MOVED)), "each of them came once"
    (said,) = told(checked(office, MOVED))
    assert f"The page of C-1 leads to another website: {PAGE}" in said and "is gone" not in said


def test_after_a_long_time_without_a_check_it_begins_anew(office: Desk) -> None:
    pause = replace(checked(office, GONE), now=office.now + timedelta(days=21))
    assert not told(checked(pause, GONE))


def test_what_was_corrected_or_turned_off_is_not_told(office: Desk) -> None:
    bad = checked(office, GONE, GONE)
    put(bad, Contract(id="C-1", vendor="Newsela", executed=DAY, link="https://schools.example.org/new"))
    assert not told(bad) and "is gone" not in say(bad, "register")
    put(bad, Contract(id="C-1", vendor="Newsela", executed=DAY, link=PAGE), Setup())
    assert not told(bad) and not is_due(bad)


def test_it_is_due_once_a_week_where_the_district_wants_it(office: Desk) -> None:
    assert is_due(office)
    first = checked(office, THERE)
    assert not is_due(first) and not is_due(replace(first, now=first.now + timedelta(days=6)))
    assert is_due(replace(first, now=first.now + timedelta(days=7)))
    put(office, Setup())
    assert not is_due(office), "it is off by default"


def test_the_pages_are_those_that_the_district_gave_for_what_it_posts(office: Desk) -> None:
    put(office, Setup(links=True, site="https://schools.example.org/privacy"))
    add(office, Contract, vendor="Old", executed=DAY, expiry=DAY, link="https://schools.example.org/c-2")
    add(office, Contract, vendor="Kahoot", executed=DAY, link="https://[odd")
    add(office, Breach, vendor="Kahoot")
    posted(office, "C-1", f"Posted at {PAGE}#terms, and on https://other.example.org/a?b=1.")
    posted(office, "B-1", "https://schools.example.org/breaches.html#B-1", POST_BREACH)
    posted(office, "C-2", "https://schools.example.org/ended")
    posted(office, "C-3", "the board's minutes, page 4")
    posted(office, "C-3", "https://schools.example.org/open", status=Status.OPEN)
    assert posted_pages(office) == {
        "https://schools.example.org/privacy": ("",),
        PAGE: ("C-1",),
        "https://other.example.org/a?b=1": ("C-1",),
        "https://schools.example.org/breaches.html": ("B-1",),
    }


def test_a_check_comes_back_as_it_was_kept(office: Desk) -> None:
    check = PageCheck(
        checked=DAY, bad=(BadPage(address=PAGE, state=GONE), BadPage(address="b", state=MOVED, times=2, told=DAY))
    )
    assert office.page_checks and office.page_checks.last() is None
    office.page_checks.put(check)
    assert office.page_checks.last() == check


def test_each_message_names_only_the_pages_found_that_day(office: Desk) -> None:
    other = "https://schools.example.org/c-2"
    add(office, Contract, vendor="Quill", executed=DAY, link=other)
    for second in (THERE, GONE, GONE):
        office = replace(office, now=office.now + timedelta(days=7))
        save_check({PAGE: GONE, other: second}, office)
    messages = told(office)
    assert sorted([page for page in (PAGE, other) if page in said] for said in messages) == [[PAGE], [other]], messages
    assert {page for page in (PAGE, other) if page in say(office, "register")} == {PAGE, other}, "the list has both"
