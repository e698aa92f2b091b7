"""Does the chat publish only what somebody has seen?"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import File, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.setup.checklist import checklist
from storage.records import Event, Role, Status
from tests.handlers.district import put
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


def send(reply: Reply, desk: Desk, *files: File, **fields: str) -> Reply:
    assert reply.form
    return respond(Message(reply.form.say, fields=fields, files=files, who="slack:U1", surface="slack"), desk)


def asked_for(reply: Reply) -> list[str]:
    assert reply.form
    return [one.id for one in reply.form.fields]


def test_what_is_missing_is_filled_in_from_the_register_and_one_is_back_at_it(office: Desk) -> None:
    office.store.change(
        Event(who="slack:U1", what="setup", when=office.now, surface="test"),
        lambda draft: [replace(draft.setup(), district="")],
    )
    log(office, "Kahoot", purpose="", description="", categories="", kinds="", file=None)
    form = press(ask(office, "register"), "Fill in: The district", office)
    assert asked_for(form) == ["district"]
    back = send(form, office, district="Maplewood Public Schools")
    assert back.title == "Public register" and "the district's name" not in plain(back)
    form = press(back, "Fill in: C-1 Kahoot", office)
    assert asked_for(form) == ["purpose", "description", "categories", "kinds", "file"]
    again = send(form, office, purpose="Quizzes for Jane Smith, DOB 3/4/2015.", description="", categories="", kinds="")
    assert again.form and "register" in again.form.say
    back = send(again, office, purpose="Quizzes.", description="", categories="student_information", kinds="names")
    assert back.title == "Public register" and "C-1 Kahoot: description, the contract's file" in plain(back)
    form = press(back, "Fill in: C-1 Kahoot", office)
    back = send(form, office, File("a.docx", "", word_file("All data is deleted.")), description="A game of quizzes.")
    assert "Missing" not in plain(back) and back.choices[0].label.startswith("Publish at")
    assert press(back, "Publish at", office).tone == "done"


def test_who_may_not_change_the_records_is_offered_no_form(office: Desk) -> None:
    log(office, "Kahoot", purpose="")
    reader = replace(office, role=Role.STAFF)
    shown = respond(Message("register", who="slack:U9", surface="slack"), reader)
    assert "C-1 Kahoot: purpose" in plain(shown) and not shown.every_choice
    refused = respond(Message("fill-register C-1 purpose", who="slack:U9", surface="slack"), reader)
    assert refused.outcome is Outcome.REFUSED


def test_the_districts_name_is_for_an_administrator(office: Desk) -> None:
    office.store.change(
        Event(who="slack:U1", what="setup", when=office.now, surface="test"),
        lambda draft: [replace(draft.setup(), district="")],
    )
    team = replace(office, role=Role.PRIVACY)
    shown = respond(Message("register", who="slack:U9", surface="slack"), team)
    assert "the district's name" in plain(shown) and not any("Fill in" in one.label for one in shown.every_choice)
    refused = respond(Message("fill-register setup", who="slack:U9", surface="slack"), team)
    assert refused.outcome is Outcome.REFUSED


def test_the_day_of_signing_that_nobody_knows_is_missing_on_the_register(office: Desk, tmp_path: Path) -> None:
    log(office, "Kahoot", executed="", file=word_file("All data is deleted."), sure="undated")
    shown = ask(office, "register")
    assert "C-1 Kahoot: the day it was signed" in plain(shown)
    assert press(shown, "Publish as it is", office).tone == "done" and (tmp_path / "site/contracts/C-1.html").exists()
    assert office.store.deadlines() == []
    assert asked_for(press(ask(office, "register"), "Fill in: C-1", office)) == ["executed"]


def test_without_an_address_it_is_prepared_and_published_once_that_is_known(office: Desk) -> None:
    put(office, replace(office.store.setup(), site=""))
    log(office, "Newsela")
    done = press(ask(office, "register"), "I checked them", office)
    assert (done.title, done.tone) == ("Prepared, not published", "incomplete")
    steps = checklist(Message("", who="slack:U1", surface="slack"), office)
    [step] = [one for one in steps if one.label == "Publish"]
    assert not step.done and "its address is not known" in step.says
    told = ask(replace(office, role=Role.ADMIN), "setup site: https://schools.example.org/privacy")
    again = press(press(told, "Publish again", office), "Publish", office)
    assert (again.title, again.tone) == ("Ready for your website", "done")
    assert "put nothing on your website" in plain(again) and "Posting deadline done: D-1" in plain(again)
    [step] = [one for one in checklist(Message("", who="slack:U1", surface="slack"), office) if one.label == "Publish"]
    assert step.done


def test_everything_can_be_read_before_the_button_that_vouches_for_it(office: Desk, tmp_path: Path) -> None:
    lines = ["Vendor,Date signed,Purpose,Kinds of data", *(f"Firm {n},9/1/2026,quiz {n},grades {n}" for n in range(30))]
    file = File("list.csv", "text/csv", "\n".join(lines).encode())
    sent = respond(Message("import", files=(file,), who="slack:U1", surface="slack"), office)
    press(sent, "Import the", office)
    shown, read = ask(office, "register"), ""
    assert not any(one.say.startswith("publish") for one in shown.every_choice)
    shown = press(shown, "Read all 30", office)
    while not any(one.say.startswith("publish") for one in shown.every_choice):
        read, shown = read + plain(shown), press(shown, "Next", office)
    read += plain(shown)
    assert all(read.count(f"Firm {n}: quiz {n} · grades {n}\n") == read.count(f"Firm {n}") == 1 for n in range(10, 30))
    assert press(shown, "I checked them", office).tone == "done" and (tmp_path / "site/published.json").exists()
