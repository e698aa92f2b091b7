"""Lists the entries that a message can be about, and what the book says of the elements that it can assert or deny."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.deciding import elements
from knowledge.law import LawOfDay


def entries_of(law: LawOfDay) -> tuple[str, ...]:
    """Every rule, term, duty and provision of a checklist, as in ``rule:disclose`` or ``item:deletion``."""
    named = (("rule", law.rules), ("term", law.terms), ("duty", law.duties))
    items = (f"item:{item.id}" for checklist in law.checklists.values() for item in checklist.items)
    return tuple(sorted([*(f"{kind}:{id}" for kind, found in named for id in found), *items]))


def elements_of(law: LawOfDay) -> Mapping[str, str]:
    """What the book says of each element and circumstance, as in ``disclose.court-order`` and ``price.free``."""
    told = {name: element.says.says for name, element in elements.elements_of(law).items()}
    return told | {name: one.says[0].says for name, one in law.circumstances.items()}
