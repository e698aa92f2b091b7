"""Is a yes in words taken from the person to whom it was shown, in that place and time, and for nothing but a yes?"""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from tests.handlers.records.proposing import BEFORE, met

SHOWN = "D-1 is done, posted at https://example.org/lexia"


@pytest.fixture
def office(desk: Desk) -> Desk:
    desk = replace(desk, now=desk.now.replace(month=10, day=7))
    for line in BEFORE:
        respond(Message(line, who="Dana"), desk)
    met(desk)
    return desk


def say(text: str, desk: Desk, who: str = "Dana", place: str = "talk:1") -> Reply:
    return respond(Message(text, who=who, surface="talk", place=place), desk)


def saved(desk: Desk) -> bool:
    return desk.store.deadline("D-1").status.value == "done"


@pytest.mark.parametrize(
    "yes", ["yes", "yes please", "save it", "go ahead", "Yes, that is right.", "yes that's it", "confirmed"]
)
def test_a_yes_saves_what_was_shown(yes: str, office: Desk) -> None:
    assert say(SHOWN, office).asks and not saved(office)
    say(yes, office)
    assert saved(office)


@pytest.mark.parametrize(
    "other",
    [
        "yes but who owns it?",
        "ok thanks",
        "Maria says yes",
        "yes, but D-2",
        "no",
        "cancel",
        "wait",
        "may a vendor sell student data?",
        "done the 2nd one",
        "make it door 6",
        "yes, 47",
        "much obliged",
        "appreciated",
        "that is not how it was",
        "start over",
        "redo it",
        "start again",
        "clear it",
        "do it over",
    ],
)
def test_what_is_more_or_less_than_a_yes_saves_nothing(other: str, office: Desk) -> None:
    say(SHOWN, office)
    events = len(office.store.events())
    say(other, office)
    assert not saved(office) and len(office.store.events()) == events


def test_a_yes_of_somebody_else_elsewhere_or_too_late_saves_nothing(office: Desk) -> None:
    say(SHOWN, office)
    say("yes", office, who="Sam")
    say("yes", office, place="talk:2")
    assert not saved(office)
    say("yes", replace(office, now=office.now + timedelta(minutes=31)))
    assert not saved(office)


def test_a_yes_after_another_offer_shows_again_what_it_would_save(office: Desk) -> None:
    say(SHOWN, office)
    assert say("who owns the Kami contract?", office).choices[0].say.startswith("log-contract")
    again = say("yes", office)
    assert not saved(office) and "D-1" in again.title and any(one.settles for one in again.choices)
    say("yes", office)
    assert saved(office)


def test_what_was_said_for_a_form_is_kept_for_a_day_and_nothing_else_is(office: Desk) -> None:
    say("contract C-1", office)
    assert "Popplet" in str(say("log an exception for Popplet", office).form)
    later = replace(office, now=office.now + timedelta(hours=20))
    shown = say("the initials are J.K.", later)
    assert shown.form and {"Popplet", "J.K."} <= {field.value for field in shown.form.fields}
    assert "Lexia" not in str(say("who owns it?", later).title)
    gone = replace(office, now=later.now + timedelta(hours=25))
    assert "Popplet" not in str(say("the plan is an IEP", gone))


SAID = Path(__file__).with_name("after_a_proposal.jsonl")
"""What somebody who has seen nothing of this program wrote for people who were shown a proposal."""
FALSE_YES, TRUE_YES = 2, 48
"""Of 70 messages that are no yes, the most that may save; of 70 that are one, the fewest. The rest asks for a press."""


def test_what_others_type_after_a_proposal_is_rarely_taken_for_a_yes_that_it_is_not(office: Desk) -> None:
    saves = {True: 0, False: 0}
    for number, line in enumerate(SAID.read_text(encoding="utf-8").splitlines()):
        row, place = json.loads(line), f"talk:{number}"
        say(f"we signed a contract with Newsela yesterday, product Read {number}", office, place=place)
        before = len(office.store.contracts())
        say(row["say"], office, place=place)
        saves[row["yes"]] += len(office.store.contracts()) > before
    assert saves[False] <= FALSE_YES and saves[True] >= TRUE_YES, saves


def thread(text: str, number: int, desk: Desk, who: str = "Dana") -> Reply:
    """Said in direct messages, where each message that is no reply begins a thread of its own."""
    return respond(Message(text, who=who, surface="slack", place=f"slack:D1:{number}", chat="slack:D1"), desk)


def test_a_yes_that_begins_a_thread_is_to_what_waits_in_another(office: Desk) -> None:
    thread(SHOWN, 1, office)
    assert thread("yes", 2, office).outcome is Outcome.DONE and saved(office)
    assert "Nothing waits here" in thread("yes", 3, office).title


def test_a_no_that_begins_a_thread_is_too(office: Desk) -> None:
    thread(SHOWN, 1, office)
    assert thread("no", 2, office).title == "Not saved."
    assert "Nothing waits here" in thread("yes", 3, office).title and not saved(office)


def test_a_yes_says_so_where_nothing_waits_or_it_is_not_clear_what(office: Desk) -> None:
    for said in ("yes", "no", "yes please"):
        assert "Nothing waits here" in thread(said, 1, office).title
    assert "Nothing waits" not in thread("how are you?", 1, office).title
    thread(SHOWN, 2, office)
    thread("snooze D-1 for a week please", 3, office)
    asked = thread("yes", 4, office)
    assert "not sure" in plain(asked) and "done D-1" in plain(asked) and not saved(office)


def test_a_yes_is_not_to_what_waits_before_something_else_or_for_somebody_else(office: Desk) -> None:
    thread(SHOWN, 1, office)
    thread("yes", 2, office, who="Ana")
    assert not saved(office)
    thread("may a vendor sell student data?", 3, office)
    assert "not sure" in plain(thread("yes", 4, office)) and not saved(office)
    later = replace(office, now=office.now + timedelta(minutes=31))
    assert "Nothing waits" in thread("yes", 5, later).title
