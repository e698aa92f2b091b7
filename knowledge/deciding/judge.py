"""Decide whether the facts meet the tests of a term or rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.model import Element, Exemption, Outcome, Rule, Term, Verdict

Facts = Mapping[str, str]
"""Element id to ``yes`` or ``no``; an id that is missing is not known."""
State = Literal["met", "not met", "open"]

_FLIP: Mapping[Outcome, Verdict] = {
    "prohibited": Verdict.PERMITTED,
    "permitted": Verdict.PROHIBITED,
    "required": Verdict.NOT_REQUIRED,
    "not_required": Verdict.REQUIRED,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """How a list of tests came out: the tests that failed, and the questions still open."""

    state: State
    failed: tuple[Element, ...] = ()
    missing: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule decided: what it comes to, by which exception if any, and what still has to be asked."""

    verdict: Verdict
    exemption: Exemption | None = None
    failed: tuple[Element, ...] = ()
    missing: tuple[Element, ...] = ()


def judge(elements: tuple[Element, ...], facts: Facts) -> Finding:
    """Whether all elements are met. A missing fact leaves it open unless another element fails."""
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
    """Whether something is what the term means: every element met and no exclusion."""
    base = judge(term.elements, facts)
    outs = [(element, _one(element, facts)) for element in term.excludes]
    hit = tuple(element for element, finding in outs if finding.state == "met")
    missing = base.missing + tuple(leaf for _, finding in outs if finding.state == "open" for leaf in finding.missing)
    if base.failed or hit:
        return Finding("not met", base.failed + hit, missing)
    return Finding("open", (), missing) if missing else Finding("met")


def possible(rule: Rule) -> set[Verdict]:
    """Every verdict the rule can come to on some facts."""
    found = {Verdict(rule.outcome), *(Verdict(exemption.outcome) for exemption in rule.unless)}
    return found | {Verdict.CONDITIONAL} | ({_FLIP[rule.outcome]} if rule.conditions else set())


def unreached(rule: Rule, failed: tuple[Element, ...]) -> bool:
    """Whether a permission only does not reach the case, so that other rules decide: its scope is what is not met."""
    return rule.outcome in {"permitted", "not_required"} and all(element.unsaid == "scope" for element in failed)


def decide(rule: Rule, facts: Facts) -> Decision:
    """The rule with its conditions and exceptions. An exception that is still open makes the verdict conditional."""
    base = judge(rule.conditions, facts)
    if base.state == "not met" and unreached(rule, base.failed):
        return Decision(Verdict.CONDITIONAL, failed=base.failed)
    if base.state == "not met":
        return Decision(_FLIP[rule.outcome], failed=base.failed)
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
