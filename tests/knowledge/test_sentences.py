"""Does `dpa check` catch a wrong sentence of an outcome or an element, wherever it is sown?"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from knowledge.checking.sentences import sentences
from knowledge.citation import Fact, Tag
from knowledge.law import Law
from knowledge.load import load
from knowledge.model import Checklist, Entry, OutcomeText

SWAPPED = [
    ("sell-data", "allowed", "not allowed"), ("disclose", "allowed", "not allowed"),
    ("use-beyond-school", "allowed", "not allowed"), ("contractor-ads", "allowed", "not allowed"),
    ("operator", "counts", "does not count"), ("contractor", "counts", "does not count"),
    ("consultant", "counts", "does not count"), ("student record", "counts", "does not count"),
    ("student-generated content", "counts", "does not count"), ("student", "counts", "does not count"),
    ("targeted advertising", "counts", "does not count"), ("vendor-breach-30", "done", "not done"),
]  # fmt: skip
"""Sentences of two outcomes, each in the other's place."""
SOWN: dict[str, Callable[[OutcomeText], OutcomeText]] = {
    "a second Yes": lambda one: replace(one, says=Fact(f"Yes. {one.says.says}", Tag.A)),
    "a second No": lambda one: replace(one, says=Fact(f"No. {one.says.says}", Tag.A)),
    "not so": lambda one: replace(one, says=Fact(f"Not so: {one.says.says}", Tag.A)),
    "it depends": lambda one: replace(one, says=Fact("It depends on the contract.", Tag.A)),
    "only if": lambda one: replace(one, says=Fact("Only if the board agrees.", Tag.A)),
    "no twice": lambda one: replace(one, says=Fact("An operator may not sell it not without consent.", Tag.A)),
    "too long": lambda one: replace(one, says=Fact(" ".join([one.says.says] * 3), Tag.A)),
    "a long next step": lambda one: replace(one, next=" ".join([one.next] * 4)),
}


@pytest.fixture(scope="module")
def law() -> Law:
    return load()


def changed(law: Law, name: str, change: Callable[[Any], Any]) -> list[str]:
    """What is wrong with the law where the entry of that name is changed so."""
    entries: list[Entry] = [change(one) if one.id == name and hasattr(one, "outcomes") else one for one in law.written]
    assert entries != list(law.written)
    return [str(one) for one in sentences(Law(entries, fill=False))]


def test_the_book_has_every_sentence(law: Law) -> None:
    assert list(sentences(Law(law.written, fill=False))) == []


@pytest.mark.parametrize(("name", "one", "other"), SWAPPED, ids=lambda one: one)
def test_a_sentence_in_the_place_of_its_opposite_is_caught(name: str, one: str, other: str, law: Law) -> None:
    def swap(entry: Any) -> Any:
        texts = dict(entry.outcomes)
        texts[one], texts[other] = texts[other], texts[one]
        return replace(entry, outcomes=texts)

    assert any(name in said and "opposite" in said for said in changed(law, name, swap))


def test_a_sentence_of_another_entry_is_caught(law: Law) -> None:
    other = next(one for one in law.written if one.id == "report-to-commission" and hasattr(one, "outcomes"))
    found = changed(
        law,
        "app-store-review",
        lambda one: replace(one, outcomes={**one.outcomes, "not needed": other.outcomes["not needed"]}),
    )
    assert any("'app-store-review' for 'not needed' speaks of something else" in said for said in found)


@pytest.mark.parametrize("sown", SOWN.values(), ids=SOWN)
def test_a_badly_worded_sentence_is_caught(sown: Callable[[OutcomeText], OutcomeText], law: Law) -> None:
    found = changed(
        law, "sell-data", lambda one: replace(one, outcomes={**one.outcomes, "allowed": sown(one.outcomes["allowed"])})
    )
    assert any("sell-data" in said for said in found)


def taken_away(law: Law) -> Iterator[tuple[str, Callable[[Any], Any], str]]:
    yield "targeted-ads", lambda one: replace(one, outcomes={}), "has no sentence for the outcome 'not allowed'"
    yield (
        "targeted-ads",
        lambda one: replace(one, outcomes={**one.outcomes, "counts": one.outcomes["allowed"]}),
        "never comes to",
    )
    yield (
        "targeted-ads",
        lambda one: replace(one, conditions=(replace(one.conditions[0], denied=""), *one.conditions[1:])),
        "has no 'denied:'",
    )
    yield (
        "disclose",
        lambda one: replace(one, unless=(replace(one.unless[0], applies=None), *one.unless[1:])),
        "applies",
    )


def test_what_is_missing_or_too_much_is_said(law: Law) -> None:
    for name, change, says in taken_away(law):
        assert any(says in one for one in changed(law, name, change)), says


def test_a_provision_needs_both_sentences(law: Law) -> None:
    entries = [
        replace(one, items=tuple(replace(item, outcomes={}) if item.id == "review" else item for item in one.items))
        if isinstance(one, Checklist)
        else one
        for one in law.written
    ]
    found = [str(one) for one in sentences(Law(entries, fill=False))]
    assert any("'review' has no sentence for the outcome 'has'" in one for one in found)
