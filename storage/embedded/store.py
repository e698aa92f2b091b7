"""Where does a district keep its records when there is no database server?

In the folder DATA/<district>: `district.json` has everything that must not be lost, so that one change is one write;
`backups/` has what it was, hour by hour; `files/` contracts and proofs; `talks.json` conversations of half an hour.
"""

# ruff: noqa: D102 (the port says what each verb means)

import logging
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from storage.conversation_buffer import Later
from storage.embedded import atomic_files as files
from storage.embedded.disk import WholeFile, good
from storage.embedded.rows import EmbeddedRows
from storage.embedded.tiny import Drawer
from storage.ephemeral import Passing
from storage.erasing import what_goes
from storage.port import NAME
from storage.reading import Answers
from storage.records import Event, Record, Reminder, StoredFile
from storage.serialize import Tables
from storage.writing import Changes, WritableRows, erase

log = logging.getLogger("dpa")


def open_embedded(data: Path, district: str, *, to_restore: bool = False) -> "EmbeddedStore":
    """The district's drawer under the data folder, made if it is new; raises DamagedError or NewerFormatError.

    `to_restore`: what is there is not looked at, and only good for `replace_all`.
    """
    if not re.fullmatch(NAME, district):
        raise ValueError(f"{district!r} is not a name for a district's folder: use a-z, 0-9 and -")
    files.make_folder(data)
    store = EmbeddedStore(data / district)
    if not to_restore:
        store.verify()
    return store


class EmbeddedStore(Passing, Changes):
    """`Store` on TinyDB, for threads and processes of one machine."""

    def __init__(self, folder: Path) -> None:
        for path in (folder, folder / "backups", folder / "files"):
            files.make_folder(path)
        self._folder, self._writers = folder, files.WriterLock(folder)
        self._file = WholeFile(folder / "district.json", folder / "backups")
        self._drawer = Drawer(self._file, self._writers)
        self._talks = Drawer(WholeFile(folder / "talks.json", None), self._writers)
        self._later = Later(self._write_talks)
        self._rows: EmbeddedRows = EmbeddedRows(self._drawer)

    def verify(self) -> None:
        """Read what is there and sweep up after crashed writers; raises DamagedError or NewerFormatError."""
        with self._writers.held():
            for path in (self._folder, self._folder / "files"):
                files.sweep(path)
            self._drawer.open()
            self._talks.open()

    def claim_due(self, now: datetime, lease: timedelta, limit: int = 100) -> list[Reminder]:
        if not self.due(now, 1):
            return []
        with self._drawer.change(now):
            claimed = [
                replace(reminder, claimed_until=now + lease, attempts=reminder.attempts + 1)
                for reminder in self.due(now, limit)
            ]
            self._drawer.put(claimed)
            return claimed

    def keep_file(self, content: bytes) -> str:
        with self._writers.held():
            return files.keep(self._folder / "files", content)

    def file_content(self, sha256: str) -> bytes | None:
        return files.content(self._folder / "files", sha256)

    def dump(self) -> Tables:
        with self._drawer.reading() as tables:
            return {name: dict(rows) for name, rows in tables.items() if rows}

    def replace_all(self, tables: Tables) -> None:
        with self._writers.held():
            self._drawer.replace(tables)
            named = tables.get(StoredFile.__name__, {})
            files.drop(self._folder / "files", files.names(self._folder / "files") - named.keys())

    def close(self) -> None:
        if left := self._later.flush():
            log.warning("what was spoken of last could not be kept (conversations: %s)", left)

    @contextmanager
    def _changing(self, when: datetime | None) -> Iterator[WritableRows]:
        with self._drawer.change(when):
            yield self._rows

    def _forget(self, event: Event, key: str, gone: Sequence[Record]) -> None:
        """A backup is rewritten as if it had been done in its time; one that cannot be read is removed."""
        for copy in self._file.copies():
            if good(copy):
                self._erase_in(copy, event, key)
            else:
                copy.unlink()
        files.drop(self._folder / "files", [record.sha256 for record in gone if isinstance(record, StoredFile)])

    def _erase_in(self, copy: Path, event: Event, key: str) -> None:
        drawer, age = Drawer(WholeFile(copy, None), self._writers), copy.stat()
        drawer.open()
        rows = EmbeddedRows(drawer)
        if gone := what_goes(Answers(rows), key):
            with drawer.change(None):
                erase(rows, event, gone)
            os.utime(copy, ns=(age.st_atime_ns, age.st_mtime_ns))
