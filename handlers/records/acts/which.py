"""Finds the record or the deadlines that somebody means by an id, a vendor or a duty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from handlers.deadlines.states import is_boards
from handlers.dialogue.desk import Desk
from handlers.understanding.requests.request import Slots
from knowledge.citation import Citation
from knowledge.law import LawOfDay
from knowledge.names import (
    NOTIFY_OF_CONTRACT,
    POST_BREACH,
    POST_CONTRACT,
    REPORT,
    TELL_ADDRESS,
    TELL_FAMILIES,
    VENDOR_TELLS,
)
from storage.records import Breach, Contract, Deadline, Status

_DUTIES: Mapping[str, tuple[str, ...]] = {
    "posting": (POST_CONTRACT, NOTIFY_OF_CONTRACT),
    "families": (TELL_FAMILIES,),
    "website": (POST_BREACH,),
    "yearly": (TELL_ADDRESS,),
    "report": (REPORT,),
    "calendar": ("calendar-check",),
    "end": ("contract-expiry",),
    "vendor": VENDOR_TELLS,
}
"""The ids of the duties, by their short names."""
_OR: Mapping[str, str] = {"posting": "website", "website": "posting", "families": "yearly"}
"""What else may be meant where no such deadline is open."""


def duty_name(deadline: Deadline) -> str:
    """The short name of a deadline's duty; empty where it has none."""
    return next((name for name, ids in _DUTIES.items() if deadline.duty in ids), "")


def is_posted(deadline: Deadline) -> bool:
    """Whether it is done by posting something."""
    return duty_name(deadline) in {"posting", "website"}


def duty_name_at(cites: Sequence[Citation], law: LawOfDay) -> str:
    """The short name of the duty that stands at the first of these passages that has one."""
    at = {duty.cite: duty.id for duty in law.duties.values()}
    ids = [at[cite] for cite in cites if cite in at]
    return next((name for id in ids for name, known in _DUTIES.items() if id in known), "")


def duty_ids(name: str) -> tuple[str, ...]:
    """The ids of the duties with that short name."""
    return _DUTIES.get(name, ())


def meant_deadlines(slots: Slots, desk: Desk, among: Iterable[Status] = (Status.OPEN,)) -> tuple[Deadline, ...]:
    """Those that fit all that was said; every one of that status where nothing was."""
    every = [one for status in among for one in desk.store.deadlines(status=status)]
    by_id = [id for id in slots.ids if id.startswith("D-")]
    if by_id:
        return tuple(one for id in by_id for one in every if one.id == id)
    if slots.vendor and not (slots.ids or slots.records):
        return ()  # of a vendor that no record has, nobody else's deadline is meant
    records = _with_breaches([id for id in (*slots.ids, *slots.records) if id[0] in "CB"], slots, desk)
    found = [one for one in every if one.record in records] if records else every
    if slots.duties:
        return tuple(_of_duties(slots.duties, found))
    return tuple([one for one in found if is_boards(one)] or found) if records else tuple(found)


def _with_breaches(ids: Sequence[str], slots: Slots, desk: Desk) -> set[str]:
    """The records, and the breaches of the contracts that were named by their vendor."""
    named = set(slots.records)
    return {*ids, *(one.id for one in desk.store.breaches() if one.contract in named)}


def _of_duties(names: Sequence[str], found: Sequence[Deadline]) -> list[Deadline]:
    picked: list[Deadline] = []
    for name in names:
        own = [one for one in found if one.duty in _DUTIES[name]]
        other = [one for one in found if one.duty in _DUTIES.get(_OR.get(name, ""), ())]
        picked += [one for one in own or other if one not in picked]
    return picked


def meant_records(slots: Slots, desk: Desk, letters: str) -> tuple[Contract | Breach, ...]:
    """The contracts and breaches that were named, of these letters, without withdrawn ones unless by their id."""
    by_id = [one for id in slots.ids if id[0] in letters and (one := _find(id, desk))]
    if by_id:
        return tuple(by_id)
    of_deadlines = [desk.store.deadline(id) for id in slots.ids if id[0] == "D"]
    ids = dict.fromkeys([one.record for one in of_deadlines if one] or slots.records)
    named = [one for id in ids if id[:1] in set(letters) and (one := _find(id, desk)) and not one.withdrawn]
    return tuple(_fitting(named, slots))


def _fitting(named: Sequence[Contract | Breach], slots: Slots) -> Sequence[Contract | Breach]:
    """Of a vendor's contracts, that of the product, where one is named."""
    fits = [one for one in named if not isinstance(one, Contract) or one.product.casefold() == slots.product.casefold()]
    return fits if slots.product and fits else named


def _find(id: str, desk: Desk) -> Contract | Breach | None:
    finders: Mapping[str, Callable[[str], Contract | Breach | None]] = {
        "C": desk.store.contract,
        "B": desk.store.breach,
    }
    return finders[id[0]](id)
