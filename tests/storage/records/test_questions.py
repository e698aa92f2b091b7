"""Records are found by the port's questions, on every implementation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from storage.events.audit import START
from storage.port import Draft, Store
from storage.records import (
    Breach,
    Status,
)


def test_a_new_store_is_empty(store: Store, noon: datetime) -> None:
    assert (store.contracts(), store.breaches(), store.deadlines(), store.events()) == ([], [], [], [])
    assert (store.contract("C-1"), store.due(noon), store.head()) == (None, [], START)


def test_contracts_are_found_by_every_word_in_vendor_product_or_description(store: Store, log: Callable) -> None:
    log(store, "Acme", product="Reader")
    log(store, "Bright", description="Reading for ACME schools")
    assert [contract.id for contract in store.contracts("acme")] == ["C-1", "C-2"]
    assert [contract.id for contract in store.contracts("acme bright")] == ["C-2"]
    assert store.contracts("acme nobody") == []


FOUND = {
    "C-7": [7],
    "(c-7);": [7],
    "company 4; ": [4],
    "Company, 1": [1, 10, 11],
    "comp": list(range(1, 12)),
    "O\u2019Neill": [12],
    "oneill": [12],
    "o'neill books": [12],
    "B-52": [12],
    "b-5": [12],
    "c-70": [],
    "\U0001f600": [],
    "C-7 nobody": [],
}


def test_an_id_is_found_and_signs_are_not_looked_at(store: Store, log: Callable) -> None:
    for number in range(1, 12):
        log(store, f"Company {number}")
    log(store, "O'Neill & Sons", product="E-Books (B-52)")
    for search, found in FOUND.items():
        assert [contract.id for contract in store.contracts(search)] == [f"C-{number}" for number in found], search


def test_breaches_are_found_by_their_id_and_that_of_their_contract(
    store: Store, log: Callable, event: Callable
) -> None:
    for _ in range(12):
        log(store)

    def write(draft: Draft) -> list[Breach]:
        return [Breach(id=draft.new_id(Breach), vendor="Acme", contract=f"C-{number}") for number in range(1, 13)]

    store.change(event("log-breach"), write)
    for search, found in {"B-1": [1], "c-2.": [2], "acme! c-12": [12]}.items():
        assert [breach.id for breach in store.breaches(search)] == [f"B-{number}" for number in found], search


def test_contracts_stand_in_the_order_of_their_numbers(store: Store, log: Callable, event: Callable) -> None:
    for _ in range(11):
        log(store)
    store.change(event("correct"), lambda draft: [replace(draft.contract("C-2"), vendor="Corrected")])
    assert [contract.id for contract in store.contracts()] == [f"C-{number}" for number in range(1, 12)]


def test_deadlines_are_asked_by_status_owner_and_record(store: Store, log: Callable, change: Callable) -> None:
    log(store), log(store), log(store)
    change(store, "D-1", status=Status.DONE)
    change(store, "D-2", owner="slack:U2")
    change(store, "D-3", safe=date(2026, 10, 1))
    assert [deadline.id for deadline in store.deadlines()] == ["D-3", "D-1", "D-2"]
    assert [deadline.id for deadline in store.deadlines(status=Status.OPEN)] == ["D-3", "D-2"]
    assert [deadline.id for deadline in store.deadlines(owner="slack:U2")] == ["D-2"]
    assert [deadline.id for deadline in store.deadlines(record="C-1", status=Status.OPEN)] == []
