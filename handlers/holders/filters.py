"""Finds the contracts that a word narrows a list to: by school, subprocessor, data, name, or what their fields say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handlers.contracts.words import FIELDS
from handlers.dialogue.desk import Desk
from handlers.holders.held import CATEGORY_OF, bare, names_firm, same_firm, same_school
from handlers.understanding.named.data_kinds import kinds_in
from handlers.understanding.requests.looks.slots import categories_in
from knowledge.finding.words import stem, words
from storage.records import Contract

DIRECTORY = "directory_information"
_KEPT = ("purpose", "description", "product", "vendor", "contact", "notes")
"""Fields whose words are looked through, in the order in which they count."""
_MAY_BE_EMPTY = ("subprocessors", "schools", "purpose", "description", "kinds", "product", "contact", "notes")
"""Fields that a word can name, to ask for what has anything in them."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A word that narrows a list: as it is on record where it names one thing there, the field, and who fits."""

    said: str
    field: str
    """The field's label in the form."""
    ids: frozenset[str]
    names: bool = False
    """Whether it is the field itself that was named: who has subprocessors."""


def filter_by(said: str, among: Sequence[Contract], desk: Desk) -> Filter | None:
    """What a word or two narrow these contracts to; None where nothing on record says them."""
    for field, called, test in _tests(said, among, desk):
        if ids := frozenset(one.id for one in among if test(one)):
            return Filter(called, FIELDS[field][0], ids)
    plain = _stems(said)
    for field in _MAY_BE_EMPTY:
        label = words(FIELDS[field][0])
        if plain and plain in (_stems(label[0]), _stems(field)):
            return Filter(said, FIELDS[field][0], frozenset(o.id for o in among if getattr(o, field)), names=True)
    return None


def _tests(said: str, among: Sequence[Contract], desk: Desk) -> Iterator[tuple[str, str, Callable[[Contract], bool]]]:
    """The ways in which a word may be meant, the surest first: a field, what it is called there, and who fits."""
    schools = _named(said, (name for one in among for name in one.schools), same_school)
    yield "schools", ", ".join(schools), lambda one: any(name in schools for name in one.schools)
    firms = _named(said, (name for one in among for name in one.subprocessors), names_firm)
    yield "subprocessors", ", ".join(firms), lambda one: any(name in firms for name in one.subprocessors)
    categories = (category,) if (category := CATEGORY_OF.get(bare(said), "")) else categories_in(said)
    yield "kinds", said, lambda one: names_data(one, said, desk) or not own_categories(one).isdisjoint(categories)
    for field in ("vendor", "product"):
        yield field, said, lambda one, field=field: same_firm(said, getattr(one, field))  # type: ignore[misc]
    for field in _KEPT:
        yield field, said, lambda one, field=field: says(said, getattr(one, field))  # type: ignore[misc]


def _named(said: str, known: Iterable[str], same: Callable[[str, str], bool]) -> list[str]:
    return list(dict.fromkeys(name for name in known if same(said, name)))


def has_data(contract: Contract, categories: Sequence[str], kinds: Sequence[str], desk: Desk) -> bool:
    """Whether it may hold all of this data: each kind by its word, or by the category of the law of which it is one."""
    by_word = {
        kind: names_data(contract, kind, desk) or says(kind, f"{contract.description}; {contract.purpose}")
        for kind in kinds
    }
    own, of = own_categories(contract), {kind: set(categories_in(kind)) for kind in kinds}
    held = all(one in own or any(by_word[kind] for kind in kinds if one in of[kind]) for one in categories)
    return held and all(by_word[kind] for kind in kinds if not of[kind] & set(categories))


def own_categories(contract: Contract) -> set[str]:
    """The categories it covers; student information may hold directory information, which no contract names apart."""
    directory = (DIRECTORY,) if "student_information" in contract.categories else ()
    return {*contract.categories, *directory}


def names_data(contract: Contract, kind: str, desk: Desk) -> bool:
    """Whether its own words name that kind of data, or one that is the same: SSN, Social Security number."""
    known = tuple(desk.law.on(desk.today).kinds.values())
    same = {one.id for one in kinds_in(kind, known)}
    return says(kind, contract.kinds) or not same.isdisjoint(one.id for one in kinds_in(contract.kinds, known))


def says(said: str, text: str) -> bool:
    """Whether all the words stand in the text, in whichever form."""
    wanted = _stems(said)
    return bool(wanted) and wanted <= _stems(text)


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text.replace("-", " ")))
