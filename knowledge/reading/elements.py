"""Lists the entries that a message can be about, and the elements that it can assert or deny."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.law import LawOfDay
from knowledge.model import Element, Rule, Term


def entries_of(law: LawOfDay) -> tuple[str, ...]:
    """Every rule, term, duty and provision of a checklist, as in ``rule:disclose`` or ``item:deletion``."""
    named = (("rule", law.rules), ("term", law.terms), ("duty", law.duties))
    items = (f"item:{item.id}" for checklist in law.checklists.values() for item in checklist.items)
    return tuple(sorted([*(f"{kind}:{id}" for kind, found in named for id in found), *items]))


def elements_of(law: LawOfDay) -> Mapping[str, str]:
    """What the book says of each element, by ``entry.element``, as in ``disclose.court-order``."""
    entries: tuple[Rule | Term, ...] = (*law.rules.values(), *law.terms.values())
    return {f"{e.id}.{leaf.id}": leaf.says.says for e in entries for group in _groups(e) for leaf in group.leaves()}


def _groups(entry: Rule | Term) -> Iterator[Element]:
    match entry:
        case Term():
            yield from (*entry.elements, *entry.excludes)
        case Rule():
            yield from entry.conditions
            for exemption in entry.unless:
                yield from exemption.elements
