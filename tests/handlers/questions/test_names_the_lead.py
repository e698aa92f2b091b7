"""Does every answer that says "ask your privacy lead" name the lead, and have the button that asks them?"""

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.law.words import whom_to_ask
from storage.records import Person, Role, Setup
from tests.handlers.district import put

LEAD, TEACHER = "slack:U1", "slack:U5"
NOT_COVERED = (
    "are tutors paid overtime by the privacy act",
    "who won the world series",
    "how do i reset my password",
    "what does PA 99-999 say",
    "can i wear a hat in class",
    "do bus drivers need a license",
    "may i use goguardian",
    "do we have a contract with kahoot",
    "nearest | is a drone a vendor",
)
ASKS = "privacy lead"


def asked(desk: Desk, text: str, who: str = TEACHER) -> Reply:
    return respond(Message(text, who=who, surface="slack", place=f"{who}-chat"), desk)


def sends(reply: Reply) -> list[str]:
    return [one.say for one in reply.choices if one.say.startswith("send-gap ")]


@pytest.fixture
def office(desk: Desk) -> Desk:
    people = Person(id=LEAD, name="Dana Reyes", role=Role.PRIVACY), Person(id=TEACHER, name="Pat Lee", role=Role.STAFF)
    put(desk, *people, Setup(lead=LEAD))
    return desk


@pytest.mark.parametrize("text", NOT_COVERED)
def test_whoever_is_told_to_ask_the_lead_reads_who_that_is_and_can_do_so(office: Desk, text: str) -> None:
    reply = asked(office, text)
    told = plain(reply)
    assert (
        "Dana Reyes" in told
        if ASKS in told.partition("Buttons:")[0]
        else reply.outcome.name != "ABSTAINED" or sends(reply)
    ), told
    if ASKS in told:
        assert len(sends(reply)) == 1, told
        assert "Dana Reyes" in plain(asked(office, sends(reply)[0])), "the press shows to whom it goes"


def test_one_presses_the_button_that_asks_the_lead(office: Desk) -> None:
    told = asked(office, NOT_COVERED[0])
    assert "Dana Reyes" in plain(told) and sends(told) == [f"send-gap {NOT_COVERED[0]}"]


def test_without_a_lead_on_record_nobody_is_named(office: Desk) -> None:
    put(office, Setup())
    assert whom_to_ask("") in plain(asked(office, NOT_COVERED[0]))
    assert "Your district's privacy lead or counsel" in plain(asked(office, "are you a bot?"))


def test_small_talk_names_the_lead_too(office: Desk) -> None:
    for text in ("are you a bot?", "that is not what i asked"):
        told = plain(asked(office, text))
        assert ASKS not in told or "Dana Reyes" in told, told


@pytest.mark.parametrize("flag", ["outsider", "public"])
def test_where_others_read_it_the_lead_has_no_name(office: Desk, flag: str) -> None:
    message = Message(NOT_COVERED[0], who=TEACHER, surface="slack", **{flag: True})
    told = plain(respond(message, office))
    assert whom_to_ask("")[1:] in told and "Dana Reyes" not in told
