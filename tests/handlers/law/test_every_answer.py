"""Is every planned answer one answer: for each entry, each way its facts may be told and each kind of question?"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from random import Random

import pytest

from handlers.dialogue.desk import Desk
from handlers.dialogue.text import block
from handlers.law.decided.plan import FREES, AnswerPlan, as_judged, plan_of
from handlers.law.decided.plan_layout import plan_parts
from handlers.law.decided.question_facts import Heard
from handlers.law.verdict_label import OF_OUTCOME
from handlers.understanding.asked.stance import AskedAs
from knowledge.deciding.asked import Stance, opening
from knowledge.deciding.outcomes import OUT_OF_REACH, texts_of
from knowledge.deciding.ruling import Ruling, elements_of, items, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Verdict

Facts = Mapping[str, str]
VALUES = ("", "yes", "no")
MOST = 243
"""Assignments of one entry that are all tried; of more, so many that every pair of values occurs."""
LONGEST = 70
"""Words before the full answer."""
STANCES: tuple[Stance, ...] = ("may", "must", "banned", "skip", "enough", "covered", "assert")
OPENERS = {"yes": "Yes", "no": "No", "depends": "It depends"}
OPENS = re.compile(r"(Yes|No)(?:[.,]| )|It depends\b|Not so\b|Not always\b|Generally\b")


def names(about: str, law: LawOfDay) -> tuple[str, ...]:
    """The elements of an entry, by their full names."""
    shape, _, name = about.partition(":")
    if shape == "item":
        return tuple(f"item.{one.id}" for one in items(law) if one.id == name)
    return tuple(one for one in elements_of(law) if one.partition(".")[0] == name or _of(one, about, law))


def _of(name: str, about: str, law: LawOfDay) -> bool:
    """Whether an element with a name of its own, as in ``breach.unauthorized``, is one of that entry's."""
    shape, _, own = about.partition(":")
    entry = (law.rules if shape == "rule" else law.duties if shape == "duty" else law.terms).get(own)
    parts = [*getattr(entry, "conditions", ()), *getattr(entry, "done", ()), *getattr(entry, "elements", ())]
    return any(leaf.id == name for one in parts for leaf in one.leaves())


def assignments(elements: tuple[str, ...]) -> Iterator[Facts]:
    """Every way to tell them; of many, as many as make each pair of values occur."""
    if len(VALUES) ** len(elements) <= MOST:
        yield from (told(elements, values) for values in product(VALUES, repeat=len(elements)))
        return
    yield {}
    yield from ({name: value} for name in elements for value in VALUES[1:])
    yield from (dict.fromkeys(elements, value) for value in VALUES[1:])
    chance = Random(len(elements))
    left = {(a, x, b, y) for a, b in combinations(range(len(elements)), 2) for x in VALUES for y in VALUES}
    while left:
        a, x, b, y = chance.choice(sorted(left))
        best = [chance.choice(VALUES) for _ in elements]
        best[a], best[b] = x, y
        left -= {(i, best[i], j, best[j]) for i, j in combinations(range(len(elements)), 2)}
        yield told(elements, best)


def told(elements: tuple[str, ...], values: object) -> Facts:
    return {name: value for name, value in zip(elements, values, strict=True) if value}  # type: ignore[call-overload]


def entries(law: LawOfDay) -> list[str]:
    return [
        *(f"rule:{one}" for one in law.rules),
        *(f"duty:{one}" for one in law.duties),
        *(f"term:{one}" for one in law.terms),
        *(f"item:{one.id}" for one in items(law)),
    ]


@pytest.fixture(scope="session")
def law(bare_desk: Desk) -> LawOfDay:
    return bare_desk.law.on(bare_desk.today)


def planned(ruling: Ruling, facts: Facts, stance: Stance, law: LawOfDay) -> tuple[AnswerPlan, str] | None:
    """The plan and its text as a person reads it before the full answer."""
    answer = next(iter(law.topics.values())).on(law.day)
    assert answer
    found = as_judged(Heard(AskedAs(stance, "", turned=True), {ruling.about: 1.0}, facts), ruling, answer)
    plan = plan_of(found, law)
    if plan is None:
        return None
    return plan, "\n".join(block(part) for part in plan_parts(plan, found, law, neutral=False))


def wrong(plan: AnswerPlan, text: str, ruling: Ruling, facts: Facts, stance: Stance, law: LawOfDay) -> Iterator[str]:
    """What is wrong with an answer, by its rendered text."""
    first, *rest = re.split(r"(?<=[.?!])\s+|\n+", text)
    opener = OPENERS.get(plan.opens, "")
    if opener and not first.startswith(opener):
        yield f"opens with {first[:20]!r}, and it is {plan.opens}"
    if not opener and OPENS.match(first):
        yield f"opens with {first[:20]!r}, and neither is meant"
    if again := [line for line in rest if OPENS.match(line)]:
        yield f"opens a second time: {again[0][:40]!r}"
    yield from wrong_sides(plan, rest, ruling, facts, stance, law)
    for one in plan.because:
        if facts.get(one.element) != ("yes" if one.so else "no"):
            yield f"a fact that was not told: {one.says!r}"
    for turn in plan.turns if plan.opens != "depends" else ():
        other = rule_on(ruling.about, {**facts, turn.element: "yes" if turn.so else "no"}, law)
        if other is None or opening(other, stance) == plan.opens:
            yield f"turns nothing: {turn.ask!r}"
    for name, other_text in texts_of(ruling.about, law).items():
        own = plan.rule.says if plan.rule else ""
        if (
            plan.opens != "depends"
            and name != plan.outcome
            and other_text.says.says != own
            and other_text.says.says in text
        ):
            yield f"a sentence of another outcome, {name!r}"
    bad = {Verdict.PROHIBITED: {"allowed", "no-duty"}, Verdict.PERMITTED: {"not-allowed", "needed"}}
    if OF_OUTCOME.get(plan.outcome, "") in bad.get(ruling.verdict, set()):
        yield f"the badge {plan.outcome!r} over {ruling.verdict}"
    if len(text.split()) > LONGEST:
        yield f"{len(text.split())} words"


def wrong_sides(
    plan: AnswerPlan, said: Sequence[str], ruling: Ruling, facts: Facts, stance: Stance, law: LawOfDay
) -> Iterator[str]:
    """Where what is open is not one fact that nobody told, or a side of it does not open as the law does with it."""
    if plan.opens != "depends":
        return
    (turn,) = plan.turns
    if turn.element in facts:
        yield "asks for what was told"
    for so, lead in ((True, "- If so: "), (False, "- If not: ")):
        other = rule_on(ruling.about, {**facts, turn.element: "yes" if so else "no"}, law)
        side = turn.sides.get(so)
        if side and side.says is None and side.outcome in FREES:
            continue  # no permission without its condition
        opener = "one more thing" if other is None or other.open else OPENERS.get(opening(other, stance), "")
        if opener and not any(line.startswith(f"{lead}{opener}") for line in said):
            yield f"{lead!r} does not open with {opener!r}"


def test_every_answer_says_one_thing(law: LawOfDay) -> None:
    counts: Counter[str] = Counter()
    found: list[str] = []
    for about in entries(law):
        for facts in assignments(names(about, law)):
            ruling = rule_on(about, facts, law)
            assert ruling, about
            for stance in STANCES:
                if made := planned(ruling, facts, stance, law):
                    counts[about] += 1
                    found += [
                        f"{about} {stance} {dict(facts)}: {one}" for one in wrong(*made, ruling, facts, stance, law)
                    ]
    print("\n".join(f"{number:6} {about}" for about, number in sorted(counts.items())))
    kinds = Counter(re.sub(r"'.*?'|\".*?\"|\d+", "…", one.partition("}: ")[2]) for one in found)
    assert not found, f"{kinds} of {counts.total()}\n" + "\n".join(found[:: max(1, len(found) // 12)])
    assert set(entries(law)) == set(counts), "an entry of which no answer was made"


@pytest.mark.parametrize(("one", "other"), [("may", "banned"), ("must", "skip")])
def test_opposite_questions_open_oppositely(one: Stance, other: Stance, law: LawOfDay) -> None:
    for about in entries(law):
        for facts in assignments(names(about, law)):
            ruling = rule_on(about, facts, law)
            if ruling is None or ruling.fits != "open" or ruling.done != "open":
                continue
            opens = {opening(ruling, stance) for stance in (one, other)}
            assert opens in ({"yes", "no"}, {"depends"}, {"none"}), (about, dict(facts), opens)


def test_every_outcome_is_said_somewhere(law: LawOfDay) -> None:
    """But what follows only from whom the entry binds, which no element of its own tells."""
    seen: set[tuple[str, str]] = set()
    for about in entries(law):
        for facts in assignments(names(about, law)):
            ruling = rule_on(about, facts, law)
            if ruling and (made := planned(ruling, facts, "must", law)):
                seen.add((about, made[0].outcome))
    never = {(about, name) for about in entries(law) for name in texts_of(about, law)} - seen
    own = {one for one in never if _is_turned_by(one[0], law) and one[1] != OUT_OF_REACH}
    assert own == set()


def _is_turned_by(about: str, law: LawOfDay) -> bool:
    shape, _, name = about.partition(":")
    entry = {"rule": law.rules, "duty": law.duties}.get(shape, {}).get(name)
    return bool(entry and entry.conditions)
