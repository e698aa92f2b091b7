"""Does an answer rest on the facts that were read, and say Yes or No only where both readers do?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from knowledge.counting import Calendar
from knowledge.finding import Guess
from knowledge.load import load
from knowledge.reading.reader import Said, Signs
from storage.records import Role

NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/New_York"))
QUESTION = (
    "We hired a helper firm for our reading app, and it asks for the names and grades of all pupils. Can it see them?"
)
DISCLOSE = Signs(
    stances={"may": 0.9},
    entries={"rule:disclose": 0.9},
    facts={"disclose.court-order": Said(0.02, 0.95), "disclose.hired": Said(0.97, 0.01)},
    verdicts={"conditional": 0.95},
    opens={"depends": 0.95},
)
ORDERED = replace(
    DISCLOSE,
    facts={"disclose.court-order": Said(0.97, 0.01)},
    verdicts={"permitted": 0.95},
    opens={"yes": 0.95},
)
"""A court orders it, and such questions are answered with Yes."""


def desk(signs: Signs, topic: str = "disclose") -> Desk:
    def rank(_: str) -> tuple[Guess, ...]:
        return (Guess(topic, 0.95),)

    def read(_: str) -> Signs:
        return signs

    return Desk(load(), rank, Calendar(), NOW, role=Role.ADMIN, read=read)


@pytest.fixture
def ask() -> Callable[[Signs], Reply]:
    return lambda signs: respond(Message(QUESTION), desk(signs))


def test_an_open_element_becomes_the_question_asked_back(ask: Callable[[Signs], Reply]) -> None:
    reply = ask(DISCLOSE)
    assert reply.tone == "depends"
    assert "Does the subcontract bar all use but its own service?" in plain(reply)
    assert {"Yes", "No"} <= {choice.label for choice in reply.choices}
    assert "If not: No, that is not allowed. An operator may not disclose" in plain(reply)


def test_a_press_adds_a_fact_and_carries_no_text(ask: Callable[[Signs], Reply]) -> None:
    reply = ask(DISCLOSE)
    press = next(choice.say for choice in reply.choices if choice.label == "No")
    assert "helper" not in press
    then = respond(Message(press), desk(Signs()))
    assert then.tone == "not-allowed"
    assert "No, that is not allowed. An operator may not disclose" in plain(then)


def test_a_press_turns_a_fact_over(ask: Callable[[Signs], Reply]) -> None:
    reply = ask(ORDERED)
    assert reply.tone == "allowed"
    press = next(
        choice.say for choice in reply.choices if choice.label.startswith("What if the disclosure does not answer")
    )
    assert respond(Message(press), desk(Signs())).tone == "not-allowed"


def test_a_permission_names_its_exception_and_where_it_stands(ask: Callable[[Signs], Reply]) -> None:
    text = plain(ask(ORDERED))
    assert "Yes, that is allowed. An operator may disclose student data as long as it does so to answer a court" in text
    assert "C.G.S. 10-234cc(b)(4)(C)" in text


@pytest.mark.parametrize(
    ("fact", "letter"),
    [("federal-law", "B"), ("state-law", "B"), ("court-order", "C"), ("safety", "D"), ("security", "D")],
)
def test_each_exception_to_secrecy_is_cited_by_its_own_letter(
    ask: Callable[[Signs], Reply], fact: str, letter: str
) -> None:
    text = plain(ask(replace(ORDERED, facts={f"disclose.{fact}": Said(0.97, 0.01)})))
    assert f"C.G.S. 10-234cc(b)(4)({letter})" in text


def test_no_bare_yes_where_the_readers_disagree(ask: Callable[[Signs], Reply]) -> None:
    assert ask(ORDERED).tone == "allowed"
    assert ask(replace(ORDERED, opens={"yes": 0.5, "no": 0.5}, verdicts={"prohibited": 0.6})).tone != "allowed"
    denied = {"disclose.court-order": Said(0.01, 0.97), "disclose.asked-for": Said(0.01, 0.95)}
    assert ask(replace(ORDERED, facts=denied, opens={"yes": 0.8, "no": 0.2})).tone != "allowed"


def test_a_short_question_without_a_case_is_answered_by_its_topic() -> None:
    signs = replace(ORDERED, facts={})
    assert respond(Message("may they disclose it?"), desk(signs)).tone == "not-allowed"


def test_without_a_model_the_topic_answers(ask: Callable[[Signs], Reply]) -> None:
    reply = ask(Signs())
    assert reply.tone == "not-allowed"
    assert "As I read it" not in plain(reply)


def test_the_buttons_of_an_answer_for_a_past_day_speak_of_that_day() -> None:
    day = date(2023, 5, 1)
    there = desk(DISCLOSE)
    first = respond(Message(QUESTION, as_of=day), there)
    assert first.as_of == day
    pressed = [respond(Message(one.say), there) for one in first.choices if one.say.startswith("weigh ")]
    assert pressed
    assert {one.as_of for one in pressed} == {day}
