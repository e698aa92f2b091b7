"""Finds the contracts under which somebody may hold the district's data, and those that a name touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from handlers.contracts.ended import has_ended
from handlers.contracts.form.form import CATEGORIES
from handlers.deadlines.schedule.plan import EXPIRY
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.understanding.named.firms import without_firm
from storage.records import Contract, Status

_SIGNS = re.compile(r"[\W_]+")
_OF_SCHOOL = re.compile(r" (?:(?:elementary|middle|high|magnet|primary|intermediate) )?school$")
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
    return [one for one in holding(desk) if any(same_firm(name, other) for other in one.subprocessors)]


def same_firm(one: str, other: str) -> bool:
    """Whether two names are one firm's, however signs and "Inc." are written; AWS is Amazon Web Services."""
    first, second = _bare(one), _bare(other)
    return bool(first) and (first == second or _initials(first, second) or _initials(second, first))


def _initials(short: str, long: str) -> bool:
    words = long.split()
    return len(words) >= LEAST_INITIALS and short == "".join(word[0] for word in words)


def _bare(name: str) -> str:
    plain = without_firm(name).casefold().strip()
    return _SIGNS.sub(" ", plain).strip() or plain


def same_school(one: str, other: str) -> bool:
    """Whether two names are one school's: Elm Street, Elm Street School."""
    first, second = _bare(one), _bare(other)
    return first == second or (_OF_SCHOOL.sub("", first) == _OF_SCHOOL.sub("", second) and "" not in {first, second})


def by_vendor(found: Iterable[Contract]) -> Mapping[str, list[Contract]]:
    """The contracts of each vendor, by its name, in the order of the alphabet."""
    groups: dict[str, list[Contract]] = {}
    for one in sorted(found, key=lambda one: (one.vendor.casefold(), int(one.id[2:]))):
        name = next((name for name in groups if name.casefold() == one.vendor.casefold()), one.vendor)
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
    said = f" {_bare(text)} "
    known = {name for one in holding(desk) for name in (*one.schools, *one.subprocessors)}
    fits = [name for name in known if f" {_OF_SCHOOL.sub('', _bare(name))} " in said]
    return max(fits, key=len, default="")


def speaks_of(word: str, one: Contract) -> bool:
    """Whether a contract's data, description or purpose names it."""
    stem = word.lower().rstrip("s")
    text = f"{one.kinds} {one.description} {one.purpose}".lower()
    return bool(stem) and bool(re.search(rf"\b{re.escape(stem)}", text))


def speaks_of_firm(text: str, name: str) -> bool:
    """Whether a text names the firm, however signs are written."""
    return f" {_bare(name)} " in f" {_bare(text)} "
