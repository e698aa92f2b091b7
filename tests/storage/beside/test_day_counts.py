"""Is what happens on a day counted, by district, and by all who count at once?"""

import threading
from collections.abc import Callable
from datetime import date, timedelta

from storage.port import Store

MONDAY = date(2026, 11, 23)
WEEK = timedelta(days=7)


def test_days_are_counted_and_summed(open_store: Callable[..., Store]) -> None:
    store = open_store()
    for day in (MONDAY, MONDAY, MONDAY + timedelta(days=6), MONDAY + WEEK):
        store.count("not covered", day)
    open_store("windham").count("not covered", MONDAY)
    store.count("something else", MONDAY)
    assert store.counted("not covered", MONDAY, MONDAY + WEEK) == 3
    assert open_store().counted("not covered", MONDAY + WEEK, MONDAY + 2 * WEEK) == 1
    assert store.counted("not covered", MONDAY - WEEK, MONDAY) == 0


def test_nobody_counts_over_another(open_store: Callable[..., Store]) -> None:
    threads = [threading.Thread(target=open_store().count, args=["not covered", MONDAY]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert open_store().counted("not covered", MONDAY, MONDAY + WEEK) == 8


def test_old_counts_are_forgotten(store: Store) -> None:
    store.count("not covered", MONDAY)
    store.count("not covered", MONDAY + timedelta(days=401))
    assert store.counted("not covered", MONDAY, MONDAY + timedelta(days=402)) == 1
