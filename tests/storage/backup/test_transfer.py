"""A district's records arrive complete where they are moved to."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.backup import differences, move
from storage.embedded.store import open_embedded
from storage.events import audit
from storage.port import Store, StoreError
from storage.postgres.store import PostgresStores, open_postgres
from storage.records import Place, Status, StoredFile

PAPER = b"%PDF the contract as signed"


@pytest.fixture
def source(tmp_path: Path) -> Store:
    return open_embedded(tmp_path / "data", "hartford")


@pytest.fixture
def cabinet(url: str) -> Iterator[PostgresStores]:
    cabinet = PostgresStores(url)
    yield cabinet
    cabinet.close()


@pytest.fixture
def full(source: Store, log: Callable, put: Callable, change: Callable, noon: datetime) -> Store:
    """A store with something of everything."""
    sha256 = source.keep_file(PAPER)
    log(
        source, "Acme", request="press-1", file=sha256, provisions={"(a)(1)": True, "(a)(2)": None}, notes="\x00\ud800é"
    )
    log(source, "Bright")
    change(source, "D-1", status=Status.DONE)
    put(source, Place(id="slack:C1", surface="slack", address={"channel": "C1"}))
    put(source, StoredFile(sha256=sha256, name="c.pdf", media_type="application/pdf", size=len(PAPER), stored=noon))
    source.mark_sent(source.claim_due(noon, timedelta(minutes=2)), noon, "1.1")
    return source


def test_a_drawer_moves_whole_and_its_chain_holds(
    full: Store, cabinet: PostgresStores, log: Callable, noon: datetime
) -> None:
    there = cabinet.open("hartford")
    moved = move(full, there)
    assert (moved.records, moved.events, moved.files, moved.broken) == (12, 6, 1, None)
    assert list(differences(full, there)) == []
    assert there.events() == full.events()
    assert audit.verify(there.events(), [full.head()]) is None
    assert there.file_content(there.contract("C-1").file) == PAPER
    assert there.due(noon + timedelta(days=30)) == full.due(noon + timedelta(days=30))
    assert log(there).event.made == ("C-3", "D-3"), "ids go on"
    assert log(there, request="press-1").again, "and so do requests"


def test_a_move_may_be_repeated_and_brings_what_came_since(full: Store, cabinet: PostgresStores, log: Callable) -> None:
    there = cabinet.open("hartford")
    move(full, there)
    move(full, there)
    log(full, "Corwin")
    full.erase(replace(full.events()[0], what="erase", request=""), "C-1")
    assert move(full, there).files == 0
    assert [contract.vendor for contract in there.contracts()] == ["Bright", "Corwin"]
    assert there.file_content(hashlib.sha256(PAPER).hexdigest()) is None, "erased there too"


def test_a_move_never_overwrites_a_drawer_in_use(full: Store, cabinet: PostgresStores, log: Callable) -> None:
    there = cabinet.open("hartford")
    move(full, there)
    log(there, "Only there")
    with pytest.raises(StoreError, match="has 1 change that the source lacks"):
        move(full, there)
    assert [contract.vendor for contract in there.contracts()] == ["Acme", "Bright", "Only there"]


def test_a_move_leaves_other_districts_alone(full: Store, cabinet: PostgresStores, log: Callable) -> None:
    windham = cabinet.open("windham")
    log(windham, "Windham's")
    kept = windham.keep_file(b"theirs")
    move(full, cabinet.open("hartford"))
    assert [contract.vendor for contract in windham.contracts()] == ["Windham's"]
    assert windham.file_content(kept) == b"theirs"
    assert audit.verify(windham.events(), [windham.head()]) is None


def test_a_change_made_meanwhile_is_told(full: Store, cabinet: PostgresStores, log: Callable) -> None:
    there = cabinet.open("hartford")
    replace_all = there.replace_all

    def slowly(tables: dict) -> None:
        replace_all(tables)
        log(full, "Meanwhile")

    there.replace_all = slowly
    with pytest.raises(StoreError, match="something changed meanwhile"):
        move(full, there)
    there.replace_all = replace_all
    assert move(full, there).broken is None


def test_a_broken_chain_moves_as_it_is_and_is_told(full: Store, cabinet: PostgresStores) -> None:
    tables = full.dump()
    tables["Event"]["2"] = {**tables["Event"]["2"], "who": "slack:U9"}
    full.replace_all(tables)
    assert move(full, cabinet.open("hartford")).broken.number == 2


def test_a_move_back_is_a_move_too(full: Store, cabinet: PostgresStores, tmp_path: Path) -> None:
    there, back = cabinet.open("hartford"), open_embedded(tmp_path / "back", "hartford")
    move(full, there)
    move(there, back)
    assert list(differences(full, back)) == []


def test_a_move_that_fails_leaves_the_target_as_it_was(full: Store, url: str, log: Callable) -> None:
    there = open_postgres(url, "hartford")
    move(full, there)
    log(full, "Corwin")
    before = there.dump()
    tables = full.dump()
    tables["Contract"]["C-3"] = {**tables["Contract"]["C-3"], "notes": "\x00"}
    with pytest.raises(StoreError, match="NUL"):
        there.replace_all(tables)
    assert there.dump() == before
    there.close()
