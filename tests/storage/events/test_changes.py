"""A change and its event are one write, on every implementation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from storage.events.audit import differences_of, verify
from storage.port import Draft, Store
from storage.records import (
    Contract,
    Status,
)


def test_ids_are_short_and_counted_for_each_kind(store: Store, log: Callable) -> None:
    assert log(store).event.made == ("C-1", "D-1")
    assert log(store).event.made == ("C-2", "D-2")


def test_the_same_request_twice_makes_one_record_and_gives_the_first_outcome(
    open_store: Callable, log: Callable
) -> None:
    first = log(open_store(), request="press-1")
    second = log(open_store(), request="press-1", vendor="Other")
    assert (first.again, second.again) == (False, True)
    assert second.event == first.event
    assert [contract.vendor for contract in open_store().contracts()] == ["Acme"]
    assert len(open_store().deadlines()) == len(open_store().events()) == 1


def test_a_repeated_request_does_not_run_the_change(store: Store, event: Callable, log: Callable) -> None:
    log(store, request="press-1")

    def never(draft: Draft) -> list:
        raise AssertionError

    assert store.change(event(request="press-1"), never).again


def test_changes_without_a_request_are_never_taken_for_repeats(store: Store, log: Callable) -> None:
    assert not log(store).again
    assert not log(store).again


def test_a_change_that_raises_leaves_nothing_and_may_be_tried_again(
    store: Store, log: Callable, event: Callable
) -> None:
    def fail(draft: Draft) -> list:
        draft.new_id(Contract)
        raise LookupError("thought better of it")

    with pytest.raises(LookupError):
        store.change(event(request="press-1"), fail)
    assert (store.contracts(), store.events()) == ([], [])
    assert log(store, request="press-1").event.made == ("C-1", "D-1")


def test_a_change_sees_the_records_as_they_stood_before_it(store: Store, event: Callable, log: Callable) -> None:
    log(store, "Acme")
    seen = []

    def write(draft: Draft) -> list:
        seen.append(draft.contract("C-1").vendor)
        return [replace(draft.contract("C-1"), vendor="Bright")]

    store.change(event("correct"), write)
    assert (seen, store.contract("C-1").vendor) == (["Acme"], "Bright")


def test_a_change_inside_a_change_is_a_bug(store: Store, event: Callable, log: Callable) -> None:
    with pytest.raises(RuntimeError, match="inside a change"):
        store.change(event(), lambda _: [log(store)])
    assert store.events() == []


def test_ids_nobody_gave_out_are_a_bug(store: Store, put: Callable) -> None:
    with pytest.raises(ValueError, match="C-1 is neither on file nor a new id"):
        put(store, Contract(id="C-1", vendor="Acme", executed=date(2026, 10, 7)))


def test_a_record_put_twice_in_one_change_is_a_bug(store: Store, event: Callable, log: Callable) -> None:
    log(store)
    with pytest.raises(ValueError, match="twice"):
        store.change(event(), lambda draft: [draft.contract("C-1"), draft.contract("C-1")])


def test_a_deadline_of_a_contract_that_is_not_there_is_a_bug(store: Store, change: Callable, log: Callable) -> None:
    log(store)
    with pytest.raises(ValueError, match="D-1 follows from C-9"):
        change(store, "D-1", record="C-9")


def test_each_change_is_one_event_that_tells_only_what_changed(store: Store, log: Callable, change: Callable) -> None:
    first = log(store).event
    change(store, "D-1", status=Status.DONE, proof="https://example.org")
    event = store.events()[1]
    assert (first.number, first.made, first.touched) == (1, ("C-1", "D-1"), ("C-1", "D-1"))
    assert first.before == {}
    assert first.after["C-1"] == {"id": "C-1", "vendor": "Acme", "executed": "2026-10-07"}
    assert event.before == {"D-1": {"status": "open", "proof": ""}}
    assert event.after == {"D-1": {"status": "done", "proof": "https://example.org"}}
    assert verify(store.events(), [store.head()]) is None


def test_an_event_tells_that_a_field_was_emptied(store: Store, put: Callable, log: Callable) -> None:
    log(store, product="Acme Read", schools=("North",), expiry=date(2027, 6, 30))
    put(store, replace(store.contract("C-1"), product="", schools=(), expiry=None))
    event = store.events()[1]
    assert event.before == {"C-1": {"product": "Acme Read", "schools": ["North"], "expiry": "2027-06-30"}}
    assert event.after == {"C-1": {"product": "", "schools": [], "expiry": None}}
    assert not differences_of(store.contracts(), store.events())


def test_history_tells_of_a_record_and_of_the_deadlines_that_follow_from_it(
    store: Store, log: Callable, change: Callable, noon: datetime
) -> None:
    log(store), log(store)
    change(store, "D-1", status=Status.DONE)
    store.mark_sent([store.reminders("D-2")[0]], noon)
    assert [(event.number, event.what) for event in store.history("C-1")] == [(1, "log-contract"), (3, "change")]
    assert [(event.number, event.what) for event in store.history("D-2")] == [(2, "log-contract"), (4, "remind")]
    assert store.history("C-9") == []
