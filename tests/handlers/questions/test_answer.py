"""Does one answer reach the asker, if somebody else answers too, and does the question's message then say so?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people.contacts import remember_person
from handlers.reminders.messages.current_post import posts_to_refresh
from handlers.reminders.remind import remind
from storage.port import ChangeResult, Draft
from storage.records import Event, Place, Record

ANA, SAM, TESS = "slack:U1", "slack:U2", "slack:U5"


class Sent:
    """A channel that notes what it sends; its messages can be changed."""

    gap = timedelta()

    def __init__(self) -> None:
        self.posts: list[tuple[str, str]] = []

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the shape of a channel
        self.posts.append((place.id, plain(reply)))
        return f"{place.id} {len(self.posts)}"


class Quicker:
    """Records in which somebody else acts after our command has looked, before it writes."""

    def __init__(self, store: Any, acts: Callable[[], object]) -> None:
        self.store, self.acts = store, [acts]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def change(self, event: Event, write: Callable[[Draft], Iterable[Record]]) -> ChangeResult:
        while self.acts:
            self.acts.pop()()
        outcome: ChangeResult = self.store.change(event, write)
        return outcome


def say(desk: Desk, who: str, text: str, fields: Mapping[str, str] | None = None, request: str = "") -> Reply:
    return respond(Message(text, who=who, surface="slack", fields=fields or {}, request=request), desk)


@pytest.fixture
def district(desk: Desk) -> Desk:
    """Two who may answer, no lead, and a question of Tess's."""
    for who, name in ((ANA, "Ana Ruiz"), (SAM, "Sam Lee"), (TESS, "Tess Teacher")):
        remember_person(who, name, Place(id=f"slack:D{who[-1]}", surface="slack", private=True), desk)
    for who in (ANA, SAM):
        respond(Message(f"grant {who} privacy", who="Dana"), desk)
    say(desk, TESS, "send-gap", {"question": "may we?", "name": "without"}, request="press-1")
    return desk


def test_all_on_the_privacy_team_get_it_where_no_lead_is_set(district: Desk) -> None:
    channel = Sent()
    remind(district, {"slack": channel})
    assert sorted(place for place, text in channel.posts if "may we?" in text) == ["slack:D1", "slack:D2"]


def test_the_second_of_two_who_answer_at_once_is_told(district: Desk) -> None:
    between = Quicker(district.store, lambda: say(district, ANA, "answer G-1", {"answer": "Yes"}))
    told = say(replace(district, records=between), SAM, "answer G-1", {"answer": "No"})
    assert told.tone == "sorry" and "Ana Ruiz answered G-1" in plain(told) and "was not sent" in plain(told)
    channel = Sent()
    remind(district, {"slack": channel})
    assert [place for place, text in channel.posts if "Yes" in text] == ["slack:D5"]
    assert not any("No" in text.split() for _, text in channel.posts)


def test_a_press_that_comes_twice_sends_one_question_and_one_answer(district: Desk) -> None:
    say(district, TESS, "send-gap", {"question": "may we?", "name": "without"}, request="press-1")
    assert [one.id for one in district.questions.all()] == ["G-1"]
    for _ in range(2):
        assert say(district, ANA, "answer G-1", {"answer": "Yes"}, request="press-2").tone == "done"


def test_each_message_with_the_question_says_that_it_is_answered(district: Desk) -> None:
    remind(district, {"slack": Sent()})
    answered = say(district, ANA, "answer G-1", {"answer": "Yes"})
    refreshed = dict(posts_to_refresh(answered, district))
    assert sorted(address.partition(" ")[0] for address in refreshed) == ["slack:D1", "slack:D2"]
    for reply in refreshed.values():
        assert "Ana Ruiz answered" in plain(reply) and "may we?" not in plain(reply) and not reply.choices


def test_where_the_answer_went_is_not_told(district: Desk) -> None:
    say(district, ANA, "answer G-1", {"answer": "Yes"})
    channel = Sent()
    remind(district, {"slack": channel})
    assert "slack:D5" in [place for place, _ in channel.posts]
    told = [event for event in district.store.events() if event.what in {"remind", "answer"}]
    assert told and "slack:D5" not in str(told) and TESS not in str(told)


def test_a_student_in_the_question_is_pointed_out_before_it_goes(district: Desk) -> None:
    asked = say(district, TESS, "send-gap", {"question": "may Jane Smith, DOB 5/6/2011, play?", "name": "without"})
    assert asked.form and "personal data" in plain(asked)
    assert len(district.questions.all()) == 1


def test_who_asked_stands_in_no_record_and_no_event(district: Desk) -> None:
    of_it = [event for event in district.store.events() if event.what == "send-gap"]
    assert of_it and TESS not in str(of_it) and "may we" not in str(district.store.dump())
