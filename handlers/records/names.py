"""The index of the district's own names, gathered from its records, and the records of a name in a message."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from handlers.contracts.listing import records_named
from handlers.dialogue.desk import Desk
from handlers.understanding.named import Likeness
from handlers.understanding.requests.names import NameIndex
from handlers.understanding.requests.request import Names, Slots
from storage.port import ReadableStore
from storage.reading import KeptByHead
from storage.records import Breach, Contract, Deadline

_KEPT: KeptByHead[NameIndex] = KeptByHead()


def district_names(desk: Desk) -> NameIndex:
    """The vendors, products, people and closures on record. Raises StoreError.

    They are gathered once for as long as the records stay the same.
    """
    if desk.records is None:
        return NameIndex(Names())
    return _KEPT.of(desk.records, lambda store: NameIndex(_gather(store)))


def on_file(slots: Slots, desk: Desk) -> Slots:
    """The slots with the ids of the records of the vendor or product named, where there are any.

    ``said`` is the name as typed, where it is not the one on file.
    """
    name = slots.vendor or slots.product or slots.said
    if slots.ids or slots.records or not name:
        return slots
    found = records_named(name, desk)
    if not found.ids:
        return replace(slots, said=slots.said or name)
    said = "" if found.likeness is Likeness.SAME else name
    return replace(slots, vendor=found.name, records=found.ids, said=said)


def _gather(records: ReadableStore) -> Names:
    vendors: dict[str, list[str]] = defaultdict(list)
    products: dict[str, list[str]] = defaultdict(list)
    people = {one.name: one.id for one in records.people() if one.name}
    for contract in records.contracts():
        vendors[contract.vendor].append(contract.id)
        for product in filter(None, map(str.strip, contract.product.split(";"))):
            products[product].append(contract.id)
    for breach in records.breaches():
        vendors[breach.vendor].append(breach.id)
    kept: list[Contract | Breach | Deadline] = [*records.contracts(), *records.breaches(), *records.deadlines()]
    owners = {one.owner for one in kept if one.owner}
    on_file = set(people.values())
    people.update({owner: owner for owner in owners if owner not in on_file and ":" not in owner})
    return Names(
        {name: tuple(ids) for name, ids in vendors.items()},
        {name: tuple(ids) for name, ids in products.items()},
        people,
        tuple(map(date.fromisoformat, records.setup().closures)),
    )
