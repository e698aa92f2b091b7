"""Districts share nothing, and open stores and threads see each other's changes."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from storage.events.audit import verify
from storage.port import Store
from storage.records import (
    Conversation,
    Status,
)


def test_districts_share_nothing(open_store: Callable, log: Callable, noon: datetime) -> None:
    hartford, windham = open_store("hartford"), open_store("windham")
    log(hartford, request="press-1")
    kept = hartford.keep_file(b"contract")
    assert (windham.contracts(), windham.due(noon), windham.events()) == ([], [], [])
    assert windham.file_content(kept) is None
    assert log(windham, request="press-1").event.made == ("C-1", "D-1")


def test_no_verb_reaches_another_district(
    open_store: Callable, log: Callable, change: Callable, event: Callable, noon: datetime
) -> None:
    hartford, windham = open_store("hartford"), open_store("windham")
    log(hartford, "Acme", request="press-1"), log(windham, "Acme", request="press-1")
    talk = Conversation(place="p", person="u", spoken=noon, topic="operator")
    windham.remember(talk)
    kept = windham.keep_file(b"theirs")
    assert (hartford.conversation("p", "u", noon), hartford.file_content(kept)) == (None, None)
    before = windham.dump()
    claimed = hartford.claim_due(noon + timedelta(days=30), timedelta(minutes=2))
    assert [reminder.id for reminder in claimed] == ["D-1/opened", "D-1/safe", "D-1/last"]
    hartford.mark_sent(claimed[:1], noon), hartford.mark_failed(claimed[1:], noon, noon, "trouble")
    change(hartford, "D-1", status=Status.DONE, owner="slack:U9")
    hartford.remember(replace(talk, spoken=noon + timedelta(hours=1), topic="breach"))
    hartford.erase(event("erase"), "C-1")
    hartford.replace_all({})
    assert hartford.dump() == {}
    assert windham.dump() == before
    assert (windham.conversation("p", "u", noon), windham.file_content(kept)) == (talk, b"theirs")
    assert len(windham.due(noon + timedelta(days=30))) == 3


def test_two_open_stores_see_each_others_changes_at_once(open_store: Callable, log: Callable) -> None:
    one, other = open_store(), open_store()
    for number in range(1, 6):
        log(one)
        assert other.contract(f"C-{number * 2 - 1}")
        log(other)
        assert one.contract(f"C-{number * 2}")
    assert verify(one.events()) is None


def test_threads_may_share_a_store(store: Store, log: Callable) -> None:
    threads = [threading.Thread(target=lambda: [log(store) for _ in range(10)]) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.contracts()) == len(store.deadlines()) == 60
    assert verify(store.events(), [store.head()]) is None
