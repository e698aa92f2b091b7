"""Finds the contracts under which somebody may hold the district's data, and those that a name touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handlers.contracts.ended import has_ended
from handlers.contracts.form import CATEGORIES
from handlers.contracts.words import FIELDS
from handlers.deadlines.plan import EXPIRY
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.understanding.named import kinds_in, same, words_of
from handlers.understanding.requests.looks.slots import categories_in, is_list_word
from knowledge.finding.words import stem, words
from storage.records import Contract, Status

_SCHOOLS = ("elementary", "middle", "high", "magnet", "primary", "intermediate")
_OF_SCHOOL = re.compile(rf" (?:(?:{'|'.join(_SCHOOLS)}) )?school$")
_SHORT_SCHOOLS = {f"{kind[0]}s": f"{kind} school" for kind in reversed(_SCHOOLS)}
"""HS is the high school, as districts write it."""
CATEGORY_OF = {label.casefold().replace("-", " "): name for name, label in CATEGORIES}
"""The categories of the law by their labels, without signs."""
SHORTEST_FIRM = 5
"""Letters of a firm's name that stands for a longer one."""
LEAST_INITIALS = 3
"""Letters of a name that may be the initials of a longer one: AWS, not HP."""


def holding(desk: Desk) -> list[Contract]:
    """The contracts that run, and those that ended without the vendor's confirmation that nothing is kept."""
    confirmed = {one.record for one in desk.store.deadlines(status=Status.DONE) if one.duty == EXPIRY}
    return [one for one in desk.store.contracts() if not one.withdrawn and not _is_over(one, confirmed, desk)]


def _is_over(contract: Contract, confirmed: set[str], desk: Desk) -> bool:
    return has_ended(contract, desk.today) and contract.id in confirmed


def touched(name: str, desk: Desk) -> list[Contract]:
    """The contracts that have a firm of this name as a subprocessor."""
    return [one for one in holding(desk) if any(names_firm(name, other) for other in one.subprocessors)]


def same_firm(one: str, other: str) -> bool:
    """Whether two names are one firm's, however signs and "Inc." are written; AWS is Amazon Web Services."""
    first, second = bare(one), bare(other)
    return bool(first) and (same(one, other) or _initials(first, second) or _initials(second, first))


def names_firm(said: str, full: str) -> bool:
    """Whether a firm is called so in short: Amazon for Amazon Web Services."""
    short, words = bare(said).split(), bare(full).split()
    return same_firm(said, full) or (words[: len(short)] == short and len(bare(said)) >= SHORTEST_FIRM)


def _initials(short: str, long: str) -> bool:
    words = long.split()
    return len(words) >= LEAST_INITIALS and short == "".join(word[0] for word in words)


def bare(name: str) -> str:
    """The name without signs and the kind of firm, in small letters."""
    return " ".join(words_of(name))


def same_school(one: str, other: str) -> bool:
    """Whether two names are one school's: Elm Street, Elm Street School; HS, the high school, Elmbrook High School."""
    first, second = _school(one), _school(other)
    if first == second or (_OF_SCHOOL.sub("", first) == _OF_SCHOOL.sub("", second) and "" not in {first, second}):
        return True
    return any(a in _SHORT_SCHOOLS.values() and b.endswith(f" {a}") for a, b in ((first, second), (second, first)))


def _school(name: str) -> str:
    """A school's name in full: Elmbrook HS is Elmbrook High School."""
    words = bare(name).removeprefix("the ").split()
    return " ".join([*words[:-1], _SHORT_SCHOOLS.get(words[-1], words[-1])]) if words else ""


def by_vendor(found: Iterable[Contract]) -> Mapping[str, list[Contract]]:
    """The contracts of each vendor, by its name, in the order of the alphabet."""
    groups: dict[str, list[Contract]] = {}
    for one in sorted(found, key=lambda one: (one.vendor.casefold(), int(one.id[2:]))):
        name = next((name for name in groups if same(name, one.vendor)), one.vendor)
        groups.setdefault(name, []).append(one)
    return groups


def by_data(found: Iterable[Contract]) -> Mapping[str, list[Contract]]:
    """The contracts of each category of the law."""
    return {label: ones for name, label in CATEGORIES if (ones := [one for one in found if name in one.categories])}


def by_school(found: Iterable[Contract]) -> Mapping[str, list[Contract]]:
    """The contracts that name each school."""
    found = list(found)
    names = _once((school for one in found for school in one.schools), same_school)
    return {name: [one for one in found if any(same_school(name, other) for other in one.schools)] for name in names}


def by_subprocessor(found: Iterable[Contract]) -> Mapping[str, list[Contract]]:
    """The contracts that name each subprocessor."""
    found = list(found)
    names = _once((firm for one in found for firm in one.subprocessors), same_firm)
    return {
        name: [one for one in found if any(same_firm(name, other) for other in one.subprocessors)] for name in names
    }


def _once(names: Iterable[str], same: Callable[[str, str], bool]) -> list[str]:
    kept: list[str] = []
    for name in sorted(names, key=str.casefold):
        if not any(same(name, other) for other in kept):
            kept.append(name)
    return kept


def named_in(text: str, desk: Desk) -> str:
    """The school or subprocessor on record that a message names; empty where it names none."""
    said = f" {bare(text)} "
    known = {name for one in holding(desk) for name in (*one.schools, *one.subprocessors)}
    fits = [name for name in known if f" {_OF_SCHOOL.sub('', bare(name))} " in said and not is_list_word(bare(name))]
    return max(fits, key=len, default="")


def speaks_of_firm(text: str, name: str) -> bool:
    """Whether a text names the firm, however signs are written."""
    said = text.replace("'s ", " ").replace("\u2019s ", " ")
    return f" {bare(name)} " in f" {bare(said)} "


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
