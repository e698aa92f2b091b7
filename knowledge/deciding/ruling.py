"""Says what a question comes to by the law of a day, on the facts that were told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from knowledge.citation import Citation
from knowledge.deciding.tests_of import Bench, Facts, State, Tested, unreached
from knowledge.law import PROVISIONS, LawOfDay
from knowledge.model import Checklist, Duty, Element, Exemption, Item, Rule, Term, Verdict

_OPPOSITE: Final[Mapping[str, Verdict]] = {
    "prohibited": Verdict.PERMITTED,
    "permitted": Verdict.PROHIBITED,
    "required": Verdict.NOT_REQUIRED,
    "not_required": Verdict.REQUIRED,
}
_BOUND: Final = {"operator": "operator", "contractor": "contractor"}
"""Whom a rule binds only where the word for them fits."""
_BINDS: Final = frozenset({"prohibited", "required"})
_STUDENT: Final = "student"
_DEIDENTIFIED: Final = "de-identified student information"
_SHARING: Final = ("disclose", "deidentified-share")
"""The rule on passing data on, and the one that takes its place for data that is de-identified."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What it comes to. Elements are named with their entry, as in ``disclose.court-order``."""

    about: str
    """The entry that decided, as in ``rule:disclose``."""
    cite: Citation
    verdict: Verdict
    met: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    """Taken as met, as nobody said otherwise."""
    done: State = "open"
    """Whether what is required was done as it must be."""
    fits: State = "open"
    """Whether a defined word fits."""
    exemption: Exemption | None = None
    """The exception that applies, or that would with its open elements met."""
    frees: bool | None = None
    """For a rule that permits something or takes a duty away, or an exception with a pin of its own that is spoken of:
    whether it reaches the case."""

    @property
    def reached(self) -> bool:
        """Whether it is settled that a permission or an exception reaches the case, or that it does not."""
        return self.frees is not None and (not self.conditional or not self.open)

    @property
    def conditional(self) -> bool:
        """Whether something that was not said decides."""
        return self.verdict is Verdict.CONDITIONAL


def rule_on(about: str, facts: Facts, law: LawOfDay) -> Ruling | None:
    """What an entry such as ``rule:disclose`` comes to; None where that day's law has no such entry."""
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
    """The provisions that a contract needs."""
    found: Checklist | None = law.checklists.get(PROVISIONS)
    return found.items if found else ()


def _followed(facts: Facts, law: LawOfDay) -> Facts:
    """With what follows from the provisions that a contract has or lacks."""
    told = [facts.get(f"item.{item.id}") for item in items(law)]
    more: dict[str, str] = {}
    if "no" in told:
        more = {"contract-required.all-ten": "no", "missing-provision-void.lacks": "yes"}
    elif told and all(one == "yes" for one in told):
        more = {"contract-required.all-ten": "yes", "missing-provision-void.lacks": "no"}
    if facts.get("breach.own-system") == "yes":
        more["tell-families-of-breach.vendor-notice"] = "no"
    return {**more, **facts}


def _instead(name: str, facts: Facts, law: LawOfDay) -> str:
    """The rule that takes the place of the one named, for data that is de-identified."""
    usual, other = _SHARING
    fits = name == usual and other in law.rules and Bench(law, facts, usual).term(_DEIDENTIFIED).state == "met"
    return other if fits else name


def _on_rule(rule: Rule, facts: Facts, law: LawOfDay) -> Ruling:
    about, outcome = f"rule:{rule.id}", Verdict(rule.outcome)
    if outside := _unreached(rule, facts, law):
        return Ruling(about, rule.cite, _OPPOSITE[rule.outcome], failed=outside.failed)
    plain = Bench(law, facts, rule.id)
    exceptions = [(one, plain.all(one.elements)) for one in rule.unless]
    told = any(found.said and one.cite != rule.cite for one, found in exceptions)
    done = plain.all(rule.done)
    aside = done.said or any(found.said for _, found in exceptions)
    bench = Bench(law, facts, rule.id, aside)
    base = bench.all(rule.conditions)
    frees = _frees(rule, base, told)
    made = Ruling(about, rule.cite, outcome, base.met, base.failed, base.open, base.given, frees=frees)
    if base.state == "not met":
        alone = unreached(rule, tuple(one for one in rule.conditions if bench.one(one).state == "not met"))
        return replace(made, verdict=Verdict.CONDITIONAL if alone else _OPPOSITE[rule.outcome])
    if excepted := _excepted(made, exceptions):
        return replace(excepted, frees=True if told and rule.outcome in _BINDS else excepted.frees)
    if base.state == "open":
        return replace(made, verdict=Verdict.CONDITIONAL)
    failed = tuple(name for _, found in exceptions for name in found.failed)
    made = replace(made, failed=failed)
    return _kept(made, done) if rule.done else made


def _unreached(rule: Rule, facts: Facts, law: LawOfDay) -> Tested | None:
    """Why the rule does not reach it: it binds somebody else, or the person is no student."""
    bench = Bench(law, facts, rule.id)
    words = [_BOUND[rule.who]] if rule.who in _BOUND else []
    if rule.what:
        words.append(_STUDENT)
    return next((found for word in words if (found := bench.term(word)).state == "not met"), None)


def _frees(rule: Rule, base: Tested, told: bool) -> bool | None:
    """Whether a permission reaches the case; whether an exception does, where one is spoken of, is known later."""
    if rule.outcome in _BINDS:
        return False if told else None
    return None if rule.unless else base.state == "met"


def _excepted(made: Ruling, exceptions: list[tuple[Exemption, Tested]]) -> Ruling | None:
    """By an exception that applies, or that may apply."""
    for one, found in exceptions:
        if found.state == "met" and found.met:
            met = (*made.met, *found.met)
            return replace(made, verdict=Verdict(one.outcome), cite=one.cite, exemption=one, met=met, open=())
    for one, found in exceptions:
        near = bool(found.met) or (one.asked_first and not found.said)
        if found.state == "open" and near:
            return replace(
                made, verdict=Verdict.CONDITIONAL, cite=one.cite, exemption=one, met=found.met, open=found.open
            )
    return None


def _kept(made: Ruling, done: Tested) -> Ruling:
    """With how what is required was done; that goes before what calls for it."""
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
    """The duty to do the same for other data, where what was told falls under that."""
    others = [one for one in law.duties.values() if one.id != duty.id and (one.who, one.must) == (duty.who, duty.must)]
    found = [
        one for one in others if (base := Bench(law, facts, one.id).all(one.conditions)).state == "met" and base.met
    ]
    return _on_duty(found[0], facts, law) if found else None


def _on_item(item: Item, facts: Facts, law: LawOfDay) -> Ruling:
    """A provision: whether the contract has it. Others of the ten that the message names count too."""
    told = {f"item.{one.id}": facts.get(f"item.{one.id}") for one in items(law)}
    own = f"item.{item.id}"
    met = tuple(name for name, value in told.items() if value == "yes")
    failed = tuple(name for name, value in told.items() if value == "no")
    done: State = "not met" if failed else "met" if own in met else "open"
    return Ruling(
        f"item:{item.id}", item.cite, Verdict.REQUIRED, met, failed, () if failed or own in met else (own,), done=done
    )


def _on_term(term: Term, facts: Facts, law: LawOfDay) -> Ruling:
    found = Bench(law, facts, term.id).term(term.id)
    state: State = found.state if found.said else "open"
    verdict = Verdict.CONDITIONAL if state == "open" else Verdict.DEFINITION
    return Ruling(f"term:{term.id}", term.cite, verdict, found.met, found.failed, found.open, found.given, fits=state)


def elements_of(law: LawOfDay) -> Mapping[str, Element]:
    """What a person can be asked, by name."""
    return dict(_named(law))


def _named(law: LawOfDay) -> Iterator[tuple[str, Element]]:
    for term in law.terms.values():
        yield from _leaves(term.id, (*term.elements, *term.excludes))
    for rule in law.rules.values():
        excepted = (element for one in rule.unless for element in one.elements)
        yield from _leaves(rule.id, (*rule.conditions, *excepted, *rule.done))
    for duty in law.duties.values():
        yield from _leaves(duty.id, (*duty.conditions, *duty.done))
    yield from ((item.element.id, item.element) for item in items(law))


def _leaves(entry: str, elements: tuple[Element, ...]) -> Iterator[tuple[str, Element]]:
    for element in elements:
        for leaf in element.leaves():
            yield (leaf.id if "." in leaf.id else f"{entry}.{leaf.id}"), leaf
