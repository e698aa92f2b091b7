"""Does a backup bring everything back, and is a bad one refused?"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage import backup
from storage.backup import back_up, restore
from storage.embedded import disk
from storage.embedded.store import open_embedded
from storage.events.audit import verify
from storage.port import DamagedError, DiskFullError, NewerFormatError, Store, StoreError
from storage.records import StoredFile

PAPER = bytes(range(256)) * 40


@pytest.fixture
def kept(store: Store, log: Callable, put: Callable, noon: datetime) -> Store:
    sha256 = store.keep_file(PAPER)
    put(store, StoredFile(sha256=sha256, name="c.pdf", media_type="", size=len(PAPER), stored=noon))
    log(store, "Acme", request="press-1", file=sha256)
    log(store, "Bright")
    store.mark_sent(store.claim_due(noon, timedelta(minutes=2))[:1], noon)
    return store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hartford.backup"


def test_a_backup_is_for_its_owner_alone_and_brings_everything_back(
    kept: Store, path: Path, tmp_path: Path, log: Callable
) -> None:
    assert back_up(kept, "hartford", path).rows == len(kept.dump()["Event"]) + 12
    assert path.stat().st_mode & 0o777 == 0o600
    other = open_embedded(tmp_path / "elsewhere", "hartford")
    restore(other, "hartford", path)
    assert other.dump() == kept.dump()
    assert other.file_content(other.contract("C-1").file) == PAPER
    assert verify(other.events(), [kept.head()]) is None
    assert log(other).event.made == ("C-3", "D-3")


def test_it_may_be_restored_where_it_was_made(kept: Store, path: Path, log: Callable) -> None:
    back_up(kept, "hartford", path)
    before = kept.dump()
    restore(kept, "hartford", path)
    assert kept.dump() == before


def test_changes_made_since_are_lost_only_where_that_is_wanted(kept: Store, path: Path, log: Callable) -> None:
    back_up(kept, "hartford", path)
    before = kept.dump()
    sha256 = kept.keep_file(b"since")
    log(kept, "Since"), log(kept, "Since then")
    with pytest.raises(StoreError, match="lacks 2 changes"):
        restore(kept, "hartford", path)
    assert len(kept.contracts()) == 4
    restore(kept, "hartford", path, even_if_lost=True)
    assert kept.dump() == before
    assert kept.file_content(sha256) is None


def test_changes_made_after_another_restore_are_no_less_missed(
    kept: Store, path: Path, tmp_path: Path, log: Callable
) -> None:
    """They bear the numbers of changes that the backup has."""
    back_up(kept, "hartford", tmp_path / "early.backup")
    log(kept, "One way")
    back_up(kept, "hartford", path)
    restore(kept, "hartford", tmp_path / "early.backup", even_if_lost=True)
    log(kept, "Another way")
    with pytest.raises(StoreError, match="lacks 1 change"):
        restore(kept, "hartford", path)
    assert kept.contracts()[-1].vendor == "Another way"


def test_what_was_erased_since_is_erased_again(kept: Store, path: Path, event: Callable) -> None:
    back_up(kept, "hartford", path)
    kept.erase(event(who="slack:UADMIN"), "C-1")
    restore(kept, "hartford", path, even_if_lost=True)
    assert [contract.vendor for contract in kept.contracts()] == ["Bright"]
    assert "Acme" not in str(kept.dump())
    assert (kept.events()[-1].what, kept.events()[-1].who) == ("erase", "slack:UADMIN")
    assert verify(kept.events()) is None


def test_a_backup_of_another_district_is_refused(kept: Store, path: Path, open_store: Callable) -> None:
    back_up(kept, "hartford", path)
    with pytest.raises(StoreError, match="of the district hartford, not of windham"):
        restore(open_store("windham"), "windham", path)
    assert open_store("windham").events() == []


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def cut_at_a_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-3]))


def flip(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Acme", b"Bcme"))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def other(path: Path) -> None:
    path.write_text('{"contracts": {}}\n[]\n')


def list_of_nothing(path: Path) -> None:
    path.write_text("[1]\n7\n")


HARMS = [cut, cut_at_a_line, flip, empty, zeros, other, list_of_nothing]


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_backup_is_refused_and_nothing_is_touched(
    kept: Store, path: Path, tmp_path: Path, log: Callable, harm: Callable
) -> None:
    back_up(kept, "hartford", path)
    log(kept)
    before = kept.dump()
    harm(path)
    with pytest.raises(
        DamagedError, match=r"hartford\.backup is not a backup of this program, or was cut short or changed"
    ):
        restore(kept, "hartford", path, even_if_lost=True)
    assert kept.dump() == before


def test_a_forged_backup_with_a_good_checksum_is_refused(kept: Store, path: Path) -> None:
    tables = kept.dump()
    tables["Event"]["2"] = {**tables["Event"]["2"], "who": "slack:U9"}
    path.write_bytes(b"".join(backup.render("hartford", tables, [PAPER])))
    with pytest.raises(DamagedError, match="chain that breaks at event 2"):
        restore(kept, "hartford", path)


def test_a_newer_backup_is_refused(kept: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "FORMAT", 99)
    back_up(kept, "hartford", path)
    monkeypatch.undo()
    with pytest.raises(NewerFormatError, match=f"format 99, but this version knows only {disk.FORMAT}"):
        restore(kept, "hartford", path)


def test_an_older_backup_is_upgraded(kept: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(kept, "hartford", path)

    def rename(tables: dict) -> dict:
        rows = {key: {**row, "vendor": row["vendor"].upper()} for key, row in tables["Contract"].items()}
        return {**tables, "Contract": rows}

    monkeypatch.setattr(backup, "FORMAT", disk.FORMAT + 1)
    monkeypatch.setitem(disk.UPGRADES, disk.FORMAT, rename)
    restore(kept, "hartford", path)
    assert kept.contract("C-1").vendor == "ACME"


def test_a_backup_that_is_not_there_or_cannot_be_written_is_told(kept: Store, path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read: No such file"):
        restore(kept, "hartford", path)
    with pytest.raises(StoreError, match="cannot be written: No such file"):
        back_up(kept, "hartford", tmp_path / "nowhere" / "file")


def test_a_damaged_drawer_is_restored_and_the_wreck_is_kept(tmp_path: Path, path: Path, log: Callable) -> None:
    data = tmp_path / "data"
    store = open_embedded(data, "hartford")
    log(store)
    back_up(store, "hartford", path)
    (data / "hartford" / "district.json").write_text("a wreck")
    with pytest.raises(DamagedError):
        open_embedded(data, "hartford")
    restore(open_embedded(data, "hartford", to_restore=True), "hartford", path)
    assert [contract.vendor for contract in open_embedded(data, "hartford").contracts()] == ["Acme"]
    assert [contract.vendor for contract in store.contracts()] == ["Acme"], "a running one takes it up"
    assert (data / "hartford" / "backups" / "before-restore-1.json").read_text() == "a wreck"


def test_a_full_disk_leaves_the_backup_that_was(kept: Store, small_disk: Path, log: Callable) -> None:
    path = small_disk / "hartford.backup"
    back_up(kept, "hartford", path)
    before = path.read_bytes()
    log(kept, notes="n" * 300_000)
    with pytest.raises(DiskFullError, match="no room"):
        back_up(kept, "hartford", path)
    assert path.read_bytes() == before
    assert [left.name for left in small_disk.iterdir()] == [path.name]


def test_a_full_disk_while_restoring_leaves_the_drawer_as_it_was(
    kept: Store, path: Path, small_disk: Path, log: Callable
) -> None:
    log(kept, notes="n" * 300_000)
    back_up(kept, "hartford", path)
    store = open_embedded(small_disk, "hartford")
    log(store, "Here before")
    before = store.dump()
    with pytest.raises(DiskFullError, match="no room"):
        restore(store, "hartford", path, even_if_lost=True)
    assert open_embedded(small_disk, "hartford").dump() == before


def test_anyone_can_read_a_backup(kept: Store, path: Path) -> None:
    back_up(kept, "hartford", path)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines[0] == {"dpa": "backup", "format": disk.FORMAT, "district": "hartford"}
    assert lines[-1]["lines"] == len(lines) - 1
