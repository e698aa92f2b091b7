"""Does an answer rest on the facts that were read, and say Yes or No only where both readers do?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.plain_text import plain
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from knowledge.calendar import Calendar
from knowledge.finding import Guess
from knowledge.load import load
from knowledge.reading.signs import Said, Signs
from storage.records import Role

NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/New_York"))
QUESTION = "can our helper firm see it?"
CASE = (
    "A judge in Hartford has ordered our reading app to hand over the essays of two pupils by Friday noon, and the app "
    "asked us this morning. Can the app do so?"
)
DISCLOSE = Signs(
    stances={"may": 0.9},
    entries={"rule:disclose": 0.9},
    facts={"disclose.court-order": Said(0.02, 0.95), "disclose.hired": Said(0.97, 0.01)},
)


def desk(signs: Signs, topic: str = "disclose") -> Desk:
    def rank(_: str) -> tuple[Guess, ...]:
        return (Guess(topic, 0.95),)

    def read(_: str) -> Signs:
        return signs

    return Desk(load(), rank, Calendar(), NOW, role=Role.ADMIN, read=read)


@pytest.fixture
def ask() -> Callable[[Signs], Reply]:
    return lambda signs: respond(Message(QUESTION), desk(signs))


@pytest.fixture
def tell() -> Callable[[Signs], Reply]:
    """The same by a message that tells of a case, which its readers decide together."""
    return lambda signs: respond(Message(CASE), desk(signs))


def test_an_open_element_becomes_the_question_asked_back(ask: Callable[[Signs], Reply]) -> None:
    reply = ask(DISCLOSE)
    assert reply.tone == "depends"
    assert "Does their contract bar any use but the contracted service?" in plain(reply)
    assert {"Yes", "No"} <= {choice.label for choice in reply.choices}
    assert "The operator hired the entity" in plain(reply)


def test_a_press_adds_a_fact_and_carries_no_text(ask: Callable[[Signs], Reply]) -> None:
    reply = ask(DISCLOSE)
    press = next(choice.say for choice in reply.choices if choice.label == "No")
    assert "helper" not in press
    then = respond(Message(press), desk(Signs()))
    assert then.tone == "no"
    assert "No, that is not allowed." in plain(then)


def test_a_press_turns_a_fact_over(ask: Callable[[Signs], Reply]) -> None:
    signs = replace(DISCLOSE, facts={"disclose.court-order": Said(0.97, 0.01)})
    reply = ask(signs)
    assert reply.tone == "yes"
    press = next(choice.say for choice in reply.choices if choice.label.startswith("Not so: A court"))
    assert respond(Message(press), desk(Signs())).tone == "no"


def test_a_permission_names_its_exception_and_where_it_stands(ask: Callable[[Signs], Reply]) -> None:
    text = plain(ask(replace(DISCLOSE, facts={"disclose.court-order": Said(0.97, 0.01)})))
    assert "Yes, that is allowed." in text
    assert "The exception in C.G.S. 10-234cc(b)(4)(C) applies" in text


def test_where_the_readers_disagree_it_depends(tell: Callable[[Signs], Reply]) -> None:
    facts = {"disclose.court-order": Said(0.97, 0.01)}
    assert tell(replace(DISCLOSE, facts=facts, opens={"yes": 0.8, "no": 0.2})).tone == "yes"
    assert tell(replace(DISCLOSE, facts=facts, opens={"yes": 0.4, "no": 0.6})).tone == "depends"


def test_a_fact_that_flips_and_is_near_makes_it_depend(tell: Callable[[Signs], Reply]) -> None:
    opens = {"yes": 0.8, "no": 0.2}
    denied = {"disclose.asked-for": Said(0.01, 0.95)}
    sure = tell(replace(DISCLOSE, facts={"disclose.court-order": Said(0.97, 0.01), **denied}, opens=opens))
    near = tell(replace(DISCLOSE, facts={"disclose.court-order": Said(0.35, 0.1), **denied}, opens=opens))
    assert (sure.tone, near.tone) == ("yes", "depends")
    assert "Is the disclosure made in response to a court or judicial order?" in plain(near)


def test_without_a_model_the_topic_answers(ask: Callable[[Signs], Reply]) -> None:
    reply = ask(Signs())
    assert reply.tone == "no"
    assert "You said" not in plain(reply)
