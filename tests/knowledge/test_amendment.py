"""An amendment changes every sentence that says a number of days, or is told which one it left stale."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.cli.check import law_complaints
from knowledge.checking.check import check
from knowledge.citation import Citation
from knowledge.complaint import BadLaw
from knowledge.counting import Within
from knowledge.finding import read_phrasings
from knowledge.law import Law, missing
from knowledge.load import HERE, load
from knowledge.model import Duty, Passage
from knowledge.wording import duties_of, fill, in_words, mentions, ordinal, texts
from tests.knowledge.recipe import amended, copied, edits

TURN = date(2027, 7, 1)
LAW = load()
TIMED = [e for e in LAW.written if isinstance(e, Duty) and e.within.number and e.until is None]


def said_by(folder: Path) -> list[str]:
    return [str(complaint) for complaint in law_complaints(folder)]


def test_the_recipe_needs_at_most_five_edits_and_leaves_no_complaint(tmp_path: Path) -> None:
    assert 0 < len(edits()) <= 5
    assert said_by(amended(tmp_path)) == []


def test_what_must_be_guarded_is_named_before_the_last_edits(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    ended, written, *_ = edits()
    ended.do(folder)
    assert any("'event: contract_executed'" in said for said in said_by(folder))
    written.do(folder)
    said = said_by(folder)
    for day in ("2027-06-30", "2027-07-01"):
        assert any(f"'since: 2027-07-01' of 'post-contract' on {day}" in one for one in said)
        assert any(f"'until: 2027-07-01' of 'post-contract' on {day}" in one for one in said)
    assert any("no example works the time limit of 'post-contract'" in one for one in said)


@pytest.mark.parametrize("typed", ["five business days", "5 business days", "five days"])
def test_a_number_typed_out_is_named_with_its_line_once_the_duty_changes(tmp_path: Path, typed: str) -> None:
    plain = copied(tmp_path / "today") / "topics" / "contracts.yaml"
    sentence = "The contract must still be posted within {post-contract}. [S]"
    assert plain.read_text().count(sentence) == 1
    typed_out = plain.read_text().replace(sentence, sentence.replace("{post-contract}", typed))
    plain.write_text(typed_out)
    assert said_by(tmp_path / "today" / "knowledge") == []
    topic = amended(tmp_path / "later") / "topics" / "contracts.yaml"
    topic.write_text(typed_out)
    (complaint,) = law_complaints(tmp_path / "later" / "knowledge")
    line = 1 + typed_out[: typed_out.index(f"within {typed}")].count("\n")
    assert (complaint.file, complaint.line) == ("knowledge/topics/contracts.yaml", line)
    assert complaint.wrong == (f"the text says '{typed}', but post-contract has ten business days since July 1, 2027")
    assert "{post-contract}" in complaint.mend
    assert "'until: 2027-07-01'" in complaint.mend
    assert f"{{{typed}}}" in complaint.mend


def test_an_answer_that_is_dated_may_keep_its_number(tmp_path: Path) -> None:
    topic = amended(tmp_path) / "topics" / "contracts.yaml"
    text = topic.read_text().replace("posted within {post-contract}. [S]", "posted within ten business days. [S]")
    old = (
        "    - since: 2018-07-01\n      until: 2027-07-01\n      verdict: permitted\n"
        '      answer: ["Yes. It must still be posted within five business days. [S]"]\n      cites: [bb(h)]\n'
    )
    head, mark, tail = text.partition("- topic: addendum-enough\n")
    topic.write_text(head + mark + tail.replace("  before:\n", f"  before:\n{old}", 1))
    assert said_by(tmp_path / "knowledge") == []


def test_a_duty_copied_with_its_old_number_in_words_is_named(tmp_path: Path) -> None:
    posting = amended(tmp_path) / "law" / "posting.yaml"
    head, mark, tail = posting.read_text().rpartition("- duty: post-contract")
    posting.write_text(head + mark + tail.replace("{post-contract}", "five business days"))
    (said,) = said_by(tmp_path / "knowledge")
    assert "the text says 'five business days', but post-contract has ten business days" in said


def longer(duty: Duty, number: int) -> Law:
    new = replace(duty, since=TURN, within=replace(duty.within, number=number))
    return Law([*(replace(e, until=TURN) if e is duty else e for e in LAW.written), new])


@pytest.mark.parametrize("duty", TIMED, ids=lambda duty: duty.id)
def test_no_sentence_and_no_example_keeps_the_number_of_a_duty_that_changes(duty: Duty) -> None:
    found = check(longer(duty, duty.within.number + 7), read_phrasings(HERE / "phrasings"))
    assert {one.wrong.partition(" '")[0] for one in found} == {
        "no example guards the",
        "no example works the time limit of",
    }
    assert all(f"'{duty.id}'" in one.wrong for one in found)


def numbers(law: Law, day: date) -> Iterator[str]:
    on = law.on(day)
    held = (on.passages, on.terms, on.rules, on.duties, on.checklists)
    yield from (text for entries in held for entry in entries.values() for text in texts(entry))
    yield from (text for topic in on.topics for text in texts(on.answer(topic)))
    yield from (topic.title for topic in on.topics.values())


@pytest.mark.parametrize("day", [date(2016, 11, 1), date(2017, 12, 1), date(2026, 11, 26), date(2027, 7, 2)])
def test_every_sentence_is_filled_in(day: date) -> None:
    assert not [text for text in numbers(LAW, day) if "{" in text]


def test_each_time_keeps_its_own_number() -> None:
    law = longer(next(duty for duty in TIMED if duty.id == "tell-families-of-breach"), 3)
    said = {
        day: law.on(day).says("10-234dd(a)(3)")[0].says.partition("electronically, ")[2].partition(" after")[0]
        for day in (date(2017, 6, 30), date(2017, 7, 1), date(2027, 6, 30), TURN)
    }
    two, three = "not later than two business days", "not later than three business days"
    assert list(said.values()) == ["within 48 hours", two, two, three]
    titles = [passage.title for passage in law.history_of(Citation("10-234dd(a)(3)"))]
    assert titles == [f"Board to families, {n}" for n in ("48 hours", "two business days", "three business days")]
    topic = {day: law.on(day).topics["family-clock-start"].title for day in (date(2017, 6, 30), TURN)}
    assert list(topic.values()) == ["What starts the board's 48 hours?", "What starts the board's three days?"]


def test_a_clock_that_a_passage_only_mentions_makes_it_no_other_version() -> None:
    assert [passage.since for passage in LAW.history_of(Citation("36a-701b"))] == [date(2016, 10, 1)]


@pytest.mark.parametrize(
    ("wrong", "said", "mend"),
    [
        ("{post-contrat}", "no duty is called 'post-contrat'", "Did you mean {post-contract}?"),
        ("{post-contract fast}", "'fast' is no form of a number", "short adjective"),
        ("{keep-website}", "'no number' has no number of days", "Write a duty's name"),
        ("{}", "no duty is called ''", "Write a duty's name"),
    ],
)
def test_braces_that_nobody_can_read_are_named_with_their_line(
    tmp_path: Path, wrong: str, said: str, mend: str
) -> None:
    topic = copied(tmp_path) / "topics" / "contracts.yaml"
    text = topic.read_text().replace("posted within {post-contract}. [S]", f"posted within {wrong}. [S]")
    topic.write_text(text)
    with pytest.raises(BadLaw) as bad:
        load(tmp_path / "knowledge")
    (complaint,) = bad.value.complaints
    assert complaint.line == 1 + text[: text.index(f"within {wrong}")].count("\n")
    assert said in complaint.wrong
    assert mend in complaint.mend


def test_what_the_program_asks_for_by_name_must_stay_in_the_law() -> None:
    assert list(missing(LAW)) == []
    without = Law(
        e for e in LAW.written if e.id not in {"missing-provision-void", "vendor-breach-30", "legal-holidays"}
    )
    assert [one.wrong.partition(";")[0] for one in missing(without)] == [
        "no rule 'missing-provision-void' is in force",
        "no topic 'legal-holidays' is in force",
        "no duty 'vendor-breach-30' is in force",
        "no duty with a number of days has 'event: breach_discovered_student_information'",
    ]


@pytest.mark.parametrize(
    ("within", "said"),
    [
        ("5 business days", "five business days"),
        ("1 business day", "one business day"),
        ("10 business days", "ten business days"),
        ("12 business days", "12 business days"),
        ("30 days", "30 days"),
        ("1 day", "1 day"),
        ("48 hours", "48 hours"),
    ],
)
def test_a_time_limit_is_said_and_found_in_words(within: str, said: str) -> None:
    limit = Within.parse(within)
    assert in_words(limit) == said
    assert [one.means(limit) for one in mentions(f"It has {said} for it.")] == [True]


def test_numbers_are_found_as_people_write_them() -> None:
    found = [(one.number, one.unit) for one in mentions("Within 30 or 60 days, a five-day count, forty-eight hours.")]
    assert found == [(30, "day"), (60, "day"), (5, "day"), (48, "hour")]
    assert not list(mentions("Item 30 of 2018, 3.5 million, one of the days."))
    assert [ordinal(Within("days", number)) for number in (1, 2, 3, 11, 12, 22, 30)] == (
        "1st 2nd 3rd 11th 12th 22nd 30th".split()
    )


def test_a_number_at_the_start_of_a_sentence_has_a_capital() -> None:
    duties = duties_of(LAW.written)
    assert fill("{post-contract}. {post-contract}, {post-contract number}.", duties, TURN) == (
        "Five business days. Five business days, five."
    )


def test_a_passage_is_read_by_the_number_of_its_day() -> None:
    passages = [p for p in longer(TIMED[-1], 9).every(Passage) if p.id == "bb(g)"]
    assert [(p.since.year, p.until and p.until.year) for p in passages] == [(2016, 2018), (2018, 2027), (2027, None)]


PROGRAM = HERE.parent
PIN = re.compile(r"10-234[a-g]{2}\([a-z]\)")
OURS = {"I have no passage '", "'. Write a cite like 10-234cc(b)(3) or cc(b)(3)."}
"""How a cite is written, which is no law."""


def strings(path: Path) -> Iterator[str]:
    """Every text in a module that is no docstring."""
    tree = ast.parse(path.read_text())
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("room", ["handlers", "bot"])
def test_no_number_of_days_and_no_pin_of_the_law_stands_in_the_program(room: str) -> None:
    found = [(path.name, text) for path in (PROGRAM / room).rglob("*.py") for text in strings(path)]
    assert len(found) > 1000
    assert [one for one in found if PIN.search(one[1]) and one[1] not in OURS] == []
    limits = {duty.within for duty in LAW.every(Duty) if duty.within.unit in {"business days", "days", "hours"}}
    said = [(one, mention) for one in found for mention in mentions(one[1])]
    assert [one for one, mention in said if any(mention.means(limit) for limit in limits)] == []
    assert {text for _, text in found}.isdisjoint({duty.id for duty in LAW.every(Duty)})
