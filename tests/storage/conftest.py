"""Fixtures: a way to open a district on every implementation, and records to put into it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.event import listen

from storage.embedded.store import open_embedded
from storage.port import ChangeResult, Draft, Store
from storage.postgres.store import PostgresStore, open_postgres
from storage.records import Contract, Deadline, Event, Record, Reminder

Open = Callable[..., Store]

NOON = datetime(2026, 10, 7, 16, 0, tzinfo=UTC)
STEPS = {"opened": timedelta(0), "safe": timedelta(days=7), "last": timedelta(days=8)}


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture(params=["tiny", "postgres"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open the same data again and again, for one district or another; add an implementation to `params`."""
    url = request.getfixturevalue("url") if request.param == "postgres" else ""
    ways: dict[str, Open] = {
        "tiny": lambda district="hartford": open_embedded(tmp_path / "data", district),
        "postgres": lambda district="hartford": watched(open_postgres(url, district), district),
    }
    opened: list[Store] = []

    def open_one(district: str = "hartford") -> Store:
        opened.append(ways[request.param](district))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


def watched(store: PostgresStore, district: str) -> PostgresStore:
    """The same store, whose every statement must name its district and no other."""

    def check(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        for row in parameters if many else [parameters]:
            named = {value for name, value in row.items() if name.startswith(("district", "name"))}
            assert named == {district}, f"{statement} names {named}"

    listen(store._database._engine, "before_cursor_execute", check)
    return store


@pytest.fixture
def store(open_store: Open) -> Store:
    return open_store()


@pytest.fixture
def event() -> Callable[..., Event]:
    def make(what: str = "log-contract", **fields: Any) -> Event:
        return Event(**{"who": "slack:U1", "what": what, "when": NOON, "surface": "slack", **fields})

    return make


@pytest.fixture
def put(event: Callable[..., Event]) -> Callable[..., ChangeResult]:
    """Put records that have their ids already."""

    def make(store: Store, *records: Record, **fields: Any) -> ChangeResult:
        return store.change(event(**fields), lambda _: records)

    return make


@pytest.fixture
def log(event: Callable[..., Event]) -> Callable[..., ChangeResult]:
    """Log a contract with one deadline and its reminders."""

    def make(
        store: Store, vendor: str = "Acme", request: str = "", when: datetime = NOON, **fields: Any
    ) -> ChangeResult:
        def write(draft: Draft) -> list[Record]:
            contract = Contract(id=draft.new_id(Contract), vendor=vendor, executed=date(2026, 10, 7), **fields)
            deadline = a_deadline(draft.new_id(Deadline), contract.id)
            return [contract, deadline, *ladder(deadline.id)]

        return store.change(event(request=request, when=when), write)

    return make


@pytest.fixture
def change(event: Callable[..., Event]) -> Callable[..., ChangeResult]:
    """Change fields of a deadline."""

    def make(store: Store, key: str, **fields: Any) -> ChangeResult:
        def write(draft: Draft) -> list[Record]:
            deadline = draft.deadline(key)
            assert deadline
            return [replace(deadline, **fields)]

        return store.change(event("change"), write)

    return make


def a_deadline(key: str, record: str) -> Deadline:
    return Deadline(
        id=key,
        record=record,
        duty="post-contract",
        cite="10-234bb(g)",
        who="board",
        safe=date(2026, 10, 14),
        last=date(2026, 10, 15),
        opened=NOON,
        owner="slack:U1",
    )


def ladder(deadline: str) -> list[Reminder]:
    return [Reminder(deadline=deadline, step=step, due_at=NOON + after) for step, after in STEPS.items()]
