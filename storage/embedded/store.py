"""Store a district's records in a folder, without a database server.

In DATA/<district>, `district.json` has everything that must not be lost, so that one change is one write; `backups/`
has hourly copies of it; `files/` has contracts and proofs; `talks.json` has what is needed for a short while only.
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

from storage import atomic_files as files
from storage.embedded.conversation_buffer import ConversationBuffer
from storage.embedded.disk import WholeFile, is_readable
from storage.embedded.ephemeral import EphemeralVerbs
from storage.embedded.rows import EmbeddedRows
from storage.embedded.tiny import RecordFile
from storage.erasing import records_to_erase
from storage.port import NAME, Beside
from storage.reading import RecordReader
from storage.records import Event, Record, Reminder, StoredFile
from storage.serialize import Tables, moment
from storage.writing import RecordWriter, WritableRows, erase

log = logging.getLogger("dpa")


def open_embedded(data: Path, district: str, *, to_restore: bool = False) -> "EmbeddedStore":
    """The district's store under the data folder, made if it is new; raises DamagedError or NewerFormatError.

    With `to_restore` what is there is not read: the store is only good for `replace_all`.
    """
    if not re.fullmatch(NAME, district):
        raise ValueError(f"{district!r} is not a name for a district's folder: use a-z, 0-9 and -")
    files.make_folder(data)
    store = EmbeddedStore(data / district)
    if not to_restore:
        store.verify()
    return store


class EmbeddedStore(EphemeralVerbs, RecordWriter):
    """`Store` on TinyDB, for threads and processes of one machine."""

    def __init__(self, folder: Path) -> None:
        for path in (folder, folder / "backups", folder / "files"):
            files.make_folder(path)
        self._folder, self._writers = folder, files.WriterLock(folder)
        self._file = WholeFile(folder / "district.json", folder / "backups")
        self._records = RecordFile(self._file, self._writers)
        self._ephemeral = RecordFile(WholeFile(folder / "talks.json", None), self._writers)
        self._buffer = ConversationBuffer(self._write_talks)
        self._rows: EmbeddedRows = EmbeddedRows(self._records)

    def verify(self) -> None:
        """Read what is there and remove what crashed writers left; raises DamagedError or NewerFormatError."""
        with self._writers.held():
            for path in (self._folder, self._folder / "files"):
                files.remove_leftovers(path)
            self._records.open()
            self._ephemeral.open()

    def claim_due(self, now: datetime, lease: timedelta, limit: int = 100) -> list[Reminder]:
        if not self.due(now, 1):
            return []
        with self._records.change(now):
            claimed = [
                replace(reminder, claimed_until=now + lease, attempts=reminder.attempts + 1)
                for reminder in self._rows.whole(moment(now), limit)
            ]
            self._records.put(claimed)
            return claimed

    def keep_file(self, content: bytes) -> str:
        with self._writers.held():
            return files.save(self._folder / "files", content)

    def file_content(self, sha256: str) -> bytes | None:
        return files.content(self._folder / "files", sha256)

    def dump(self) -> Tables:
        with self._records.reading() as tables:
            return {name: dict(rows) for name, rows in tables.items() if rows}

    def beside(self) -> Beside:
        with self._ephemeral.reading() as tables:
            return Beside(dict(tables))

    def replace_all(self, tables: Tables) -> None:
        with self._writers.held():
            self._records.replace(tables)
            named = tables.get(StoredFile.__name__, {})
            files.drop(self._folder / "files", files.names(self._folder / "files") - named.keys())

    def close(self) -> None:
        if left := self._buffer.flush():
            log.warning("%s conversations could not be saved at shutdown", left)

    @contextmanager
    def _changing(self, when: datetime | None) -> Iterator[WritableRows]:
        with self._records.change(when):
            yield self._rows

    def _erase_outside(self, event: Event, key: str, gone: Sequence[Record]) -> None:
        """A backup is rewritten as if it had been done in its time; one that cannot be read is removed."""
        for copy in self._file.backups():
            if is_readable(copy):
                self._erase_in(copy, event, key)
            else:
                copy.unlink()
        files.drop(self._folder / "files", [record.sha256 for record in gone if isinstance(record, StoredFile)])

    def _erase_in(self, copy: Path, event: Event, key: str) -> None:
        file, age = RecordFile(WholeFile(copy, None), self._writers), copy.stat()
        file.open()
        rows = EmbeddedRows(file)
        if gone := records_to_erase(RecordReader(rows), key):
            with file.change(None):
                erase(rows, event, gone)
            os.utime(copy, ns=(age.st_atime_ns, age.st_mtime_ns))
