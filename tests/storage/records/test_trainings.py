"""Trainings are kept, found by person and erased with them on every implementation."""

from collections.abc import Callable
from datetime import date

from storage.kinds import Training
from storage.port import Draft, Store
from storage.records import Person, Role


def write(draft: Draft) -> list[Training | Person]:
    ids = [draft.new_id(Training) for _ in range(2)]
    trained = [
        Training(id=id, who=who, day=date(2026, 10, 5)) for id, who in zip(ids, ("slack:U1", "slack:U2"), strict=True)
    ]
    return [*trained, Person(id="slack:U1", role=Role.STAFF)]


def test_they_come_back_after_reopening_and_by_person(open_store: Callable, event: Callable) -> None:
    open_store().change(event(), write)
    found = open_store()
    assert [(one.id, one.who, one.day) for one in found.trainings()] == [
        ("T-1", "slack:U1", date(2026, 10, 5)),
        ("T-2", "slack:U2", date(2026, 10, 5)),
    ]
    assert [one.id for one in found.trainings("slack:U2")] == ["T-2"]


def test_who_is_erased_leaves_no_training(store: Store, event: Callable) -> None:
    store.change(event(), write)
    store.erase(event(), "slack:U1")
    assert [one.id for one in store.trainings()] == ["T-2"]
    assert "T-1" not in str([one.after for one in store.events() if one.what != "erase"])
