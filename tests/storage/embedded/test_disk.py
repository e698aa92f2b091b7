"""Does the embedded file survive whatever happens to a disk?"""

import errno
import json
import os
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage import atomic_files as files
from storage.embedded import disk
from storage.embedded.store import open_embedded
from storage.port import DamagedError, DiskFullError, NewerFormatError, Store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def folder(data: Path) -> Path:
    return data / "hartford"


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "district.json"


@pytest.fixture
def store(data: Path) -> Store:
    return open_embedded(data, "hartford")


@pytest.fixture
def hourly(store: Store, log: Callable, noon: datetime) -> Callable:
    """Write twice an hour."""

    def write(hours: int) -> None:
        for half in range(2 * hours):
            log(store, when=noon + timedelta(minutes=30 * half))

    return write


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def flip(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Acme", b"Bcme"))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def other(path: Path) -> None:
    path.write_text('{"contracts": {}}')


def mixed(path: Path) -> None:
    """A torn write that still is JSON: half of the old file's records under the new one's first line."""
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b'"C-1":{"id":"C-1"', b'"C-9":{"id":"C-9"'))


HARMS = [cut, flip, empty, zeros, other, mixed]


def test_the_file_is_json_that_anyone_can_read(store: Store, log: Callable, path: Path) -> None:
    log(store)
    content = json.loads(path.read_text())
    assert content["format"] == disk.FORMAT
    assert content["data"]["Contract"]["C-1"]["vendor"] == "Acme"


def test_what_another_process_wrote_is_read_and_the_rest_stays_as_it_was(
    store: Store, log: Callable, data: Path, path: Path
) -> None:
    log(store, "Acme")
    before = store.contract("C-1")
    log(open_embedded(data, "hartford"), "Bright")
    assert [contract.vendor for contract in store.contracts()] == ["Acme", "Bright"]
    assert store.contract("C-1") is before, "an unchanged line is not decoded again"
    log(store, "Corwin")
    assert json.loads(path.read_text())["data"]["Contract"].keys() == {"C-1", "C-2", "C-3"}


def test_folders_and_files_are_for_their_owner_alone(store: Store, log: Callable, data: Path, noon: datetime) -> None:
    log(store), log(store)
    store.keep_file(b"contract")
    with files.only_bot(data):
        for path in [data, *data.rglob("*")]:
            assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_file_is_named_with_its_newest_good_copy_and_never_overwritten(
    store: Store, log: Callable, hourly: Callable, data: Path, harm: Callable
) -> None:
    hourly(3)
    path = data / "hartford" / "district.json"
    copies = sorted((path.parent / "backups").iterdir())
    cut(copies[-1])  # the newest copy is damaged too
    harm(path)
    wreck = path.read_bytes()
    with pytest.raises(DamagedError) as at_start:
        open_embedded(data, "hartford")
    assert (at_start.value.path, at_start.value.backup) == (path, copies[-2])
    assert str(path) in str(at_start.value)
    assert str(copies[-2]) in str(at_start.value)
    with pytest.raises(DamagedError):
        log(store)
    with pytest.raises(DamagedError):
        store.contracts()
    assert path.read_bytes() == wreck


def test_a_copy_put_back_is_taken_up_by_a_running_store(
    store: Store, hourly: Callable, log: Callable, path: Path
) -> None:
    hourly(3)
    cut(path)
    with pytest.raises(DamagedError) as trouble:
        store.contracts()
    shutil.copy(trouble.value.backup, path)
    assert [event.number for event in store.events()] == [1, 2, 3, 4], "the copy was made before the fifth"
    assert log(store).event.number == 5


def test_a_file_that_is_gone_is_not_begun_anew(
    store: Store, hourly: Callable, log: Callable, data: Path, path: Path
) -> None:
    hourly(2)
    path.unlink()
    with pytest.raises(DamagedError, match="is gone"):
        log(store)
    with pytest.raises(DamagedError, match="is gone"):
        open_embedded(data, "hartford")
    assert not path.exists()


def test_damage_without_any_copy_says_so(store: Store, log: Callable, data: Path, path: Path) -> None:
    log(store)
    cut(path)
    with pytest.raises(DamagedError, match="no good copy"):
        open_embedded(data, "hartford")


def test_damaged_conversations_are_forgotten_without_complaint(
    store: Store, data: Path, folder: Path, noon: datetime
) -> None:
    (folder / "talks.json").write_text("rubbish")
    assert open_embedded(data, "hartford").conversation("p", "u", noon) is None
    assert store.conversation("p", "u", noon) is None


def test_a_kept_file_that_changed_is_not_handed_out(store: Store, folder: Path) -> None:
    name = store.keep_file(b"contract")
    (folder / "files" / name).write_bytes(b"another")
    with pytest.raises(DamagedError, match=name):
        store.file_content(name)


def test_a_newer_format_is_refused_and_left_alone(store: Store, log: Callable, data: Path, path: Path) -> None:
    log(store)
    newer = b'{"format":99,' + path.read_bytes().partition(b",")[2]
    path.write_bytes(newer)
    with pytest.raises(NewerFormatError, match=f"format 99, but this version knows only {disk.FORMAT}"):
        open_embedded(data, "hartford")
    with pytest.raises(NewerFormatError):
        log(store)
    assert path.read_bytes() == newer


def test_an_older_format_is_upgraded_after_a_backup(
    store: Store, log: Callable, data: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(store)
    old = path.read_bytes()

    def rename(tables: disk.Tables) -> disk.Tables:
        contracts = {key: {**row, "vendor": row["vendor"].upper()} for key, row in tables["Contract"].items()}
        return {**tables, "Contract": contracts}

    known = disk.FORMAT
    monkeypatch.setattr(disk, "FORMAT", known + 1)
    monkeypatch.setitem(disk.UPGRADES, known, rename)
    upgraded = open_embedded(data, "hartford")
    assert upgraded.contract("C-1").vendor == "ACME"
    assert (path.parent / "backups" / f"before-format-{known + 1}.json").read_bytes() == old
    assert path.read_bytes().startswith(f'{{"format":{known + 1},'.encode())
    assert log(upgraded).event.made == ("C-2", "D-2")


def test_each_hour_leaves_one_backup_and_the_newest_five_are_kept(hourly: Callable, folder: Path) -> None:
    hourly(9)
    names = sorted(copy.name for copy in (folder / "backups").iterdir())
    assert names == [f"hour-{number:06d}-2026-10-{day}.json" for number, day in BACKUPS]


BACKUPS = [(5, "07T20"), (6, "07T21"), (7, "07T22"), (8, "07T23"), (9, "08T00")]


def test_every_backup_is_whole(hourly: Callable, folder: Path) -> None:
    hourly(4)
    copies = list((folder / "backups").iterdir())
    assert copies
    assert not [copy for copy in copies if isinstance(disk.parse(copy, copy.read_bytes()), str)]


def test_backups_work_where_a_disk_knows_no_hard_links(
    hourly: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    hourly(3)
    assert len(list((folder / "backups").iterdir())) == 3


def test_what_crashed_writers_left_is_swept_at_start(store: Store, data: Path, folder: Path) -> None:
    left = [folder / ".district.json.123.tmp", folder / "files" / f".{'0' * 64}.123.tmp"]
    for path in left:
        path.write_bytes(b"half")
    open_embedded(data, "hartford")
    assert not [path for path in left if path.exists()]


def test_a_full_disk_is_told_and_nothing_on_file_is_lost(small_disk: Path, log: Callable) -> None:
    store = open_embedded(small_disk, "hartford")
    for _ in range(5):
        log(store, notes="n" * 5000)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(180_000))
    for _ in range(2):
        with pytest.raises(DiskFullError, match="no room"):
            log(store, notes="n" * 5000)
    assert len(store.contracts()) == 5, "what failed is not in memory either"
    assert len(open_embedded(small_disk, "hartford").contracts()) == 5
    assert not list(small_disk.rglob("*.tmp"))
    ballast.unlink()
    assert log(store).event.made[0] == "C-6"


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """The kernel refuses this process to let a file grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_that_may_not_grow_is_told_and_nothing_is_lost(
    store: Store, log: Callable, data: Path, path: Path
) -> None:
    log(store)
    with no_file_over(path.stat().st_size), pytest.raises(DiskFullError):
        log(store)
    with no_file_over(path.stat().st_size), pytest.raises(DiskFullError):
        store.keep_file(bytes(1_000_000))
    assert [contract.id for contract in store.contracts()] == ["C-1"]
    assert log(store).event.made == ("C-2", "D-2")
    assert len(open_embedded(data, "hartford").contracts()) == 2


def test_a_write_whose_end_is_uncertain_is_read_back_from_the_disk(
    store: Store, log: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise OSError(errno.EIO, "the folder cannot be synced")

    monkeypatch.setattr(files, "_sync_folder", fail)
    with pytest.raises(OSError, match="synced"):
        log(store, request="press-1")
    monkeypatch.undo()
    assert store.contracts(), "the file was replaced before it failed, and memory says so too"
    assert log(store, request="press-1").again


@pytest.mark.parametrize("name", ["../windham", "Hartford", "", "a/b", ".hidden"])
def test_a_district_cannot_name_another_folder(data: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name for a district"):
        open_embedded(data, name)
