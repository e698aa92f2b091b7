"""Is a message read for what it means, and once for all who need to know?"""

from datetime import date

import pytest

from handlers.dialogue.desk import Desk
from handlers.dispatch import parse_command
from handlers.understanding.days.dates import days_in
from handlers.understanding.follow_ups import Reading, Wish, pins_in, read
from knowledge.model import Kind

TODAY = date(2026, 11, 24)
"""A Tuesday."""


def meant(text: str, kinds: tuple[Kind, ...] = ()) -> Reading:
    return read(text, TODAY, kinds, parse_command(text))


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("may a vendor sell student data?", Wish.QUESTION),
        ("ask may a vendor sell student data?", Wish.QUESTION),
        ("and what about parents?", Wish.CONTINUATION),
        ("the notice came on Nov 20", Wish.CONTINUATION),
        ("when is it due if the notice came on Nov 20 and it was a snow day?", Wish.QUESTION),
        ("contracts Quizlet", Wish.LOOK),
        ("define operator", Wish.LOOK),
        ("done D-1 https://hartford.example", Wish.ACT),
        ("hello", Wish.SMALL_TALK),
        ("thanks a lot!", Wish.SMALL_TALK),
        ("!?", Wish.SMALL_TALK),
        ("", Wish.LOOK),
    ],
)
def test_what_is_wanted_is_told_apart(text: str, wish: Wish) -> None:
    assert meant(text).wish is wish


def test_a_question_is_read_without_its_greeting() -> None:
    reading = meant("Hi bot, do we have a contract with Quizlet? Thanks!")
    assert reading.question == "do we have a contract with Quizlet?"
    assert reading.product == "Quizlet" and reading.command.name == "on-record"


def test_a_greeting_alone_leaves_no_question() -> None:
    reading = meant("good morning all")
    assert (reading.courtesy, reading.question, reading.days) == ("hello", "", ())


def test_each_day_is_read_with_what_happened_on_it() -> None:
    reading = meant("The contract was signed Nov 2. The vendor found the breach on Nov 10 and told us on Nov 20.")
    assert [(one.day.on(TODAY), one.event, one.contract_event) for one in reading.days] == [
        (date(2026, 11, 2), "signed", "signed"),
        (date(2026, 11, 10), "found", ""),
        (date(2026, 11, 20), "noticed", ""),
    ]


def test_a_month_alone_is_no_day() -> None:
    reading = meant("back in May 2017, how fast did a board have to warn families?")
    assert reading.month == date(2017, 5, 1) and [one.day.vague for one in reading.days] == [True]


def test_the_kinds_of_data_are_those_of_the_law(bare_desk: Desk) -> None:
    kinds = tuple(bare_desk.law.on(TODAY).kinds.values())
    assert [kind.id for kind in meant("are grades and allergies covered?", kinds).kinds] == ["grades", "health-records"]
    assert meant("are grades and allergies covered?").kinds == ()


def test_two_questions_in_one_message_are_two() -> None:
    first, second = meant("May a vendor sell our data? By when must we post a contract?").parts
    assert (first.question, second.question) == ("May a vendor sell our data?", "By when must we post a contract?")
    assert meant("May a vendor sell our data? Why?").parts == ()


@pytest.mark.parametrize(
    ("text", "pins"),
    [
        ("what does dd(b) say", ["10-234dd(b)"]),
        ("explain 10-234cc(b)(4)(E) and § 10-234AA (2), please", ["10-234cc(b)(4)(E)", "10-234aa(2)"]),
        ("bb(a), then bb(a) again", ["10-234bb(a)"]),
        ("section 10-234ee", ["10-234ee"]),
        ("the bb gun of a dd child", []),
        ("10-234zz lets vendors sell data", []),
        ("add(b) and cc (see below)", []),
        ("grades 10-12", []),
    ],
)
def test_passages_are_read_by_their_cite(text: str, pins: list[str]) -> None:
    assert [str(pin) for pin in pins_in(text)] == pins
    assert meant(f"so, {text}").pins == pins_in(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("help with SAT prep ads", []),
        ("breach on Sat", ["2026-11-21"]),
        ("BREACH ON SAT", ["2026-11-21"]),
        ("signed on 2 December", ["2026-12-02"]),
        ("may grade 4 June 5 camp", ["2026-06-05"]),
        ("3 of may use it", []),
        ("grade 5 may use it, grade 6 march in", []),
    ],
)
def test_only_days_are_read_as_days(text: str, days: list[str]) -> None:
    assert [str(day.on(TODAY)) for day in days_in(text, TODAY)] == days
