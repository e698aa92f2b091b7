"""Holds the tests of an entry against what was said, and says what is taken where nothing was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.law import LawOfDay
from knowledge.model import Element

Facts = Mapping[str, str]
"""``disclose.court-order`` and so on to ``yes`` or ``no``; what is missing was not said."""
State = Literal["met", "not met", "open"]


@dataclass(frozen=True, slots=True)
class Tested:
    """How tests came out, and the names of the elements that made it so."""

    state: State
    met: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    """Taken as met, as nobody said otherwise."""

    @property
    def said(self) -> bool:
        """Whether somebody spoke of any of them."""
        return bool(self.met or self.failed)


@dataclass(frozen=True, slots=True)
class Bench:
    """Facts held against the law of one day; ``aside`` where something else of the entry is in question."""

    law: LawOfDay
    facts: Facts
    entry: str
    aside: bool = False

    def all(self, elements: Iterable[Element]) -> Tested:
        """Every one of them must be met."""
        parts = [self.one(element) for element in elements]
        states = {part.state for part in parts}
        state: State = "not met" if "not met" in states else "open" if "open" in states else "met"
        return _joined(state, parts)

    def one(self, element: Element) -> Tested:
        """A single test, or one of several of which any is enough."""
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
        """Exclusions: one that is met shuts it out, one that nobody speaks of does not."""
        parts = [self.one(element) for element in elements]
        hit = tuple(name for part in parts if part.state == "met" for name in part.met)
        return Tested("not met", failed=hit) if hit else Tested("met", met=tuple(n for p in parts for n in p.failed))

    def term(self, name: str) -> Tested:
        """Whether a defined word fits what was said."""
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
        """What the defined words come to for which it stands, where what was said settles that."""
        found = [self.term(name) for name in (*element.terms, *element.unlike)]
        found = [one for one in found if one.said]
        fits = next((one for one in found if one.state == "met"), None)
        fails = next((one for one in found if one.state == "not met"), None)
        settled = fits or (fails if all(one.state == "not met" for one in found) else None)
        if settled is None:
            return _joined("open", found) if found else None
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
