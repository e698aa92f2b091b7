"""Is a place spoken to by one at a time, at its own pace?"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from storage.port import Store
from storage.postgres import tables
from storage.postgres.store import PostgresStore
from storage.transient import RateSlot

SECOND = timedelta(seconds=1)


def test_the_next_turn_is_a_gap_later(open_store: Callable, noon: datetime) -> None:
    one, other = open_store(), open_store()
    assert one.take_slot("slack:C1", noon, SECOND) == noon
    assert other.take_slot("slack:C1", noon, SECOND) == noon + SECOND
    assert other.take_slot("slack:C1", noon + SECOND / 2, SECOND) == noon + SECOND
    assert other.take_slot("slack:C1", noon + SECOND, SECOND) == noon + SECOND, "now it is taken"
    assert one.take_slot("slack:C1", noon + SECOND, SECOND) == noon + 2 * SECOND


def test_nothing_is_booked_ahead(store: Store, noon: datetime) -> None:
    for _ in range(5):
        store.take_slot("slack:C1", noon, SECOND)
    assert store.take_slot("slack:C1", noon + SECOND, SECOND) == noon + SECOND


def test_places_and_districts_do_not_wait_for_each_other(open_store: Callable, noon: datetime) -> None:
    store = open_store()
    store.take_slot("slack:C1", noon, SECOND)
    assert store.take_slot("slack:C2", noon, SECOND) == noon
    assert open_store("windham").take_slot("slack:C1", noon, SECOND) == noon


def test_a_place_that_asked_for_silence_gets_it(store: Store, noon: datetime) -> None:
    store.take_slot("slack:C1", noon, SECOND)
    store.hold_slots("slack:C1", noon, noon + 30 * SECOND)
    assert store.take_slot("slack:C1", noon + 29 * SECOND, SECOND) == noon + 30 * SECOND
    assert store.take_slot("slack:C1", noon + 30 * SECOND, SECOND) == noon + 30 * SECOND


def test_a_clock_that_was_set_back_holds_nobody_up(store: Store, noon: datetime) -> None:
    store.take_slot("slack:C1", noon + timedelta(days=1), SECOND)
    assert store.take_slot("slack:C1", noon, SECOND) == noon
    assert store.take_slot("slack:C1", noon - SECOND, SECOND) == noon + SECOND, "replicas may differ a little"


def test_many_who_ask_at_once_get_one_turn(open_store: Callable, noon: datetime) -> None:
    stores = [open_store() for _ in range(4)]
    got: list[datetime] = []

    def ask(store: Store) -> None:
        got.extend(store.take_slot("slack:C1", noon, SECOND) for _ in range(10))

    threads = [threading.Thread(target=ask, args=[store]) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), got.count(noon)) == (40, 1)


def kept(store: Any) -> int:
    if isinstance(store, PostgresStore):
        return len(store._run(select(tables.rate_slot.c.place).where(tables.rate_slot.c.district == "hartford")))
    return len(store._ephemeral.search(RateSlot, lambda _: True))


def test_turns_that_have_ended_are_forgotten(store: Store, noon: datetime) -> None:
    for number in range(20):
        store.take_slot(f"once {number}", noon, SECOND)
    assert kept(store) == 20
    store.take_slot("once more", noon + timedelta(minutes=1), SECOND)
    assert kept(store) == 1
