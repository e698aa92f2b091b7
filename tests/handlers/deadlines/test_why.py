"""Can somebody who asks years later see why a date is what it is?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.programs.law_answers import deadlines
from knowledge.counting import Calendar
from knowledge.edition import Edition
from knowledge.law import Law
from knowledge.model import Duty
from storage.events.audit import compare
from storage.records import Deadline, Person, Role, Setup
from tests.handlers.district import WHO, given, put, refuses, role, say

OVER_THANKSGIVING = "log-contract vendor: Acme; product: Acme Read; executed: 2026-11-20; provisions: all"
BREACH = "log-breach contract: C-1; discovered: 2026-11-18; categories: student_information"
KEPT, SAME = "This was kept when the dates were counted", "they are the same"


def trace(desk: Desk, id: str) -> dict[str, str]:
    deadline = desk.store.deadline(id)
    assert deadline
    return dict(deadline.trace)


def without_trace(desk: Desk, id: str) -> None:
    """As an earlier version wrote it."""
    deadline = desk.store.deadline(id)
    assert deadline
    put(desk, replace(deadline, trace={}))


def in_three_years(desk: Desk) -> Desk:
    """With a new edition of the law files, in which posting takes twice as long, and one closed day more."""

    def changed(entry: object) -> object:
        longer = isinstance(entry, Duty) and entry.id == "post-contract" and entry.within.unit == "business days"
        return replace(entry, within=replace(entry.within, number=10)) if longer else entry  # type: ignore[type-var]

    entries = [changed(entry) for entry in desk.law.written]
    law = Law(entries, edition=Edition("2029.7", date(2029, 10, 1)))  # type: ignore[arg-type]
    closed = Calendar(((date(2026, 11, 23), "Day of Mourning"),))
    return replace(desk, law=law, calendar=closed, now=desk.now + timedelta(days=3 * 365))


def test_a_contract_over_thanksgiving_tells_each_day_that_was_left_out(desk: Desk) -> None:
    say(desk, OVER_THANKSGIVING)
    shown = say(desk, "why D-1")
    for told in (
        "Safe date: Fri, Nov 27, 2026",
        "Last date: Mon, Nov 30, 2026",
        "C.G.S. 10-234bb(g) (post-contract)",
        "the contract executed on Fri, Nov 20, 2026",
        "Clock: 5 business days",
        "Law in force on: Fri, Nov 20, 2026",
        f"Law files: edition {desk.law.edition.version}" if desk.law.edition else "",
        "Sat, Nov 28, 2026: weekend",
        "Thu, Nov 26, 2026: Thanksgiving, a legal holiday by proclamation",
        "Checked: ",
        KEPT,
        SAME,
    ):
        assert told in shown


def test_why_reads_the_law_files_and_calendar_of_then(desk: Desk) -> None:
    say(desk, OVER_THANKSGIVING)
    later = in_three_years(desk)
    shown = say(later, "why D-1")
    assert "Clock: 5 business days" in shown and desk.law.edition and desk.law.edition.version in shown
    assert "2029.7" not in shown and "Day of Mourning" not in shown
    assert "Counted again" in shown and "The dates on record stay as they are" in shown and SAME not in shown


def test_a_day_that_the_governor_closed_is_named(desk: Desk) -> None:
    say(replace(desk, calendar=Calendar(((date(2026, 11, 23), "Day of Mourning"),))), OVER_THANKSGIVING)
    assert "Mon, Nov 23, 2026: Day of Mourning, a legal holiday by proclamation" in say(desk, "why D-1")
    assert "2026-11-23 proclaimed Day of Mourning" in trace(desk, "D-1")["skipped"]


def test_a_breach_with_notice_tells_each_clock_and_its_hour(desk: Desk) -> None:
    say(desk, OVER_THANKSGIVING)
    say(desk, BREACH)
    assert "30 calendar days" in say(desk, "why D-2")
    say(desk, "received B-1 2026-11-23 14:30")
    shown = say(desk, "why B-1")
    assert shown.count("the vendor's notice received on Mon, Nov 23, 2026, 2:30 p.m.") == 2
    assert "as for tell-families-of-breach; the law sets no number for this duty itself" in shown
    assert "the breach of student information that the vendor discovered on Wed, Nov 18, 2026" in shown
    assert shown.count(SAME) == 3


def test_a_contracts_own_shorter_clock_is_told_as_its_own(desk: Desk) -> None:
    say(desk, f"{OVER_THANKSGIVING}; breach days: 15")
    say(desk, BREACH)
    assert "15 days (your contract); the law allows 30 calendar days" in say(desk, "why D-2")


def test_an_old_record_says_that_no_trace_was_kept_and_is_counted_again(desk: Desk) -> None:
    say(desk, OVER_THANKSGIVING)
    without_trace(desk, "D-1")
    shown = say(desk, "why D-1")
    assert "No trace was kept" in shown and "counted again by today's law files" in shown
    assert "the contract executed on Fri, Nov 20, 2026" in shown and KEPT not in shown
    assert "The dates on record stay as they are" in say(in_three_years(desk), "why D-1")


def test_a_correction_that_leaves_the_dates_says_the_new_day(desk: Desk) -> None:
    say(desk, OVER_THANKSGIVING)
    say(desk, "correct C-1 executed: 2026-11-21")
    assert trace(desk, "D-1")["at"] == "2026-11-21"
    assert "the contract executed on Sat, Nov 21, 2026" in say(desk, "why D-1")
    assert "the same dates, counted from the corrected day" in say(desk, "history C-1")
    assert not compare(desk.store.dump()).differences


def test_a_day_that_the_district_set_is_told_as_its_policy(desk: Desk) -> None:
    put(desk, Setup(request_days=10))
    say(desk, "log-family-request kind: delete; vendor: Acme; reference: Case 14; received: 2026-11-23")
    shown = say(desk, "why R-1")
    assert "by the district's policy" in shown and "the family's request received on Mon, Nov 23, 2026" in shown


def test_who_may_not_see_the_record_may_not_ask_why(desk: Desk) -> None:
    put(desk, Setup(request_days=10, members=Role.EVERYONE), Person(id="slack:U8", role=Role.STAFF))
    say(desk, "log-family-request kind: delete; vendor: Acme; reference: Case 14; received: 2026-11-23")
    say(desk, OVER_THANKSGIVING)
    member = replace(desk, role=Role.EVERYONE)
    assert role(member, "slack:U8") is Role.STAFF
    for asked in ("why R-1", "why R-1?", "why D-1", "why D-1?"):
        assert refuses(say(member, asked, who="slack:U8"), "why"), asked
    assert "post-contract" in say(member, "why D-2?", who="slack:U8")
    assert refuses(say(member, "why D-2", who="slack:U9"), "why")


def test_a_program_reads_the_trace_only_where_its_reader_sees_the_record(desk: Desk) -> None:
    put(desk, Setup(request_days=10))
    say(desk, "log-family-request kind: delete; vendor: Acme; reference: Case 14; received: 2026-11-23")
    say(desk, OVER_THANKSGIVING)
    staff = given(replace(desk, role=Role.EVERYONE, commands=COMMANDS), Role.STAFF, "slack:U8")
    found = {one.id: one.trace for one in deadlines("", 1, 20, Message("", who="slack:U8"), staff).deadlines}
    assert found == {"D-1": {}, "D-2": trace(desk, "D-2")}


@pytest.mark.parametrize("asked", ["why D-77", "why C-77", "why B-77"])
def test_what_is_not_on_record_is_said_to_be_so(asked: str, desk: Desk) -> None:
    assert asked.removeprefix("why ") in say(desk, asked) and "Sorry" in say(desk, asked)


def test_why_on_the_card_asks_for_that_deadline(desk: Desk) -> None:
    say(desk, OVER_THANKSGIVING)
    card = respond(Message("deadline D-1", who=WHO, surface="slack", place="slack:C1"), desk)
    assert "why D-1" in [one.say for one in card.choices if one.label == "Why?"]


def test_every_deadline_that_is_opened_has_its_trace(desk: Desk) -> None:
    say(desk, f"{OVER_THANKSGIVING}; expiry: 2027-06-30")
    say(desk, "log-breach contract: C-1; categories: student_information")
    opened = [one for one in desk.store.deadlines() if isinstance(one, Deadline)]
    assert len(opened) == 3
    for one in opened:
        assert {"event", "at", "counted", "edition"} <= set(one.trace), one.id
        reply = respond(Message(f"why {one.id}", who=WHO, surface="slack", place="slack:C1"), desk)
        assert not reply.failed and one.cite in plain(reply)
