"""Is the whole law there, every question of the list answered, and every removal noticed?"""

import pytest

from tests.coverage import coverage
from tests.knowledge import removals

DESK = coverage.the_desk()


def test_every_pin_has_its_passage() -> None:
    assert coverage.unpinned(DESK.law.on(coverage.DAY.date())) == []


def test_every_question_of_the_list_is_answered() -> None:
    assert coverage.unanswered(DESK) == []


@pytest.mark.long
def test_every_removal_is_noticed() -> None:
    assert list(removals.unnoticed(DESK.law)) == []


def test_what_is_taken_out_is_noticed() -> None:
    assert list(removals.unnoticed(DESK.law, every=6)) == []


def test_the_statutes_list_of_student_information_is_whole() -> None:
    examples = " ".join(
        fact.says.lower() for fact in DESK.law.on(coverage.DAY.date()).terms["student information"].examples
    )
    for word in (
        "records", "e-mail", "name", "address", "telephone", "birth", "discipline", "test results", "grades", "evaluations",
        "criminal", "medical", "health", "social security", "biometric", "disabilit", "socioeconomic", "food", "political",
        "religious", "text messages", "documents", "identifiers", "search", "photographs", "voice", "survey", "behavioral",
    ):  # fmt: skip
        assert word in examples, word


def test_the_ten_provisions_are_ten_seven_of_them_statements() -> None:
    items = DESK.law.on(coverage.DAY.date()).checklists["contract-provisions"].items
    assert [str(item.cite) for item in items] == [f"10-234bb(a)({number})" for number in range(1, 11)]
    assert [number for number, item in enumerate(items, 1) if item.kind == "description"] == [2, 4, 6]
    assert all(item.ask_for and item.model and item.ask.endswith("?") for item in items)
