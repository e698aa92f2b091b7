"""Contracts under which vendors may hold data, grouped and filtered by vendor, firm, school, or kind of data."""

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
from handlers.understanding.requests.query_slots import categories_in, is_list_word
from knowledge.finding.words import stem, words
from storage.records import Contract, Status

_SCHOOLS = ("elementary", "middle", "high", "magnet", "primary", "intermediate")
_OF_SCHOOL = re.compile(rf" (?:(?:{'|'.join(_SCHOOLS)}) )?school$")
_SHORT_SCHOOLS = {f"{kind[0]}s": f"{kind} school" for kind in reversed(_SCHOOLS)}
"""Abbreviations of kinds of school, as districts write them: "hs" for "high school"."""
CATEGORY_OF = {label.casefold().replace("-", " "): name for name, label in CATEGORIES}
"""The categories of the law, by their labels in lowercase without hyphens."""
SHORTEST_FIRM = 5
"""The fewest letters of a firm's short name: "Amazon" for "Amazon Web Services"."""
LEAST_INITIALS = 3
"""The fewest letters that may be a firm's initials: AWS, not HP."""


def holding(desk: Desk) -> list[Contract]:
    """Contracts that are running, or that ended without the vendor's confirmation that nothing was kept."""
    confirmed = {one.record for one in desk.store.deadlines(status=Status.DONE) if one.duty == EXPIRY}
    return [one for one in desk.store.contracts() if not one.withdrawn and not _is_over(one, confirmed, desk)]


def _is_over(contract: Contract, confirmed: set[str], desk: Desk) -> bool:
    return has_ended(contract, desk.today) and contract.id in confirmed


def touched(name: str, desk: Desk) -> list[Contract]:
    """The contracts that name this firm as a subprocessor."""
    return [one for one in holding(desk) if any(names_firm(name, other) for other in one.subprocessors)]


def same_firm(one: str, other: str) -> bool:
    """Whether two names mean one firm, whatever the spelling of "Inc."; AWS is Amazon Web Services."""
    first, second = bare(one), bare(other)
    return bool(first) and (same(one, other) or _initials(first, second) or _initials(second, first))


def names_firm(said: str, full: str) -> bool:
    """Whether ``said`` is the firm's name or a short form of it: Amazon for Amazon Web Services."""
    short, words = bare(said).split(), bare(full).split()
    return same_firm(said, full) or (words[: len(short)] == short and len(bare(said)) >= SHORTEST_FIRM)


def _initials(short: str, long: str) -> bool:
    words = long.split()
    return len(words) >= LEAST_INITIALS and short == "".join(word[0] for word in words)


def bare(name: str) -> str:
    """The name in lowercase, without punctuation and the kind of firm."""
    return " ".join(words_of(name))


def same_school(one: str, other: str) -> bool:
    """Whether two names mean one school: Elm Street, Elm Street School; HS, the high school, Elmbrook High School."""
    first, second = _school(one), _school(other)
    if first == second or (_OF_SCHOOL.sub("", first) == _OF_SCHOOL.sub("", second) and "" not in {first, second}):
        return True
    return any(a in _SHORT_SCHOOLS.values() and b.endswith(f" {a}") for a, b in ((first, second), (second, first)))


def _school(name: str) -> str:
    """A school's name in full: Elmbrook HS is Elmbrook High School."""
    words = bare(name).removeprefix("the ").split()
    return " ".join([*words[:-1], _SHORT_SCHOOLS.get(words[-1], words[-1])]) if words else ""


def by_vendor(found: Iterable[Contract]) -> Mapping[str, list[Contract]]:
    """The contracts by vendor, in alphabetical order; spellings of one vendor together."""
    groups: dict[str, list[Contract]] = {}
    for contract in sorted(found, key=lambda one: (one.vendor.casefold(), int(one.id[2:]))):
        name = next((name for name in groups if same(name, contract.vendor)), contract.vendor)
        groups.setdefault(name, []).append(contract)
    return groups


def by_data(found: Iterable[Contract]) -> Mapping[str, list[Contract]]:
    """The contracts by category of data."""
    return {label: ones for name, label in CATEGORIES if (ones := [one for one in found if name in one.categories])}


def by_school(found: Iterable[Contract]) -> Mapping[str, list[Contract]]:
    """The contracts by school."""
    return _by(lambda one: one.schools, same_school, list(found))


def by_subprocessor(found: Iterable[Contract]) -> Mapping[str, list[Contract]]:
    """The contracts by subprocessor."""
    return _by(lambda one: one.subprocessors, same_firm, list(found))


def _by(
    named: Callable[[Contract], Iterable[str]], same: Callable[[str, str], bool], found: list[Contract]
) -> Mapping[str, list[Contract]]:
    """The contracts by each name that they have, in alphabetical order; spellings of one name together."""
    groups: dict[str, list[Contract]] = {}
    for name in sorted((name for one in found for name in named(one)), key=str.casefold):
        if not any(same(name, other) for other in groups):
            groups[name] = [one for one in found if any(same(name, other) for other in named(one))]
    return groups


def named_in(text: str, desk: Desk) -> str:
    """The school or subprocessor on record that the text names, the longest name first; empty for none."""
    said = f" {bare(text)} "
    names = {name for one in holding(desk) for name in (*one.schools, *one.subprocessors)}
    matches = [name for name in names if f" {_OF_SCHOOL.sub('', bare(name))} " in said and not is_list_word(bare(name))]
    return max(matches, key=len, default="")


def speaks_of_firm(text: str, name: str) -> bool:
    """Whether the text names the firm, whatever the punctuation."""
    said = text.replace("'s ", " ").replace("\u2019s ", " ")
    return f" {bare(name)} " in f" {bare(said)} "


DIRECTORY = "directory_information"
_KEPT = ("purpose", "description", "product", "vendor", "contact", "notes")
"""Text fields to search for a word, the most important first."""
_MAY_BE_EMPTY = ("subprocessors", "schools", "purpose", "description", "kinds", "product", "contact", "notes")
"""Fields that a word can name, as in "contracts with subprocessors"."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a list: the text as it is on record, the field that has it, and the ids of the contracts that fit."""

    said: str
    field: str
    """The field's label in the form."""
    ids: frozenset[str]
    names: bool = False
    """Whether the text named the field itself, as in "who has subprocessors"."""


def filter_by(said: str, among: Sequence[Contract], desk: Desk) -> Filter | None:
    """The filter for a word or two among these contracts; None where no record has them."""
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
    """The ways to read the text, the surest first, as (field, name on record, condition)."""
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
    """Whether the contract may cover all this data: each kind in its own words, or by a category that includes it."""
    by_word = {
        kind: names_data(contract, kind, desk) or says(kind, f"{contract.description}; {contract.purpose}")
        for kind in kinds
    }
    own, of = own_categories(contract), {kind: set(categories_in(kind)) for kind in kinds}
    held = all(one in own or any(by_word[kind] for kind in kinds if one in of[kind]) for one in categories)
    return held and all(by_word[kind] for kind in kinds if not of[kind] & set(categories))


def own_categories(contract: Contract) -> set[str]:
    """The categories it covers; student information counts as directory information too, which it may include."""
    directory = (DIRECTORY,) if "student_information" in contract.categories else ()
    return {*contract.categories, *directory}


def names_data(contract: Contract, kind: str, desk: Desk) -> bool:
    """Whether its own words name that kind of data, or a synonym of the law's list: SSN, Social Security number."""
    known = tuple(desk.law.on(desk.today).kinds.values())
    same = {one.id for one in kinds_in(kind, known)}
    return says(kind, contract.kinds) or not same.isdisjoint(one.id for one in kinds_in(contract.kinds, known))


def says(said: str, text: str) -> bool:
    """Whether the text has all the words, in any grammatical form."""
    wanted = _stems(said)
    return bool(wanted) and wanted <= _stems(text)


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text.replace("-", " ")))
