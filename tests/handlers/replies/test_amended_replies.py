"""After an amendment no reply for its day says the old number of days."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import get_args

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from knowledge.load import load
from knowledge.model import Event
from storage.embedded.store import open_embedded
from tests.handlers.talk import ZONE, Talk
from tests.knowledge.recipe import amended

DAY = date(2027, 7, 2)
OLD = re.compile(r"\b(five|5)(?: |-)(business(?: |-)days?|day)\b", re.IGNORECASE)
HISTORY = (
    re.compile(r"each new contract within five business days was dropped"),
    re.compile(r"At other times it said:.*", re.DOTALL),
)
"""What is said of an older duty, and of older versions with their dates."""


@pytest.fixture(scope="module")
def later(bare_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The day after the amendment, with an empty drawer."""
    law = load(amended(tmp_path_factory.mktemp("amended")))
    records = open_embedded(tmp_path_factory.mktemp("records"), "hartford")
    return replace(bare_desk, law=law, records=records, now=datetime(2027, 7, 2, 9, 0, tzinfo=ZONE))


def shown(reply: Reply) -> str:
    """All that a person can read of a reply, its buttons and its form included."""
    fields = reply.form.fields if reply.form else ()
    form = [f"{one.label} {one.hint} {one.error} {one.options} {one.when}" for one in fields]
    ends = [reply.form.title, reply.form.submit] if reply.form else []
    return "\n".join([plain(reply), *(choice.label for choice in reply.choices), *form, *ends])


def stale(text: str) -> list[str]:
    for told in HISTORY:
        text = told.sub("", text)
    return [text[max(0, one.start() - 80) : one.end() + 40] for one in OLD.finditer(text)]


def asked(desk: Desk) -> Iterator[str]:
    """All that one can ask of the law of that day."""
    law = desk.law.on(DAY)
    yield from (f"topic {name}" for name in law.topics)
    yield from (f"rule {cite}" for cite in law.passages)
    yield from (f"define {name}" for name in law.terms)
    yield from (f"check {name}" for name in (*law.terms, *law.rules))
    yield from (f"due {event} {DAY}" for event in get_args(Event))
    yield from ("help all", "help received", "help log-contract", "help due", "operator Kahoot")
    yield "By when must we post a contract signed on July 2, 2027?"
    yield "We signed on Monday, may we post it on the Friday of next week?"


def test_no_answer_says_the_old_number(later: Desk) -> None:
    said = {ask: shown(respond(Message(ask, as_of=DAY), later)) for ask in asked(later)}
    assert {ask: stale(text) for ask, text in said.items() if stale(text)} == {}
    assert "within ten business days after" in said["topic post-by-when"]
    assert "When does the ten-day count start?" in said["topic posting-clock-start"]
    assert "until Thu, Jul 1, 2027" in said["rule 10-234bb(g)"]


def test_asked_of_the_day_before_the_old_number_still_stands(later: Desk) -> None:
    answer = shown(respond(Message("topic post-by-when", as_of=date(2027, 6, 30)), later))
    assert "within five business days after" in answer


def test_a_contract_of_that_day_is_due_by_the_new_number(later: Desk, tmp_path: Path, desk: Desk) -> None:
    talk = Talk(replace(desk, law=later.law, now=later.now), mornings=True)
    said: list[str] = []

    def say(text: str) -> str:
        talk.say(text)
        assert talk.reply
        said.append(shown(talk.reply))
        return said[-1]

    filled = say("log-contract vendor: Acme; executed: 2027-07-02; categories: student_information; expiry: 2028-06-30")
    assert "10 business days after Fri, Jul 2:" in say("details C-1")
    assert "Fri, Jul 16," in filled, "the safe date skips weekends only"
    for text in (
        *("contract C-1", "correct C-1", "vendor-letter C-1", "deadlines", "deadline D-1", "board", "history C-1"),
        *("log-breach", "log-breach vendor: Acme; discovered: 2027-07-01", "received B-1", "received B-1 2027-07-02"),
        *("breach B-1", "export json", "setup", "help", "contracts", "done D-1"),
    ):
        say(text)
    posts: list[str] = []
    for day in (6, 7, 12, 14, 15, 16, 19, 20):
        talk.move(datetime(2027, 7, day, 9, 0, tzinfo=ZONE))
        posts += talk.posts
    assert any("Post the contract" in post for post in posts)
    assert [found for text in (*said, *posts) for found in stale(text)] == []
