"""Does the scoring of bench/understanding.py count what its definitions say?"""

import math
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from scoring.questions import score_pairs, score_single
from scoring.shown import shown
from scoring.talks import harms, is_good, score_commands, score_talks, setups_refused
from scoring.texts import credit, facts_held, holds, opening, pins, pins_in, plain


def gold(id: str, verdicts: list[str], polarity: str | None = None, facts: tuple[str, ...] = ()) -> dict[str, Any]:
    cites = [] if verdicts == ["abstain"] else ["10-234cc(b)(3)"]
    return {
        "id": id,
        "pair": id[:-1],
        "gold_verdict": verdicts,
        "gold_cites": cites,
        "gold_polarity": polarity,
        "must_mention": list(facts),
    }


def said(verdict: str, text: str = "", cite: str = "10-234cc(b)(3)", **more: Any) -> dict[str, Any]:
    return {"verdict": verdict, "text": text, "citations": [cite], "asked_back": False, "opens": None, **more}


PAIR = [gold("p-1a", ["prohibited"], "no"), gold("p-1b", ["permitted", "conditional"], "yes")]


def test_a_cite_below_counts_whole_and_one_above_half() -> None:
    golds = pins(["10-234cc(b)(4)", "34 CFR 99.3"])
    earned = [credit(one, golds) for one in pins(["10-234cc(b)(4)(E)", "10-234cc(b)", "10-234cc(b)(3)", "10-234cc(c)"])]
    assert earned == [1, 0.5, 0, 0]


def test_cites_are_found_however_they_are_written() -> None:
    assert pins_in("see § 10 - 234CC (b) (4)(E), and Public Act No. 18-125, section 6") == [
        ("10-234cc", "b", "4", "e"),
        ("pa 18-125", "6"),
    ]


@pytest.mark.parametrize(
    ("text", "fact", "found"),
    [
        ("within 30 days", "30", True),
        ("within 130 days", "30", False),
        ("within 300 days", "30", False),
        ("the board’s website", "page|the board's", True),
        ("nothing of it", "one|two", False),
    ],
)
def test_a_fact_is_found_by_any_of_its_alternatives(text: str, fact: str, found: bool) -> None:
    assert holds(plain(text), fact) is found


def test_in_talks_words_count_from_where_they_begin() -> None:
    assert holds("it was unsold", "sold") and not holds("it was unsold", "sold", from_the_start=True)
    assert holds("c-1 is late", "C-1", from_the_start=True) and not holds("c-12 is late", "C-1", from_the_start=True)
    assert facts_held("Five days", ["five|5", "September"]) == 0.5 and facts_held("Five days", []) is None


@pytest.mark.parametrize(
    ("text", "opens"), [("Yes, it may.", "yes"), ("No. It", "no"), ("No later than", None), ("Notice is", None)]
)
def test_how_a_text_opens(text: str, opens: str | None) -> None:
    assert opening(text) == opens


def test_a_pair_is_right_where_both_are() -> None:
    right = {"p-1a": said("prohibited", "No."), "p-1b": said("conditional", "Yes, if")}
    found = score_pairs(PAIR, right)
    assert (found["both"], found["verdict"], found["opens"], found["false"], found["depends"]) == (1, 1, 1, 0, 0)
    assert score_pairs(PAIR, {**right, "p-1b": said("prohibited", "No.")})["both"] == 0
    assert math.isnan(score_pairs([], {})["both"])


def test_where_one_verdict_would_do_for_both_the_facts_tell_them_apart() -> None:
    pair = [gold("p-2a", ["required"], facts=("30",)), gold("p-2b", ["required"], facts=("60",))]
    apart = {"p-2a": said("required", "30 days"), "p-2b": said("required", "60 days")}
    assert score_pairs(pair, apart)["both"] == 1
    assert score_pairs(pair, {**apart, "p-2b": said("required", "30 days")})["both"] == 0


def test_a_permission_is_false_where_the_law_prohibits_or_requires() -> None:
    for wrong in (said("permitted"), said("not_required"), said("information", "Yes, you may.")):
        assert score_pairs(PAIR, {"p-1a": wrong, "p-1b": said("permitted")})["false"] == 1
    for safe in (said("conditional", "It depends."), said("abstain"), said("prohibited", "No.")):
        assert score_pairs(PAIR, {"p-1a": safe, "p-1b": said("permitted")})["false"] == 0
    assert score_pairs(PAIR, {"p-1a": said("conditional")})["depends"] == 1


def test_single_questions_inside_and_outside_the_book() -> None:
    rows = [gold(f"s-{k}x", ["prohibited"]) for k in range(4)] + [gold(f"s-{k}x", ["abstain"]) for k in (4, 5)]
    answers = {
        "s-0x": said("prohibited"),
        "s-1x": said("permitted", cite="10-234dd(a)(1)"),
        "s-2x": said("permitted", cite="10-234dd(a)(1)", asked_back=True),
        "s-3x": said("abstain", citations=[]),
        "s-4x": said("abstain", citations=[]),
        "s-5x": said("information"),
    }
    found = score_single(rows, answers)
    assert (found["cite"], found["three"], found["verdict"]) == (0.25, 0.25, 0.25)
    assert (found["wrong"], found["inside"], found["back"], found["outside"]) == (0.25, 0.25, 0.25, 0.5)


def heard(text: str = "", badge: str = "none", **more: Any) -> dict[str, Any]:
    reply = {
        "title": "",
        "badge": badge,
        "text": text,
        "choices": more.pop("choices", []),
        "form": more.pop("form", None),
    }
    return {"command": "done", "reply": reply, "records": [], "changed": [], "law": None, **more}


FORM = {"command": "done D-1", "fields": {"proof": {"value": "https://a.example/x"}, "on": {"value": "2026-11-20"}}}
DONE = {"form": {"command": ["done"], "fields": {"proof": "a.example", "on": "2026-11-20"}}}


@pytest.mark.parametrize(
    ("expect", "reply", "good"),
    [
        ({"text_all": ["Acme", "overdue|late"]}, heard("Acme is late"), True),
        ({"text_all": ["Acme", "overdue|late"]}, heard("Acme is fine"), False),
        ({"text_none": ["C-2"], "records_none": ["C-2"]}, heard("C-1 and C-21"), True),
        ({"records_any": ["C-2"]}, heard("It is on file", records=["C-2"]), True),
        ({"records_any": ["C-2"]}, heard("C-1"), False),
        ({"command": ["done"], "changed_any": ["D-1"]}, heard(changed=["D-1"]), True),
        ({"choices_any": ["step by step"]}, heard(choices=[{"label": "Step by step", "say": "check x"}]), True),
        ({"law_null": True}, heard(law={"opens": None, "citations": []}), False),
        ({"opens": ["no", None]}, heard(), True),
        ({"cites_any": ["10-234dd(a)"]}, heard(law={"citations": ["10-234dd(a)(3)"]}), True),
        ({"cites_any": ["10-234dd(a)"]}, heard("It stands in 10-234dd(b)"), False),
        (DONE, heard(form=FORM), True),
        (DONE, heard(form={**FORM, "command": "correct D-1"}), False),
        (DONE, heard(choices=[{"label": "Save", "say": "done D-1 a.example 2026-11-20"}]), True),
        (DONE, heard("Done: a.example, 2026-11-20", changed=["D-1"]), True),
        (DONE, heard("Done: a.example, 2026-11-20"), False),
    ],
)
def test_a_reply_is_good_where_all_that_is_expected_is_there(
    expect: dict[str, Any], reply: dict[str, Any], good: bool
) -> None:
    assert is_good(expect, shown(reply, "")) is good


@pytest.mark.parametrize(
    ("expect", "reply", "harm"),
    [
        ({"badge_not": ["yes"]}, heard(badge="yes"), True),
        ({"opens": ["no"]}, heard(badge="yes"), True),
        ({"opens": ["no"]}, heard(law={"opens": "yes"}), True),
        ({"opens": ["no"]}, heard(badge="no", law={"opens": "no"}), False),
        ({"changed_none": True}, heard(changed=["C-1"]), True),
        ({"changed_not": ["C-2"]}, heard(changed=["C-1"]), False),
    ],
)
def test_harm_is_a_word_or_an_act_that_must_not_be(expect: dict[str, Any], reply: dict[str, Any], harm: bool) -> None:
    assert harms(expect, shown(reply, "")) is harm


def test_a_message_that_is_quoted_back_proves_nothing() -> None:
    asked = "who has the Acme contract?"
    quoting = heard("I did not understand: who has the Acme contract")
    assert not is_good({"text_all": ["Acme"]}, shown(quoting, asked))


def test_whole_talks_setups_and_commands_are_counted() -> None:
    lines = [
        {"say": "log it", "setup": True},
        {"say": "a", "expect": DONE},
        {"say": "b", "expect": {"text_all": ["x"]}},
    ]
    talks = [{"id": "t-1", "lines": lines}]
    answers = {"t-1.1": heard(command="ask"), "t-1.2": heard(form=FORM), "t-1.3": heard("y", badge="sorry")}
    assert score_talks(talks, answers) == {"good": 0.5, "harm": 0, "whole": 0}
    assert score_talks(talks, {**answers, "t-1.3": heard("x")})["whole"] == 1
    assert setups_refused(talks, answers) == ["t-1.1"]
    assert score_commands(talks, {"t-1.2": ["correct", "done"]}) == 1
    assert score_commands(talks, {}) == 0
