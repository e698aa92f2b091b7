"""Records in TinyDB that survive a crash and a second process.

TinyDB works in memory only. A transaction holds the lock around read, change and save, and replaces the file once.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from storage.atomic_files import WriterLock
from storage.embedded.disk import WholeFile
from storage.port import UnreadableRecordError
from storage.serialize import NOT_A_RECORD, Row, Tables, clean, plain, record, table_of

R = TypeVar("R")
Fits: TypeAlias = Callable[[Mapping[Any, Any]], bool]


class _Rows(Table):
    document_id_class = str  # type: ignore[assignment]  # ids as people know them: C-12


class _TinyDatabase(TinyDB):
    table_class = _Rows


class _Memory(Storage):
    """The tables TinyDB works on; they are never changed in place, so a failed change restores the old ones."""

    def __init__(self) -> None:
        self.tables: Tables = {}

    def read(self) -> Any:
        return dict(self.tables)

    def write(self, data: Any) -> None:
        self.tables = data


class RecordFile:
    """Records of any kind with an `id`, in one file. Safe among threads and processes."""

    def __init__(self, file: WholeFile, writers: WriterLock) -> None:
        self._file, self._writers = file, writers
        self._thread = threading.RLock()
        self._memory = _Memory()
        self._tables = _TinyDatabase(storage=lambda: self._memory)
        self._records: dict[tuple[type, str], tuple[Row, Any]] = {}
        self._changing = False

    def open(self) -> None:
        """Read and verify the file; raises DamagedError or NewerFormatError."""
        with self._thread, self._writers.held():
            self._load()

    @contextmanager
    def change(self, when: datetime | None) -> Iterator[None]:
        """All changes inside are saved together at the end, or none if anything raises.

        `when` dates the hourly backup of what was on file; None makes no backup.
        """
        with self._thread, self._writers.held():
            if self._changing:
                raise RuntimeError("a change was begun inside a change")
            self._refresh()
            before, self._changing = self._memory.tables, True
            try:
                yield
                if self._memory.tables is not before:
                    self._save(self._memory.tables, when)
            except BaseException:
                self._memory.tables = before
                raise
            finally:
                self._changing = False

    def replace(self, tables: Tables) -> None:
        """Replace everything, good or damaged; what was there is kept among the backups."""
        with self._thread, self._writers.held():
            self._file.keep_copy("before-restore")
            self._save(tables, None)
            self._memory.tables = tables

    @contextmanager
    def reading(self) -> Iterator[Tables]:
        """The tables as they are now, locked while they are read; the caller must not change them."""
        with self._thread:
            self._refresh()
            yield self._memory.tables

    def get(self, kind: type[R], key: str) -> R | None:
        """The record, or None."""
        with self.reading() as tables:
            row = tables.get(table_of(kind), {}).get(key)
            return None if row is None else self._record(kind, key, row)

    def search(self, kind: type[R], fits: Fits) -> list[R]:
        """Records whose plain row fits, in the order in which they were put."""
        with self.reading():
            found = self._table(table_of(kind)).search(fits)  # type: ignore[arg-type]  # it calls by position
            return self.records(kind, (str(document.doc_id) for document in found))

    def records(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        """The records with these ids, all of which must be there."""
        with self.reading() as tables:
            rows = tables.get(table_of(kind), {})
            return [self._record(kind, key, rows[key]) for key in ids]

    def put(self, records: Iterable[Any]) -> None:
        """Inside `change`: put records, replacing those with the same ids."""
        self._must_change()
        by_kind: dict[str, list[Document]] = {}
        for item in records:
            document = Document(plain(item), doc_id=clean(item.id))  # type: ignore[arg-type]
            by_kind.setdefault(table_of(type(item)), []).append(document)
        for name, documents in by_kind.items():
            self._replace(name, documents)

    def drop(self, kind: type[Any], ids: Iterable[str]) -> None:
        """Inside `change`: remove the records with these ids."""
        self._must_change()
        self._table(table_of(kind)).remove(doc_ids=ids)  # type: ignore[arg-type]

    def _must_change(self) -> None:
        if not self._changing:
            raise RuntimeError("records are put and dropped inside a change only")

    def _save(self, tables: Tables, when: datetime | None) -> None:
        try:
            self._file.save(tables, when)
        except BaseException:
            self._file.forget()  # the disk may hold either version, so it is read again
            raise

    def _replace(self, name: str, documents: list[Document]) -> None:
        table, rows = self._table(name), self._memory.tables.get(name, {})
        # Not `upsert`: it changes rows in place, and then a failed change could not be undone.
        if old := [document.doc_id for document in documents if str(document.doc_id) in rows]:
            table.remove(doc_ids=old)
        table.insert_multiple(documents)

    def _table(self, name: str) -> Table:
        # No query cache: TinyDB does not know that another process wrote.
        return self._tables.table(name, cache_size=0)

    def _record(self, kind: type[R], key: str, row: Row) -> R:
        known = self._records.get((kind, key))
        if known and known[0] is row:
            return known[1]  # type: ignore[no-any-return]
        try:
            found = record(kind, row)
        except NOT_A_RECORD as problem:
            raise UnreadableRecordError(table_of(kind), key, problem) from problem
        self._records[kind, key] = row, found
        return found

    def _refresh(self) -> None:
        if not self._changing and self._file.changed():
            with self._writers.held():
                self._load()

    def _load(self) -> None:
        self._memory.tables = self._file.load()
