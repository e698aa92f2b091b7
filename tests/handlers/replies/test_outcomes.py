"""Does each reply say how the message ended, and what it changed on record?"""

from dataclasses import replace

import pytest

from handlers.dialogue.desk import Desk, Message, PlaceReaders
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import ReminderChannelMoved, Reply
from handlers.dispatch import handle
from handlers.reminders.messages.current_post import posts_to_refresh
from storage.records import Event, Place, Role

LOGGED = "log-contract vendor: Acme; executed: 2026-11-20"


def say(desk: Desk, text: str, **more: object) -> Reply:
    reply, note = handle(Message(text, who="slack:U7", **more), desk)  # type: ignore[arg-type]
    assert note.outcome is reply.outcome
    return reply


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("may a vendor sell student data?", Outcome.ANSWERED),
        ("contracts", Outcome.ANSWERED),
        ("log-contract", Outcome.ASKED_BACK),
        ("log-contract vendor: Acme; executed: someday", Outcome.ASKED_BACK),
        ("may llamas graze on the football field?", Outcome.ABSTAINED),
        (LOGGED, Outcome.DONE),
        ("contract C-9", Outcome.SORRY),
        ("undo", Outcome.SORRY),
        ("dedlines", Outcome.SORRY),
        ("deadlines Nobody", Outcome.SORRY),
    ],
)
def test_a_reply_says_how_the_message_ended(desk: Desk, said: str, outcome: Outcome) -> None:
    reply = say(desk, said)
    assert reply.outcome is outcome
    assert reply.failed == (outcome is Outcome.SORRY)


def test_what_may_not_be_done_is_refused_and_a_bug_is_one(desk: Desk) -> None:
    assert say(replace(desk, role=Role.STAFF), LOGGED).outcome is Outcome.REFUSED
    broken = replace(desk, rank=lambda _: 1 / 0)  # type: ignore[arg-type,return-value]
    assert say(broken, "may a vendor sell student data?").outcome is Outcome.BUG


def test_a_reply_brings_the_event_of_its_change_once(desk: Desk) -> None:
    logged = say(desk, LOGGED, request="page:12345678")
    assert logged.event and logged.event.number == desk.store.head().number
    assert {"C-1", "D-1"} <= set(logged.event.touched)
    assert say(desk, LOGGED, request="page:12345678").event is None, "it was written before"
    assert say(desk, "contracts").event is None
    assert say(desk, "log-contract").event is None
    shown = say(desk, "contract C-1")
    done = say(desk, "done D-1 https://hartford.example/contracts")
    assert shown.event is None and done.event and done.event.touched == ("D-1",)
    erased = say(desk, "erase C-1")
    assert erased.event is None and erased.form


def test_only_posts_of_what_an_event_touched_are_refreshed(desk: Desk) -> None:
    for vendor in ("Acme", "Kahoot"):
        say(desk, f"log-contract vendor: {vendor}; executed: 2026-11-20")
    place = Place(id="slack:C1", surface="slack", private=True)
    desk.store.change(Event(who="test", what="meet", when=desk.now, surface="test"), lambda _: [place])
    for one in desk.store.claim_due(desk.now.replace(year=2027), desk.now - desk.now.replace(day=23)):
        desk.store.mark_sent([one], desk.now, f"slack:C1 {one.deadline}")
    of_two = say(desk, "correct C-2 product: Quizzes")
    refreshed = {address.removeprefix("slack:C1 ") for address, _ in posts_to_refresh(of_two, desk)}
    assert refreshed and refreshed <= {one.id for one in desk.store.deadlines(record="C-2")}
    assert not list(posts_to_refresh(say(desk, "contract C-1"), desk))


def test_the_reminder_channel_is_an_effect_of_the_setup(desk: Desk) -> None:
    place = Place(id="slack:C7", surface="slack", address={"channel": "C7"}, name="#privacy", private=True)
    desk.store.change(Event(who="test", what="meet", when=desk.now, surface="test"), lambda _: [place])
    assert say(desk, "setup place: #privacy").asks, "nobody looked who reads it"
    among_us = PlaceReaders("slack:C7", known=True)
    assert say(desk, "setup place: #privacy", readers=among_us).effects == (
        ReminderChannelMoved("slack:C7", before=""),
    )
    assert say(desk, "setup morning: 07:30").effects == ()
    assert say(desk, "setup").effects == () and say(desk, "contracts").effects == ()
    assert say(desk, "setup place: page").effects == (ReminderChannelMoved("", before="slack:C7"),)


def test_what_was_written_is_told_though_the_reply_broke(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.contracts.log.contract_words.saved", lambda *_, **__: 1 / 0)
    reply = say(desk, LOGGED)
    assert reply.outcome is Outcome.BUG and reply.event and "C-1" in reply.event.touched


def test_a_warning_before_erasing_is_no_success(desk: Desk) -> None:
    say(desk, LOGGED)
    assert say(desk, "erase C-1").incomplete
    assert not say(desk, "contract C-1").incomplete
