"""Tests of terms, rules and duties on stated facts: ``Bench`` for messages, ``judge`` and ``decide`` step by step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.law import LawOfDay
from knowledge.model import Element, Exemption, Rule, Term, Verdict

Facts = Mapping[str, str]
"""From elements, as in ``disclose.court-order``, to ``yes`` or ``no``; what is missing was not said."""
State = Literal["met", "not met", "open"]


@dataclass(frozen=True, slots=True)
class Tested:
    """The result of tests, and the names of the elements behind it."""

    state: State
    met: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    """Elements taken as met, since the message does not mention them."""

    @property
    def said(self) -> bool:
        """Whether the message mentions any of the elements."""
        return bool(self.met or self.failed)


@dataclass(frozen=True, slots=True)
class Bench:
    """Tests facts by one entry of the law of a day; ``aside``: the message is about something else of the entry."""

    law: LawOfDay
    facts: Facts
    entry: str
    aside: bool = False

    def all(self, elements: Iterable[Element]) -> Tested:
        """The result of elements that must all be met."""
        parts = [self.one(element) for element in elements]
        states = {part.state for part in parts}
        state: State = "not met" if "not met" in states else "open" if "open" in states else "met"
        return _joined(state, parts)

    def one(self, element: Element) -> Tested:
        """The result of one element, or of a group of which any one is enough."""
        if element.any_of:
            return self._any(element)
        name = element.id if "." in element.id else f"{self.entry}.{element.id}"
        match self.facts.get(name):
            case "yes":
                return Tested("met", met=(name,))
            case "no":
                return Tested("not met", failed=(name,))
        if found := self._by_terms(element):
            return found
        return Tested("met", given=(name,)) if self._given(element) else Tested("open", open=(name,))

    def none_of(self, elements: Iterable[Element]) -> Tested:
        """The result of exclusions: not met where one of them is met; one that is not mentioned excludes nothing."""
        parts = [self.one(element) for element in elements]
        excluding = tuple(name for part in parts if part.state == "met" for name in part.met)
        return (
            Tested("not met", failed=excluding)
            if excluding
            else Tested("met", met=tuple(n for p in parts for n in p.failed))
        )

    def term(self, name: str) -> Tested:
        """Whether a defined word fits the facts."""
        term = self.law.terms.get(name)
        if term is None:
            return Tested("open")
        inside = Bench(self.law, self.facts, name)
        base, outs = inside.all(term.elements), inside.none_of(term.excludes)
        return _joined("not met", [base, outs]) if outs.state == "not met" else _joined(base.state, [base, outs])

    def _any(self, element: Element) -> Tested:
        parts = [self.one(part) for part in element.any_of]
        said = [part for part in parts if part.said]
        if any(part.state == "met" and part.met for part in parts):
            return _joined("met", said)
        denied = [
            one.unsaid == "no" or part.state == "not met" for one, part in zip(element.any_of, parts, strict=True)
        ]
        if said and all(denied):
            return _joined("not met", said)
        if not said and self._given(element):
            return Tested("met", given=tuple(name for part in parts for name in part.open))
        return _joined("open", parts)

    def _given(self, element: Element) -> bool:
        return element.taken or element.unsaid == "given" or (element.unsaid == "aside" and self.aside)

    def _by_terms(self, element: Element) -> Tested | None:
        """The element's result by the defined words it depends on; None where the message mentions none of them."""
        tested = [self.term(name) for name in (*element.terms, *element.unlike)]
        tested = [one for one in tested if one.said]
        fits = next((one for one in tested if one.state == "met"), None)
        fails = next((one for one in tested if one.state == "not met"), None)
        settled = fits or (fails if all(one.state == "not met" for one in tested) else None)
        if settled is None:
            return _joined("open", tested) if tested else None
        return Tested("met" if (settled is fits) is bool(element.terms) else "not met", *_sides(settled, element))


def _sides(
    found: Tested, element: Element
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    met, failed = (found.failed, found.met) if element.unlike else (found.met, found.failed)
    return met, failed, (), found.given


def _joined(state: State, parts: Iterable[Tested]) -> Tested:
    listed = list(parts)
    return Tested(
        state,
        tuple(name for part in listed for name in part.met),
        tuple(name for part in listed for name in part.failed),
        tuple(name for part in listed for name in part.open),
        tuple(name for part in listed for name in part.given),
    )


OPPOSITE: Mapping[str, Verdict] = {
    "prohibited": Verdict.PERMITTED,
    "permitted": Verdict.PROHIBITED,
    "required": Verdict.NOT_REQUIRED,
    "not_required": Verdict.REQUIRED,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a list of elements: those that failed, and the questions that are still open."""

    state: State
    failed: tuple[Element, ...] = ()
    missing: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule comes to: the verdict, the exception behind it if any, and what still has to be asked."""

    verdict: Verdict
    exemption: Exemption | None = None
    failed: tuple[Element, ...] = ()
    missing: tuple[Element, ...] = ()


def judge(elements: tuple[Element, ...], facts: Facts) -> Finding:
    """Whether all elements are met; with a missing fact it is open, unless another element fails."""
    parts = [(element, _one(element, facts)) for element in elements]
    failed = tuple(element for element, finding in parts if finding.state == "not met")
    missing = tuple(leaf for _, finding in parts if finding.state == "open" for leaf in finding.missing)
    if failed:
        return Finding("not met", failed, missing)
    return Finding("open", (), missing) if missing else Finding("met")


def _one(element: Element, facts: Facts) -> Finding:
    if element.any_of:
        findings = [_one(part, facts) for part in element.any_of]
        if any(finding.state == "met" for finding in findings):
            return Finding("met")
        missing = tuple(leaf for finding in findings for leaf in finding.missing)
        if element.taken and len(missing) == len(element.any_of):
            return Finding("met")
        return Finding("open", (), missing) if missing else Finding("not met", (element,))
    match facts.get(element.id):
        case "yes":
            return Finding("met")
        case "no":
            return Finding("not met", (element,))
        case _:
            return Finding("met") if element.taken else Finding("open", (), (element,))


def meets(term: Term, facts: Facts) -> Finding:
    """Whether something is what the term means: every element is met, and no exclusion is."""
    base = judge(term.elements, facts)
    outs = [(element, _one(element, facts)) for element in term.excludes]
    excluding = tuple(element for element, finding in outs if finding.state == "met")
    missing = base.missing + tuple(leaf for _, finding in outs if finding.state == "open" for leaf in finding.missing)
    if base.failed or excluding:
        return Finding("not met", base.failed + excluding, missing)
    return Finding("open", (), missing) if missing else Finding("met")


def possible(rule: Rule) -> set[Verdict]:
    """Every verdict the rule can come to on some facts."""
    found = {Verdict(rule.outcome), *(Verdict(exemption.outcome) for exemption in rule.unless)}
    return found | {Verdict.CONDITIONAL} | ({OPPOSITE[rule.outcome]} if rule.conditions else set())


def unreached(rule: Rule, failed: tuple[Element, ...]) -> bool:
    """Whether a permission just does not apply, so that other rules decide: only elements of its scope failed."""
    return rule.outcome in {"permitted", "not_required"} and all(element.unsaid == "scope" for element in failed)


def decide(rule: Rule, facts: Facts) -> Decision:
    """Decide a rule by its conditions and exceptions; an exception that is still open makes it conditional."""
    base = judge(rule.conditions, facts)
    if base.state == "not met" and unreached(rule, base.failed):
        return Decision(Verdict.CONDITIONAL, failed=base.failed)
    if base.state == "not met":
        return Decision(OPPOSITE[rule.outcome], failed=base.failed)
    findings = [(exemption, judge(exemption.elements, facts)) for exemption in rule.unless]
    for exemption, finding in findings:
        if finding.state == "met" and base.state == "met":
            return Decision(Verdict(exemption.outcome), exemption)
    missing = base.missing + tuple(
        leaf for _, finding in findings if finding.state == "open" for leaf in finding.missing
    )
    if missing:
        return Decision(Verdict.CONDITIONAL, missing=missing)
    failed = tuple(element for _, finding in findings for element in finding.failed)
    return Decision(Verdict(rule.outcome), failed=failed)
