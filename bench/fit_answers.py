"""Fits the function that chooses an answer among its candidates (`handlers/law/decided/decided.py`).

Run it after ``knowledge.teach``: ``python bench/fit_answers.py``, three minutes on one core. It learns from
questions that the model did not learn: ``knowledge/questions/held`` and the sets in ``tests/development``. Each
author is also left out once, and how well the function answers him is printed; then ``weights.txt`` is written.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from measure import ROOT, say
from understanding_methods import desk

from handlers.dialogue.desk import Message
from handlers.law.answer import answer
from handlers.law.decided.candidates import FEATURES, WHETHER, Candidate, candidates
from handlers.law.decided.decided import FILE, Combiner, chosen_of
from handlers.understanding.asked.stance import AskedAs
from knowledge.citation import Citation
from knowledge.model import Answer
from knowledge.reading.material import QUESTIONS, Question, read_questions

HELD = QUESTIONS / "held"
DEVELOPMENT = ROOT / "tests" / "development"
STEPS, PACE, SHRINK = 400, 0.05, 0.01
ELSEWHERE, OTHERWISE, SILENT = 0.35, 0.4, 0.3
"""How much an answer counts that opens rightly and stands at another passage, that opens rightly with another verdict,
and that says neither Yes nor No though its topic does."""
FREE, STRICT = frozenset({"permitted", "not_required"}), frozenset({"prohibited", "required"})


@dataclass
class Case:
    """A question with what is right, its candidates, their numbers and how right each is."""

    author: str
    verdicts: tuple[str, ...]
    opens: str
    found: Sequence[Candidate]
    features: np.ndarray
    right: np.ndarray


@dataclass(frozen=True)
class Labeled:
    """A question with what is right."""

    author: str
    text: str
    verdicts: tuple[str, ...]
    opens: str
    """Empty where that was not labelled."""
    cites: tuple[str, ...]
    decides: frozenset[str] = frozenset()
    """The facts that tell its group apart."""


def questions() -> Iterator[Labeled]:
    """All that is learned from."""
    for _, group in groupby(read_questions(HELD), key=lambda one: one.group):
        together = list(group)
        decides = frozenset(turned(together))
        for one in together:
            yield Labeled(one.group.partition(":")[0], one.text, (one.verdict,), one.opens, one.cites, decides)
    for file in sorted(DEVELOPMENT.glob("*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            gold = row["gold_verdict"]
            verdicts = (gold,) if isinstance(gold, str) else tuple(gold)
            yield Labeled(file.stem, row["q"], verdicts, "", tuple(row["gold_cites"]))


def cases() -> Iterator[Case]:
    """The questions that Yes or No answers, with their candidates."""
    at = desk()
    law = at.law.on(at.today)
    turning = turns()
    for one in questions():
        found = answer(Message(one.text), at)
        ruled = found.decided
        if ruled is None or found.answer is None or one.opens == "none" or ruled.heard.asked.stance not in WHETHER:
            continue
        could = candidates(ruled.heard, found.answer, law, turning)
        says = any(choice.ruling is None and choice.opens != "none" for choice in could)
        heard = next(iter(ruled.heard.ways), ruled.heard.asked)
        right = [_right(choice, one, found.answer, heard, says=says) for choice in could]
        if any(right):
            features = np.array([choice.features for choice in could])
            yield Case(one.author, one.verdicts, one.opens, could, features, np.array(right))


def _right(choice: Candidate, one: Labeled, topic: Answer, asked: AskedAs, *, says: bool) -> float:
    """How right a candidate is; ``asked`` is what the model hears, ``says`` whether the topic says Yes or No."""
    fits = choice.verdict.value in one.verdicts
    if not (choice.opens == one.opens if one.opens else fits):
        return 0.0
    part = 1.0 if fits else OTHERWISE
    if not one.opens and (choice.asked != asked or (says and choice.ruling is None and choice.opens == "none")):
        part = SILENT
    if choice.turns_on and one.decides:
        return part if choice.turns_on in one.decides else part * ELSEWHERE
    golds = [Citation.parse(cite) for cite in one.cites if cite.startswith("10-")]
    cite = choice.ruling.cite if choice.ruling else topic.cites[0]
    return part if any(cite.meets(gold) for gold in golds) else part * ELSEWHERE


def turns() -> dict[str, int]:
    """How often each fact told the questions of a group apart."""
    every = sorted([*read_questions(), *read_questions(HELD)], key=lambda one: one.group)
    return dict(Counter(fact for _, group in groupby(every, key=lambda one: one.group) for fact in turned(group)))


def turned(group: Iterable[Question]) -> Iterator[str]:
    """The facts that are told one way in one question and otherwise in another."""
    told: dict[str, set[bool]] = {}
    for one in group:
        for fact, so in one.facts.items():
            told.setdefault(fact, set()).add(so)
    yield from (fact for fact, values in told.items() if len(values) > 1)


def fit(learned: Sequence[Case]) -> np.ndarray:
    """The weights under which the right candidates are likeliest (Adam)."""
    weights, first, second = (np.zeros(len(FEATURES)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = -SHRINK * weights
        for case in learned:
            raised = np.exp((scores := case.features @ weights) - scores.max())
            shares = raised / raised.sum()
            wanted = shares * case.right
            slope = slope + case.features.T @ (wanted / wanted.sum() - shares) / len(learned)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights = weights + PACE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def score(weights: np.ndarray, held: Sequence[Case]) -> tuple[float, float, float]:
    """Right openings or verdicts, false permissions, and Yes or No that is not said where it is right."""
    combiner = Combiner(tuple(weights), {})
    right, false, silent = [], [], []
    for case in held:
        chosen = chosen_of(case.found, combiner.shares(case.found))
        right.append(chosen.opens == case.opens if case.opens else chosen.verdict.value in case.verdicts)
        if STRICT.issuperset(case.verdicts):
            false.append(chosen.verdict.value in FREE)
        if case.opens in {"yes", "no"}:
            silent.append(chosen.opens in {"depends", "none"})
    return tuple(float(np.mean(part)) if part else 0.0 for part in (right, false, silent))  # type: ignore[return-value]


def main() -> None:
    """Fit, measure and write."""
    every = list(cases())
    for author in sorted({case.author for case in every}):
        weights = fit([case for case in every if case.author != author])
        own = [case for case in every if case.author == author]
        say(f"{author:24}{len(own):6} " + " ".join(f"{part:.3f}" for part in score(weights, own)))
    weights = fit(every)
    text = [
        "# How candidates of an answer are weighed, and how often each fact decided; bench/fit_answers.py writes it.",
        *(f"weight {name} {value:.3f}" for name, value in zip(FEATURES, weights, strict=True)),
        *(f"turns {name} {times}" for name, times in sorted(turns().items())),
    ]
    FILE.write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
