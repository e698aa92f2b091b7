"""Does the chat publish only what somebody has seen?"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.records import Event, Status
from tests.handlers.register.register_district import log, office_of, word_file


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Desk:
    return replace(office_of(desk), register=str(tmp_path / "site"))


def ask(desk: Desk, text: str) -> Reply:
    return respond(Message(text, who="slack:U1", surface="slack"), desk)


def press(reply: Reply, label: str, desk: Desk) -> Reply:
    return ask(desk, next(choice.say for choice in reply.every_choice if choice.label.startswith(label)))


def test_it_is_published_as_it_is_by_one_press(office: Desk, tmp_path: Path) -> None:
    log(office, "Newsela")
    shown = ask(office, "register")
    assert [one.label for one in shown.every_choice] == [
        "Publish as it is at schools.example.org/privacy",
        "I checked them: publish all at schools.example.org/privacy",
    ]
    assert "C-1 Newsela: agreement.pdf" in plain(shown)
    assert press(shown, "Publish as it is", office).tone == "done"
    assert not (tmp_path / "site/files/C-1.pdf").exists() and office.store.deadlines(status=Status.OPEN)
    done = press(ask(office, "register"), "I checked them", office)
    assert done.tone == "done" and "Posting deadline done: D-1" in plain(done)
    deadline = office.store.deadline("D-1")
    assert deadline and deadline.status is Status.DONE and (tmp_path / "site/contracts/C-1.html").exists()
    assert "Last published: Tue, Nov 24, 2026" in plain(ask(office, "register"))
    assert "Nothing has changed" in plain(ask(office, "publish"))
    assert "published the register" in plain(ask(office, "history C-1"))


def test_what_families_will_read_is_shown_before_it_goes_out(office: Desk, tmp_path: Path) -> None:
    log(office, "Newsela", kinds="grades, SSN?", file=word_file("The vendor deletes all data at the end."))
    typed = ask(office, "publish")
    assert "New or changed. Families will read:" in plain(typed) and "grades, SSN?" in plain(typed)
    assert not (tmp_path / "site").exists()
    assert "Posting deadline done: D-1" in plain(press(typed, "Publish at", office))
    assert "Families will read" not in plain(ask(office, "register"))
    office.store.change(
        Event(who="slack:U1", what="correct", when=office.now + timedelta(hours=1), surface="test"),
        lambda draft: [replace(contract, kinds="grades") for contract in draft.contracts()],
    )
    later = replace(office, now=office.now + timedelta(hours=2))
    assert "grades" in plain(ask(later, "register")).partition("Families will read:")[2]


def test_a_text_that_changed_after_the_look_is_not_published(office: Desk, tmp_path: Path) -> None:
    log(office, "Newsela", file=word_file("The vendor deletes all data at the end."))
    shown = ask(office, "register")
    ask(office, "correct C-1 kinds: home addresses")
    again = press(shown, "Publish at", office)
    assert "has changed since" in plain(again) and "home addresses" in plain(again)
    assert not (tmp_path / "site").exists()


def test_what_came_since_is_shown_before_it_goes_out(office: Desk, tmp_path: Path) -> None:
    log(office, "Newsela")
    shown = ask(office, "register")
    log(office, "Kahoot", purpose="")
    again = press(shown, "Publish as it is", office)
    assert "has changed since" in plain(again) and "C-2 Kahoot: purpose" in plain(again)
    assert not (tmp_path / "site").exists()
    assert press(again, "Publish as it is", office).tone == "done"


def test_a_students_data_goes_out_only_when_somebody_has_checked(office: Desk, tmp_path: Path) -> None:
    log(office, "Newsela", purpose="For student Jane Smith, DOB 3/4/2015.", sure="guard-purpose")
    shown = ask(office, "publish")
    assert "May hold a student's data" in plain(shown) and "Jane" not in plain(shown)
    assert press(shown, "Publish as it is", office).tone == "done"
    assert "Jane" not in (tmp_path / "site/contracts/C-1.html").read_text()
    press(ask(office, "register"), "I checked them", office)
    assert "Jane" in (tmp_path / "site/contracts/C-1.html").read_text()


def test_a_folder_that_holds_more_is_left_alone(office: Desk, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/mine.txt").write_text("mine")
    reply = ask(office, "publish")
    assert reply.tone == "sorry" and "mine.txt" in plain(reply)
