"""How well were questions on the law answered: pairs that differ in one fact, and single ones?"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from scoring.texts import credit, facts_held, opening, pins

Row = Mapping[str, Any]
"""A line of a measuring set, or an answer to it."""
Scores = dict[str, float]
"""By measure; not a number where nothing could be measured."""
ALLOWS, FORBIDS, DEPENDS = (
    frozenset({"permitted", "not_required"}),
    frozenset({"prohibited", "required"}),
    "conditional",
)
NONE: Row = {"verdict": "", "citations": [], "text": "", "asked_back": False, "opens": None}


def mean(numbers: Iterable[float | bool | None]) -> float:
    """Of those that are there; not a number where there are none."""
    there = [float(number) for number in numbers if number is not None]
    return sum(there) / len(there) if there else float("nan")


def score_pairs(gold: Sequence[Row], answers: Mapping[str, Row]) -> Scores:
    """The measures of pairs; both questions of a pair follow each other.

    A pair is right where both verdicts are; where the same verdict would do for both, their texts must also have all facts
    asked for, and open with Yes and No where that tells them apart. A permission is false where the law only prohibits or
    requires and the verdict allows, or the text says Yes to what is prohibited, where No is the answer. ``opens``: of the questions to be answered Yes or No. ``depends``: of
    those that do not depend.
    """
    found = [(row, {**NONE, **answers.get(row["id"], {})}) for row in gold]
    strict = [one for one in found if _is_strict(set(one[0]["gold_verdict"]))]
    asked = [one for one in found if one[0].get("gold_polarity") in {"yes", "no"} and one[0]["id"] in answers]
    firm = [one for one in found if DEPENDS not in one[0]["gold_verdict"]]
    return {
        "both": mean(_both_right(list(pair)) for _, pair in groupby(found, key=lambda one: one[0]["pair"])),
        "false": mean(_allows_falsely(row, answer) for row, answer in strict),
        "opens": mean(_opens(answer) == row["gold_polarity"] for row, answer in asked),
        "depends": mean(answer["verdict"] == DEPENDS for _, answer in firm),
        **_common(found),
    }


def _common(found: Sequence[tuple[Row, Row]]) -> Scores:
    return {
        "verdict": mean(answer["verdict"] in row["gold_verdict"] for row, answer in found),
        "cite": mean(_earned(row, answer)[0] for row, answer in found if row["gold_cites"]),
        "facts": mean(facts_held(answer["text"], row["must_mention"]) for row, answer in found),
    }


def _both_right(pair: Sequence[tuple[Row, Row]]) -> bool:
    if len(pair) != 2 or not all(answer["verdict"] in row["gold_verdict"] for row, answer in pair):
        return False
    if set(pair[0][0]["gold_verdict"]).isdisjoint(pair[1][0]["gold_verdict"]):
        return True
    if {row.get("gold_polarity") for row, _ in pair} == {"yes", "no"} and not all(
        _opens(answer) == row["gold_polarity"] for row, answer in pair
    ):
        return False
    return all(facts_held(answer["text"], row["must_mention"]) in {1, None} for row, answer in pair)


def _is_strict(verdicts: set[str]) -> bool:
    return not verdicts.isdisjoint(FORBIDS) and verdicts.isdisjoint({*ALLOWS, DEPENDS})


def _allows_falsely(row: Row, answer: Row) -> bool:
    asked_if_allowed = row.get("gold_polarity") != "yes"  # "does the law stop them?" is rightly answered Yes
    says_yes = asked_if_allowed and _opens(answer) == "yes" and set(row["gold_verdict"]) == {"prohibited"}
    return answer["verdict"] in ALLOWS or says_yes


def _opens(answer: Row) -> str | None:
    said = answer["opens"] if answer["opens"] in {"yes", "no"} else None
    return opening(answer["text"]) or said


def _earned(row: Row, answer: Row) -> list[float]:
    golds = pins(row["gold_cites"])
    return [credit(cite, golds) for cite in pins(answer["citations"])[:3]] or [0.0]


def score_single(gold: Sequence[Row], answers: Mapping[str, Row]) -> Scores:
    """The measures of single questions, inside the book where it holds an answer to cite, and outside it.

    ``wrong``: neither asked back nor declined, and neither the first cite nor the verdict is right.
    """
    found = [(row, {**NONE, **answers.get(row["id"], {})}) for row in gold]
    inside = [one for one in found if one[0]["gold_cites"]]
    declined = [(row["gold_verdict"] == ["abstain"], answer["verdict"] == "abstain") for row, answer in found]
    return {
        **_common(inside),
        "three": mean(max(_earned(row, answer)) for row, answer in inside),
        "wrong": mean(_confidently_wrong(row, answer) for row, answer in inside),
        "outside": mean(did for should, did in declined if should),
        "inside": mean(answer["verdict"] == "abstain" for _, answer in inside),
        "back": mean(bool(answer["asked_back"]) for _, answer in inside),
    }


def _confidently_wrong(row: Row, answer: Row) -> bool:
    if answer["asked_back"] or answer["verdict"] == "abstain":
        return False
    return _earned(row, answer)[0] == 0 and answer["verdict"] not in row["gold_verdict"]
