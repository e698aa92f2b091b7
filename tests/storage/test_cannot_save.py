"""Does every trouble with a file become a sentence, leave nothing half written, and spare what was there?"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.atomic_files import write_whole
from storage.embedded.store import EmbeddedStore, open_embedded
from storage.local_token import NAME, local_token
from storage.port import CannotReadError, CannotWriteError, Store


def in_the_way(path: Path) -> None:
    """Nothing can be written there, not even by root."""
    path.with_name(f".{path.name}.{os.getpid()}.tmp").mkdir()


@pytest.fixture
def folder(tmp_path: Path, log: Callable) -> Path:
    store = open_embedded(tmp_path, "hartford")
    log(store)
    return tmp_path / "hartford"


VERBS: dict[str, Callable[[EmbeddedStore, Callable, datetime], object]] = {
    "log": lambda store, log, _: log(store),
    "claim": lambda store, _, noon: store.claim_due(noon, timedelta(minutes=2)),
    "erase": lambda store, *_: store.erase(store.events()[0], "C-1"),
    "slot": lambda store, _, noon: store.take_slot("slack:C1", noon, timedelta(seconds=1)),
    "count": lambda store, _, noon: store.count("asked", noon.date()),
    "replace": lambda store, *_: store.replace_all(store.dump()),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_folder_in_which_nothing_can_be_saved_is_a_sentence(
    folder: Path, log: Callable, noon: datetime, verb: str
) -> None:
    store = open_embedded(folder.parent, "hartford")
    before = store.dump()
    in_the_way(folder / "district.json"), in_the_way(folder / "talks.json")
    with pytest.raises(CannotWriteError, match=f"The folder {folder} cannot be written"):
        VERBS[verb](store, log, noon)
    assert store.dump() == before


def test_a_file_that_cannot_be_kept_is_a_sentence(folder: Path) -> None:
    store = EmbeddedStore(folder)
    (folder / "files").rmdir()
    with pytest.raises(CannotWriteError, match=f"The folder {folder} cannot be written"):
        store.keep_file(b"a paper")


def test_a_folder_in_place_of_the_records_is_a_sentence_at_the_start(folder: Path, log: Callable) -> None:
    running: Store = open_embedded(folder.parent, "hartford")
    (folder / "district.json").unlink()
    (folder / "district.json").mkdir()
    for open_one in (lambda: open_embedded(folder.parent, "hartford"), running.contracts, lambda: log(running)):
        with pytest.raises(CannotReadError, match=r"district\.json cannot be read \(Is a directory\)"):
            open_one()


def chunks_that(error: BaseException) -> Iterator[bytes]:
    yield b"half"
    raise error


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt(), OSError(5, "no"), MemoryError()], ids=repr)
def test_whatever_goes_wrong_no_temporary_file_is_left(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "file"
    path.write_text("before")
    with pytest.raises(type(error)):
        write_whole(path, chunks_that(error))
    assert [left.name for left in tmp_path.iterdir()] == ["file"] and path.read_text() == "before"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"x" * 43 + b"\xff", b"too short"])
def test_a_local_token_that_is_none_is_replaced(tmp_path: Path, content: bytes) -> None:
    local_token(tmp_path)
    (tmp_path / NAME).write_bytes(content)
    new = local_token(tmp_path)
    assert len(new) == 43 and local_token(tmp_path) == new
