"""Is a misspelt name known, and is another name never taken for it?"""

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.understanding.fuzzy import closest, is_typo, same_text, slip_of

TERMS = ("operator", "contractor", "consultant", "student record", "school purpose", "directory information")


@pytest.mark.parametrize("typed", ["deadlnes", "deadliines", "daedlines", "deadlinez"])
def test_one_edit_is_a_typo(typed: str) -> None:
    assert is_typo(typed, "deadlines")


@pytest.mark.parametrize(("typed", "name"), [("deadlines", "deadlines"), ("dedlnes", "deadlines"), ("dew", "due")])
def test_two_edits_a_short_word_and_the_name_itself_are_no_typo(typed: str, name: str) -> None:
    assert not is_typo(typed, name)


@pytest.mark.parametrize(
    ("said", "name"),
    [("oprator", "operator"), ("contracter", "contractor"), ("conslutant", "consultant"), ("student recrd", TERMS[3])],
)
def test_a_slip_of_a_name_is_known(said: str, name: str) -> None:
    assert slip_of(said, TERMS) == name


@pytest.mark.parametrize("said", ["vendor", "opera", "student", "school", "information", "purposes of a school", ""])
def test_another_word_is_no_slip_of_a_name(said: str) -> None:
    assert slip_of(said, TERMS) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("May we post photos of the team?", "may we post photos of the team"),
        ("Who signs our DPAs in the summer?", "who sings our DPAs in the sumer?"),
    ],
)
def test_a_question_with_a_slip_is_the_same(one: str, other: str) -> None:
    assert same_text(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("May we post photos of the team?", "May we not post photos of the team's parents?"),
        ("Who signs our DPAs?", "Who keeps our DPAs?"),
    ],
)
def test_a_question_with_another_word_is_another_one(one: str, other: str) -> None:
    assert not same_text(one, other)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Sma Lee", ["Sam Lee", "Simon Lee"]),
        ("Lee, Sam", ["Sam Lee"]),
        ("simon", ["Simon Lee"]),
        ("vendr 3", ["Vendor 3"]),
        ("zzz", []),
        ("le", []),
        ("", []),
    ],
)
def test_close_names_are_offered_the_nearest_first(said: str, names: list[str]) -> None:
    assert closest(said, ["Vendor 3", "Simon Lee", "Sam Lee", "Ana Ruiz", ""]) == names
    assert closest(said, ["Vendor 3", "Simon Lee", "Sam Lee", "Ana Ruiz"], 1) == names[:1]


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("rule 36a", "The nearest is 36a-701b"),
        ("rule FERPA", "The nearest is CSDE 2016, FERPA clause"),
        ("rule 10-234zz", "The nearest is 10-234"),
        ("rule nonsense", ""),
        ("define vendr agreement", "Did you mean 'vendor'?"),
        ("define nonsense", ""),
        ("due contract_excuted 2026-11-02", "Did you mean contract_executed?"),
        ("due birthday 2026-11-02", ""),
    ],
)
def test_what_is_not_there_is_answered_with_the_closest(said: str, hint: str, bare_desk: Desk) -> None:
    told = plain(respond(Message(said, who="Dana", surface="talk"), bare_desk))
    assert hint in told if hint else not any(words in told for words in ("The nearest is", "Did you mean"))
