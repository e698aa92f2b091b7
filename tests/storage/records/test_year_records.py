"""Exceptions and families' requests are kept, found and erased on every implementation."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from storage.kinds import FamilyRequest, PlanException
from storage.port import Draft, Store
from storage.records import Deadline

EXCEPTION = PlanException(
    id="E-1",
    vendor="Speakly",
    product="Board",
    student="J.D.",
    plan="iep",
    started=date(2026, 9, 1),
    ended=date(2027, 6, 12),
    evidence={"unable": "the vendor's e-mail", "parent-signs": "2026-09-01"},
    kept="drawer 4",
    review=date(2027, 9, 1),
    owner="slack:U1",
    notes="é",
    withdrawn=datetime(2026, 10, 9, 8, 30, tzinfo=UTC),
    reason="twice",
)
REQUEST = FamilyRequest(
    id="R-1",
    vendor="Kahoot",
    kind="delete",
    reference="Case 14",
    received=date(2026, 10, 6),
    product="Quiz",
    contract="C-9",
    asked_by="parent",
    details="answers",
    owner="slack:U1",
    sent=date(2026, 10, 7),
    outcome="retained",
    proof="the school must keep it",
    closed=datetime(2026, 10, 9, 8, 30, tzinfo=UTC),
)
REVIEW = Deadline(
    id="D-1",
    record="E-1",
    duty="exception-review",
    cite="by the district's policy",
    who="board",
    safe=date(2027, 9, 1),
    last=date(2027, 9, 1),
    opened=datetime(2026, 10, 9, tzinfo=UTC),
)


def write(draft: Draft) -> list[PlanException | FamilyRequest | Deadline]:
    assert [draft.new_id(kind) for kind in (PlanException, FamilyRequest, Deadline)] == ["E-1", "R-1", "D-1"]
    return [EXCEPTION, REQUEST, REVIEW]


def test_every_field_comes_back_after_reopening(open_store: Callable, event: Callable) -> None:
    made = open_store().change(event(), write).event.made
    again = open_store()
    assert (again.record(PlanException, "E-1"), again.record(FamilyRequest, "R-1")) == (EXCEPTION, REQUEST)
    assert made == ("E-1", "R-1", "D-1")


@pytest.mark.parametrize(("search", "found"), [("speakly", 1), ("board", 1), ("e-1", 1), ("kahoot", 0)])
def test_exceptions_are_found_by_vendor_product_and_id(store: Store, event: Callable, search: str, found: int) -> None:
    store.change(event(), write)
    assert len(store.records(PlanException, search)) == found


@pytest.mark.parametrize(("search", "found"), [("kahoot", 1), ("c-9", 1), ("quiz", 1), ("answers", 0)])
def test_requests_are_found_by_vendor_product_and_contract(
    store: Store, event: Callable, search: str, found: int
) -> None:
    store.change(event(), write)
    assert len(store.records(FamilyRequest, search)) == found


def test_what_is_erased_is_gone_with_its_deadlines_and_no_event_tells_of_it(store: Store, event: Callable) -> None:
    store.change(event(), write)
    store.erase(event(), "E-1")
    assert store.record(PlanException, "E-1") is None
    assert store.deadlines() == []
    assert store.record(FamilyRequest, "R-1") == REQUEST
    assert "J.D." not in str(store.events())
