"""Is a question that leans on the turn before told from one that stands alone?"""

from datetime import date

import pytest

from handlers.dialogue.desk import Desk
from handlers.understanding.days.dates import days_in
from handlers.understanding.follow_ups import leans_on, may_continue, stands_alone

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text", ["and with consent?", "what about parents", "even so?", "the notice came on Nov 20", "Friday"]
)
def test_a_short_addition_may_continue(text: str) -> None:
    assert may_continue(text, days_in(text, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "may a vendor sell student data?",
        "when was Nov 20 a holiday",
        "and what does the law say of a vendor that was told of it by us",
        "parents",
        "",
    ],
)
def test_a_question_of_its_own_does_not(text: str) -> None:
    assert not may_continue(text, days_in(text, TODAY))


@pytest.mark.parametrize(
    ("text", "alone"),
    [("so what is a student record", True), ("and may they?", False), ("and parents", False), ("who signs", True)],
)
def test_what_points_back_does_not_stand_alone(text: str, alone: bool) -> None:
    assert stands_alone(text) is alone


def test_a_telling_word_of_the_answer_leans_on_it(bare_desk: Desk) -> None:
    law = bare_desk.law.on(TODAY)
    assert leans_on("and renting it?", law.topics["sell"], law)
    assert not leans_on("and the weather?", law.topics["sell"], law)
