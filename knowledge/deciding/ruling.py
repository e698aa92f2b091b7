"""Rulings: what an entry of the law comes to on one day, on the facts that a message states."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from knowledge.citation import Citation
from knowledge.deciding.tests_of import OPPOSITE, Bench, Facts, State, Tested, unreached
from knowledge.law import PROVISIONS, LawOfDay
from knowledge.model import Checklist, Duty, Element, Exemption, Item, Rule, Term, Verdict, elements_in, leaves_of

_BOUND: Final = {"operator": "operator", "contractor": "contractor"}
"""By who a rule binds: the term that must fit for the rule to apply."""
_BINDS: Final = frozenset({"prohibited", "required"})
_STUDENT: Final = "student"
_DEIDENTIFIED: Final = "de-identified student information"
_SHARING: Final = ("disclose", "deidentified-share")
"""The rule on disclosing data, and the one that replaces it for de-identified data."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an entry comes to. Elements are named with their entry, as in ``disclose.court-order``."""

    about: str
    """The entry that decides, as in ``rule:disclose``."""
    cite: Citation
    verdict: Verdict
    met: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    """Elements taken as met, since the message does not mention them."""
    done: State = "open"
    """Whether what is required was done as it must be: met, not met or open."""
    fits: State = "open"
    """For a term: whether the word fits."""
    exemption: Exemption | None = None
    """The exception that applies, or that would if its open elements were met."""
    missed: Exemption | None = None
    """The exception with a sentence of its own of which a condition is denied."""
    frees: bool | None = None
    """Whether a permission, or a mentioned exception with its own cite, applies to the case; None for others."""

    @property
    def reached(self) -> bool:
        """Whether it is decided that a permission or an exception applies to the case, or that it does not."""
        return self.frees is not None and (not self.conditional or not self.open)

    @property
    def conditional(self) -> bool:
        """Whether the verdict depends on something that the message does not say."""
        return self.verdict is Verdict.CONDITIONAL


def rule_on(about: str, facts: Facts, law: LawOfDay) -> Ruling | None:
    """The ruling by an entry such as ``rule:disclose``; None where that day's law has no such entry."""
    shape, _, name = about.partition(":")
    facts = _followed(facts, law)
    match shape:
        case "rule" if name in law.rules:
            return _on_rule(law.rules[_instead(name, facts, law)], facts, law)
        case "duty" if name in law.duties:
            return _on_duty(law.duties[name], facts, law)
        case "term" if name in law.terms:
            return _on_term(law.terms[name], facts, law)
        case "item":
            return next((_on_item(item, facts, law) for item in items(law) if item.id == name), None)
        case _:
            return None


def items(law: LawOfDay) -> tuple[Item, ...]:
    """The provisions that a contract must have."""
    checklist: Checklist | None = law.checklists.get(PROVISIONS)
    return checklist.items if checklist else ()


def _followed(facts: Facts, law: LawOfDay) -> Facts:
    """The facts, with what follows from the provisions that a contract has or lacks."""
    answers = [facts.get(f"item.{item.id}") for item in items(law)]
    implied: dict[str, str] = {}
    if "no" in answers:
        implied = {"contract-required.all-ten": "no", "missing-provision-void.lacks": "yes"}
    elif answers and all(one == "yes" for one in answers):
        implied = {"contract-required.all-ten": "yes", "missing-provision-void.lacks": "no"}
    if facts.get("breach.own-system") == "yes":
        implied["tell-families-of-breach.vendor-notice"] = "no"
    return {**implied, **facts}


def _instead(name: str, facts: Facts, law: LawOfDay) -> str:
    """The name of the rule to use: for de-identified data the one that replaces the rule on disclosing."""
    usual, other = _SHARING
    fits = name == usual and other in law.rules and Bench(law, facts, usual).term(_DEIDENTIFIED).state == "met"
    return other if fits else name


def _on_rule(rule: Rule, facts: Facts, law: LawOfDay) -> Ruling:
    about, outcome = f"rule:{rule.id}", Verdict(rule.outcome)
    if unmet_scope := _unreached(rule, facts, law):
        return Ruling(about, rule.cite, OPPOSITE[rule.outcome], failed=unmet_scope.failed)
    plain = Bench(law, facts, rule.id)
    exceptions = [(exemption, plain.all(exemption.elements)) for exemption in rule.unless]
    told = any(found.said and exemption.cite != rule.cite for exemption, found in exceptions)
    done = plain.all(rule.done)
    aside = done.said or any(found.said for _, found in exceptions)
    bench = Bench(law, facts, rule.id, aside)
    base = bench.all(rule.conditions)
    frees = _frees(rule, base, told)
    made = Ruling(about, rule.cite, outcome, base.met, base.failed, base.open, base.given, frees=frees)
    if base.state == "not met":
        left_to_others = unreached(
            rule, tuple(condition for condition in rule.conditions if bench.one(condition).state == "not met")
        )
        return replace(made, verdict=Verdict.CONDITIONAL if left_to_others else OPPOSITE[rule.outcome])
    if excepted := _excepted(made, exceptions):
        return replace(excepted, frees=True if told and rule.outcome in _BINDS else excepted.frees)
    if base.state == "open":
        return replace(made, verdict=Verdict.CONDITIONAL)
    failed = tuple(name for _, found in exceptions for name in found.failed)
    missed = next((one for one, found in exceptions if one.otherwise and found.said and found.state == "not met"), None)
    made = replace(made, failed=failed, missed=missed, cite=missed.cite if missed else made.cite)
    return _kept(made, done) if rule.done else made


def _unreached(rule: Rule, facts: Facts, law: LawOfDay) -> Tested | None:
    """The failed test where the rule does not apply: it binds somebody else, or the person is no student. Else None."""
    bench = Bench(law, facts, rule.id)
    words = [_BOUND[rule.who]] if rule.who in _BOUND else []
    if rule.what:
        words.append(_STUDENT)
    return next((found for word in words if (found := bench.term(word)).state == "not met"), None)


def _frees(rule: Rule, base: Tested, told: bool) -> bool | None:
    """The first value of ``frees``. ``told``: the message mentions an exception; `_on_rule` sets True if it applies."""
    if rule.outcome in _BINDS:
        return False if told else None
    return None if rule.unless else base.state == "met"


def _excepted(made: Ruling, exceptions: list[tuple[Exemption, Tested]]) -> Ruling | None:
    """The ruling by an exception that applies, or that may apply; None where there is none."""
    for exemption, tested in exceptions:
        if tested.state == "met" and tested.met:
            met = (*made.met, *tested.met)
            return replace(
                made, verdict=Verdict(exemption.outcome), cite=exemption.cite, exemption=exemption, met=met, open=()
            )
    for exemption, tested in exceptions:
        is_plausible = bool(tested.met) or (exemption.asked_first and not tested.said)
        if tested.state == "open" and is_plausible:
            return replace(
                made,
                verdict=Verdict.CONDITIONAL,
                cite=exemption.cite,
                exemption=exemption,
                met=tested.met,
                open=tested.open,
            )
    return None


def _kept(made: Ruling, done: Tested) -> Ruling:
    """The ruling with the state of what was done, whose elements come before those that require it."""
    state: State = done.state if done.said else "open"
    return replace(
        made,
        done=state,
        met=(*done.met, *made.met),
        failed=(*done.failed, *made.failed),
        open=done.open if done.said else (),
        given=(*made.given, *done.given),
    )


def _on_duty(duty: Duty, facts: Facts, law: LawOfDay) -> Ruling:
    plain = Bench(law, facts, duty.id)
    done = plain.all(duty.done)
    base = Bench(law, facts, duty.id, done.said).all(duty.conditions)
    made = Ruling(f"duty:{duty.id}", duty.cite, Verdict.REQUIRED, base.met, base.failed, base.open, base.given)
    match base.state:
        case "not met":
            return _sister(duty, facts, law) or replace(made, verdict=Verdict.NOT_REQUIRED)
        case "open":
            return replace(made, verdict=Verdict.CONDITIONAL)
        case _:
            return replace(_kept(made, done), open=done.open)


def _sister(duty: Duty, facts: Facts, law: LawOfDay) -> Ruling | None:
    """The ruling by a duty to do the same for other data, where the facts meet that one; else None."""
    others = [one for one in law.duties.values() if one.id != duty.id and (one.who, one.must) == (duty.who, duty.must)]
    applying = [
        one for one in others if (base := Bench(law, facts, one.id).all(one.conditions)).state == "met" and base.met
    ]
    return _on_duty(applying[0], facts, law) if applying else None


def _on_item(item: Item, facts: Facts, law: LawOfDay) -> Ruling:
    """Whether the contract has a provision; others of the ten that the message mentions count too."""
    answers = {f"item.{one.id}": facts.get(f"item.{one.id}") for one in items(law)}
    own = f"item.{item.id}"
    met = tuple(name for name, value in answers.items() if value == "yes")
    failed = tuple(name for name, value in answers.items() if value == "no")
    done: State = "not met" if failed else "met" if own in met else "open"
    return Ruling(
        f"item:{item.id}", item.cite, Verdict.REQUIRED, met, failed, () if failed or own in met else (own,), done=done
    )


def _on_term(term: Term, facts: Facts, law: LawOfDay) -> Ruling:
    tested = Bench(law, facts, term.id).term(term.id)
    state: State = tested.state if tested.said else "open"
    verdict = Verdict.CONDITIONAL if state == "open" else Verdict.DEFINITION
    return Ruling(
        f"term:{term.id}", term.cite, verdict, tested.met, tested.failed, tested.open, tested.given, fits=state
    )


def elements_of(law: LawOfDay) -> Mapping[str, Element]:
    """All elements that a person can be asked about, by name."""
    return dict(_named(law))


def _named(law: LawOfDay) -> Iterator[tuple[str, Element]]:
    for entry in (*law.terms.values(), *law.rules.values(), *law.duties.values()):
        for leaf in leaves_of(elements_in(entry)):
            yield (leaf.id if "." in leaf.id else f"{entry.id}.{leaf.id}"), leaf
    yield from ((item.element.id, item.element) for item in items(law))
