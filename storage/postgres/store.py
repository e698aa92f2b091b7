"""Store the records of many districts in one PostgreSQL database that several bots share.

The row of a district in the table `district` is locked while its records change, so that ids
and the audit chain have one order; a claim locks only the reminders that it takes.
"""

# ruff: noqa: D102 (the port says what each verb means)

import hashlib
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert

from storage.port import NAME, Beside, DamagedError, Store
from storage.postgres import tables as t
from storage.postgres.database import Database
from storage.postgres.ephemeral import PostgresEphemeralVerbs
from storage.postgres.packing import dump, replace_all
from storage.postgres.rows import PostgresRows, due
from storage.records import Event, Record, Reminder
from storage.serialize import Tables, clean, moment
from storage.writing import RecordWriter, WritableRows


def open_postgres(url: str, district: str) -> "PostgresStore":
    """The district's store in the database, made if it is new; raises StoreError, NewerFormatError among others."""
    database = Database(url)
    with database.close_on_error():
        return PostgresStore(database, district)


class PostgresStores:
    """`Stores` in one database: all stores share its connections."""

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        self._stores: dict[str, PostgresStore] = {}

    def open(self, district: str) -> Store:
        if district not in self._stores:
            self._stores[district] = PostgresStore(self._database, district)
        return self._stores[district]

    def districts(self) -> list[str]:
        with self._database.statements() as connection:
            return list(connection.scalars(select(t.district.c.name).order_by(t.district.c.name)))

    def with_due(self, now: datetime) -> list[str]:
        waiting = exists(due(t.district.c.name, moment(now)).correlate(t.district).order_by(None))
        with self._database.statements() as connection:
            return list(connection.scalars(select(t.district.c.name).where(waiting).order_by(t.district.c.name)))

    def close(self) -> None:
        self._database.close()


class PostgresStore(PostgresEphemeralVerbs, RecordWriter):
    """`Store` on PostgreSQL, for threads, processes and machines."""

    def __init__(self, database: Database, district: str) -> None:
        if not re.fullmatch(NAME, district):
            raise ValueError(f"{district!r} is not a name for a district: use a-z, 0-9 and -")
        self._database, self._district = database, district
        self._thread = threading.local()
        self._rows: PostgresRows = PostgresRows(database.statements, district, decoded=database.decoded)
        self._run(insert(t.district).values(name=district, ids={}, number=0, hash="").on_conflict_do_nothing())

    def claim_due(self, now: datetime, lease: timedelta, limit: int = 100) -> list[Reminder]:
        return self._rows.claim(moment(now), moment(now + lease), limit)

    def keep_file(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        new = insert(t.file).values(district=self._district, sha256=name, content=content)
        self._run(new.on_conflict_do_nothing())
        return name

    def file_content(self, sha256: str) -> bytes | None:
        c = t.file.c
        found = self._run(select(c.content).where(c.district == self._district, c.sha256 == clean(sha256)))
        for row in found:
            if hashlib.sha256(row.content).hexdigest() != sha256:
                why = "no longer has the content it had when it was kept"
                raise DamagedError(Path("database", sha256), why, None)
            return bytes(row.content)
        return None

    def dump(self) -> Tables:
        with self._database.snapshot() as connection:
            return dump(PostgresRows(lambda: nullcontext(connection), self._district))

    def beside(self) -> Beside:
        return Beside(self._short_lived(), self._rows.closed())

    def replace_all(self, tables: Tables) -> None:
        with self._locked(long=True) as rows:
            replace_all(rows, tables)

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def _changing(self, when: datetime | None) -> Iterator[WritableRows]:  # noqa: ARG002 - for the hourly backups of others
        with self._locked() as rows:
            yield rows

    @contextmanager
    def _locked(self, *, long: bool = False) -> Iterator[PostgresRows]:
        """Lock the district, for one change at a time; a ``long`` one may take minutes."""
        if getattr(self._thread, "changing", False):
            raise RuntimeError("a change was begun inside a change")
        self._thread.changing = True
        try:
            with self._database.transaction(long=long) as connection:
                rows = PostgresRows(lambda: nullcontext(connection), self._district, changing=True)
                rows.lock()
                yield rows
        finally:
            self._thread.changing = False

    def _erase_outside(self, event: Event, key: str, gone: Sequence[Record]) -> None:
        """Nothing: the bytes of files are deleted with their rows, and a database's backups are its keeper's."""
