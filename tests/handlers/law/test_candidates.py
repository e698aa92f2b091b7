"""Is what a question may come to sound: each candidate with its own text, and a function that weighs them all?"""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.law.answer import answer
from handlers.law.decided.candidates import FEATURES, Candidate, candidates
from handlers.law.decided.decided import Combiner, by_opening, chosen_of, read_combiner
from handlers.law.decided.question_facts import Heard, heard
from handlers.understanding.asked.stance import AskedAs
from knowledge.deciding.outcomes import outcome_of, ruling_of, text_of, texts_of
from knowledge.deciding.ruling import rule_on
from knowledge.law import LawOfDay
from knowledge.model import Verdict
from knowledge.reading.reader import Signs
from tests.handlers.law.test_every_answer import entries

QUESTIONS = (
    "Our spelling app was bought by a firm that keeps every rule. Can the pupils' accounts go along to the new owner?",
    "The vendor found the leak of test scores on March 1 and wrote to our board on April 20. Is that against the law?",
    "We paste nothing but head counts for each grade into a free tool that was made for schools. Contract needed?",
    "so we don't have to post it?",
)


@pytest.fixture(scope="session")
def law(bare_desk: Desk) -> LawOfDay:
    return bare_desk.law.on(bare_desk.today)


def could(question: str, desk: Desk, law: LawOfDay) -> tuple[Heard, list[Candidate]]:
    found = answer(Message(question), desk)
    assert found.answer
    told = heard(question, desk.read(question))
    return told, list(candidates(told, found.answer, law, read_combiner().turning))


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_candidate_has_its_own_text(question: str, bare_desk: Desk, law: LawOfDay) -> None:
    _, found = could(question, bare_desk, law)
    assert found
    for one in found:
        assert len(one.features) == len(FEATURES)
        if one.ruling and one.opens != "depends":
            assert text_of(one.ruling, law), one
        assert (one.opens == "depends") >= bool(one.turns_on)


@pytest.mark.parametrize("question", QUESTIONS)
def test_shares_add_up_and_the_likeliest_opening_leads(question: str, bare_desk: Desk, law: LawOfDay) -> None:
    _, found = could(question, bare_desk, law)
    shares = read_combiner().shares(found)
    assert sum(shares) == pytest.approx(1)
    opens = by_opening(found, shares)
    assert list(opens.values()) == sorted(opens.values(), reverse=True)


def test_leave_needs_more_than_a_ban(bare_desk: Desk, law: LawOfDay) -> None:
    _, found = could(QUESTIONS[0], bare_desk, law)
    may = AskedAs("may", "allowed")
    free = replace(
        found[0], asked=may, opens="yes", verdict=Verdict.PERMITTED, ruling=rule_on("rule:sell-data", {}, law)
    )
    ban = replace(free, opens="no", verdict=Verdict.PROHIBITED)
    neither = replace(found[0], opens="none", ruling=None)
    assert chosen_of([free, neither], [0.6, 0.4]) is neither
    assert chosen_of([ban, neither], [0.6, 0.4]) is ban
    assert chosen_of([free, neither], [0.8, 0.2]) is free


def test_what_was_asked_before_counts_and_not_what_the_words_alone_ask(bare_desk: Desk, law: LawOfDay) -> None:
    found = answer(Message(QUESTIONS[1]), bare_desk)
    assert found.answer
    told = replace(heard(QUESTIONS[1], bare_desk.read(QUESTIONS[1])), asked=AskedAs("skip", "not needed"))
    assert {one.asked.stance for one in candidates(told, found.answer, law, {})} == {"skip"}


def test_every_outcome_can_be_said_though_nothing_was_told(law: LawOfDay) -> None:
    for about in entries(law):
        known = rule_on(about, {}, law)
        assert known
        for outcome, text in texts_of(about, law).items():
            ruling = ruling_of(about, outcome, known.cite)
            assert ruling is None or (outcome_of(ruling) == outcome and text_of(ruling, law) == text)


@pytest.mark.parametrize("line", ["weight opens 1", "opens 0.3", "weight opens much"])
def test_a_function_that_lacks_a_weight_is_refused(line: str, tmp_path: Path) -> None:
    file = tmp_path / "weights.txt"
    file.write_text(line + "\n")
    with pytest.raises(ValueError, match=r"weight|float"):
        read_combiner(file)


def test_the_function_in_the_package_has_every_weight() -> None:
    assert isinstance(read_combiner(), Combiner)


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("We make a band app. May we sell what kids record?", True),
        ("can they refuse to delete my son's drawings", True),
        ("May the vendor sell what my students record?", False),
    ],
)
def test_a_step_for_the_district_is_not_for_others(text: str, others: bool) -> None:
    assert heard(text, Signs()).of_others is others
