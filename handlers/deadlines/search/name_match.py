"""Finds the people, records and duties that a name in a list command means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from handlers.deadlines import words as deadline_words
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.dialogue.text import list_words
from handlers.people import names
from handlers.people.names import UnknownPerson, find_person
from storage.records import Deadline
from storage.searching import has

_IDS = re.compile(r"[BCD]-\d+(?:[ ,;]+[BCD]-\d+)*[ ,;.]*")
Open = tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a name means and its open deadlines; or the people who could be meant, where there are several."""

    called: str
    open_ones: Open
    people: tuple[str, ...] = ()


def match_name(said: str, open_ones: Open, desk: Desk) -> NameMatch | None:
    """By ids, a whole name, words of a name, words of a vendor or duty, last the beginnings of a name."""
    if not said:
        return NameMatch("", open_ones)
    if _IDS.fullmatch(said.upper()):
        return _of_ids(re.findall(r"[BCD]-\d+", said.upper()), open_ones, desk)
    people = _people(desk)
    return (
        _of_whole_name(said, people, open_ones, desk)
        or _of_people(said, _has_words, people, open_ones, desk)
        or _of_words(said, open_ones, desk)
        or _of_people(said, _has_beginnings, people, open_ones, desk)
    )


def every_name(desk: Desk) -> Iterator[str]:
    """Every name that can be meant: people, then vendors and products."""
    yield from _people(desk)
    for contract in desk.store.contracts():
        yield from (contract.vendor, contract.product)
    for breach in desk.store.breaches():
        yield breach.vendor


def _people(desk: Desk) -> Mapping[str, str]:
    """The ids of all possible owners, by the name they go by."""
    owners = {one.owner for one in desk.store.deadlines() if one.owner}
    return {
        names.display_name(who, desk): who for who in (*owners, *(one.id for one in desk.store.people() if one.name))
    }


def _of_ids(ids: list[str], open_ones: Open, desk: Desk) -> NameMatch | None:
    """Records and deadlines by their ids; with a contract go its breaches."""
    store, wanted = desk.store, set(ids)
    if any(not (store.contract(id) or store.breach(id) or store.deadline(id)) for id in ids):
        return None
    wanted |= {breach.id for breach in store.breaches() if breach.contract in wanted}
    return NameMatch(", ".join(ids), tuple(one for one in open_ones if {one.id, one.record} & wanted))


def _of_whole_name(said: str, people: Mapping[str, str], open_ones: Open, desk: Desk) -> NameMatch | None:
    """Raises Sorry where several people have exactly this name."""
    try:
        return _of_one(find_person(said, desk.store).id, open_ones, desk)
    except UnknownPerson:
        same = [who for name, who in people.items() if name.casefold() == said.casefold()]
        return _of_one(same[0], open_ones, desk) if same else None


def _of_people(
    said: str, fits: Callable[[str, str], bool], people: Mapping[str, str], open_ones: Open, desk: Desk
) -> NameMatch | None:
    found = sorted(name for name in people if fits(said, name))
    if len(found) > 1:
        return NameMatch(said, (), tuple(found))
    return _of_one(people[found[0]], open_ones, desk) if found else None


def _of_one(who: str, open_ones: Open, desk: Desk) -> NameMatch:
    every = names.all_names(who, desk)
    return NameMatch(names.display_name(who, desk), tuple(one for one in open_ones if one.owner.casefold() in every))


def _has_words(said: str, name: str) -> bool:
    return set(said.casefold().split()) <= set(name.casefold().split())


def _has_beginnings(said: str, name: str) -> bool:
    return all(any(word.startswith(part) for word in name.casefold().split()) for part in said.casefold().split())


def _of_words(said: str, open_ones: Open, desk: Desk) -> NameMatch | None:
    """What follows from the contracts and breaches with these words, and the duties with them in their titles."""
    ids = {one.id for one in desk.store.contracts(said)} | {one.id for one in desk.store.breaches(said)}
    titles = {one.duty: deadline_words.duty_title(one, desk.law) for one in open_ones}
    duties = {duty for duty, title in titles.items() if has(said, (), title)}
    if not (ids or duties):
        return None
    return NameMatch(
        list_words.quoted(said), tuple(one for one in open_ones if one.record in ids or one.duty in duties)
    )
