"""Is nothing of a student kept of what is said for a form, and is all else that its form takes?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.conversation.understood import kept, wish_of
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.understanding.requests.request import Request, Slots

PLACE = "talk:1"


@pytest.mark.parametrize(
    "value",
    ["student ID 20391847", "born 3/14/2012", "SSN 078-05-1120"],
)
@pytest.mark.parametrize("slot", ["vendor", "product", "said", "person_said", "owner", "kinds", "before"])
def test_what_looks_like_a_students_is_not_kept(slot: str, value: str) -> None:
    wish = Request("log-contract", acts=True, slots=replace(Slots(), **{slot: value}))
    assert not any(value in text for text in kept(wish).values())


@pytest.mark.parametrize("command", ["log-exception", "log-family-request"])
def test_the_name_said_for_a_child_is_not_kept(command: str) -> None:
    wish = Request(command, acts=True, slots=Slots(vendor="Kami", person="Jordan Avila", person_said="Jordan Avila"))
    assert "Jordan" not in str(kept(wish)) and kept(wish)["vendor"] == "Kami"


def test_a_colleagues_name_is_kept() -> None:
    wish = Request("log-contract", acts=True, slots=Slots(vendor="Kami", owner="Maria Lopez"))
    again = wish_of(kept(wish))
    assert again is not None and again.slots.owner == "Maria Lopez"


def test_nothing_of_a_message_about_a_child_reaches_the_disk(desk: Desk) -> None:
    text = "Jordan Avila's mother asked to see her records in Kami, student ID 20391847, born 3/14/2012"
    respond(Message(text, who="Dana", surface="talk", place=PLACE), desk)
    for draft in (False, True):
        row = desk.store.conversation(PLACE, "Dana", desk.now + timedelta(minutes=1), draft=draft)
        said = str(row).casefold()
        assert not any(one in said for one in ("jordan", "avila", "20391847", "2012")), said
