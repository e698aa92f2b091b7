"""Are people called by their names wherever one is on file, and is anyone who is named by it meant?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.board.board import board
from handlers.board.dues import BoardQuery
from handlers.board.home import home
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people import names
from handlers.reminders.messages import posts as digest
from handlers.reminders.messages.posts import closed_post, post
from storage.records import Event, Person, Status

ANA, SAM = "slack:U1", "slack:U2"


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Two people on file; a contract and a breach of Ana's."""
    met(desk, Person(id=ANA, name="Ana Ruiz"), Person(id=SAM, name="Sam Lee"))
    say(desk, f"log-contract vendor: Acme; executed: 2026-11-20; owner: {ANA}")
    say(desk, f"log-breach vendor: Acme; contract: C-1; discovered: 2026-11-20; owner: {ANA}")
    return desk


def met(desk: Desk, *people: Person) -> None:
    desk.store.change(Event(who="test", what="meet", when=desk.now, surface="test"), lambda draft: people)  # noqa: ARG005


def say(desk: Desk, text: str, **fields: str) -> Reply:
    return respond(Message(text, fields=fields, who=ANA, surface="slack", place="slack:D1"), desk)


def field(reply: Reply, id: str) -> Field:
    assert reply.form, reply
    return next(one for one in reply.form.fields if one.id == id)


@pytest.mark.parametrize(
    "text",
    ["contract C-1", "breach B-1", "deadlines", f"deadlines {ANA}", "deadline D-1", "history C-1", "history B-1"],
)
def test_every_card_and_list_names_them(office: Desk, text: str) -> None:
    shown = plain(say(office, text))
    assert "Ana Ruiz" in shown and "slack:" not in shown, shown


def test_what_is_said_unasked_names_them(office: Desk) -> None:
    late = replace(office, now=office.now + timedelta(days=30))
    posts = [post(deadline, late, for_owner=True) for deadline in office.store.deadlines()]
    replies = [*posts, digest.digest_reply(late), *home(Message("", who=ANA, surface="slack"), late)]
    shown = "\n".join(plain(one) for one in replies if one)
    assert "Ana Ruiz" in shown and "slack:" not in shown
    assert {due.owner.partition(";")[0] for due in board(BoardQuery(), office).due} == {"Ana Ruiz"}


def test_whoever_takes_a_deadline_is_named_and_kept_by_id(office: Desk) -> None:
    for typed in (SAM, "sam lee"):
        say(office, f"assign D-1 {ANA}")
        assert "Sam Lee owns it now" in plain(say(office, f"assign D-1 {typed}"))
        deadline = office.store.deadline("D-1")
        assert deadline and deadline.owner == SAM
    assert "from 'Ana Ruiz' to 'Sam Lee'" in plain(say(office, "history D-1"))
    closed = replace(deadline, status=Status.DONE, proof="here", closed=office.now)
    assert "Owner: Sam Lee" in plain(closed_post(closed, office))


def test_a_list_is_found_by_either(office: Desk) -> None:
    say(office, "assign D-1 Sam Lee")
    for who in (SAM, "Sam Lee", "SAM LEE"):
        shown = say(office, f"deadlines {who}")
        assert shown.title.startswith("1 open deadline of") and "Post the contract" in plain(shown)
    assert say(office, "deadlines Nobody").tone == "sorry"


def test_a_form_has_the_id_and_shows_the_name(office: Desk) -> None:
    owner = field(say(office, "correct C-1"), "owner")
    assert (owner.kind, owner.value, owner.shown) == ("person", ANA, "Ana Ruiz")
    assert field(say(office, "log-contract"), "owner").shown == "Ana Ruiz"
    # Sent back as a line of text, the name is nothing new.
    assert "already says that" in plain(say(office, "correct C-1", owner="Ana Ruiz"))
    wrong = say(office, "correct C-1", owner="Sam Lee", executed="soon")
    assert (field(wrong, "owner").value, field(wrong, "owner").shown) == (SAM, "Sam Lee")


def test_a_name_that_two_have_leads_to_neither(office: Desk) -> None:
    met(office, Person(id="slack:U3", name="Sam Lee"))
    assert field(say(office, "assign D-1 Sam Lee"), "owner").error
    deadline = office.store.deadline("D-1")
    assert deadline and deadline.owner == ANA
    say(office, f"correct C-1 owner: {SAM}")
    owner = field(say(office, "correct C-1"), "owner")
    assert (owner.value, owner.shown) == (SAM, ""), "the name would not lead back to one of them"


def test_somebody_without_a_name_on_file_is_no_id_where_they_are_spoken_of(office: Desk) -> None:
    met(office, Person(id="slack:U7"))
    lee = "teams:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
    assert {names.display_name(id, office) for id in ("slack:U7", "slack:U8")} == {"a colleague I do not know yet"}
    say(office, f"assign D-1 {lee}")
    shown = plain(say(office, "deadline D-1")) + plain(say(office, "deadlines"))
    assert shown.count("a colleague who does not have the app yet") == 2 and lee not in shown
    assert (
        names.display_name("Dana", office) == "Dana" and names.display_name(ANA, replace(office, records=None)) == ANA
    )
    met(office, Person(id="slack:U7", place="slack:D7"))
    assert names.display_name("slack:U7", office) == "someone in Slack", "who can be written to"
    assert names.all_names("slack:U7", office) == {"slack:u7"} and names.all_names("", office) == set()
