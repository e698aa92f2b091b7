"""Finds every element of the law of a day by its name, as in ``disclose.court-order``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.deciding.ruling import items
from knowledge.law import LawOfDay
from knowledge.model import Element


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
