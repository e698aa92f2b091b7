"""Dump and replace all records of a district in PostgreSQL."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select

from storage.events.change import EMPTY_TALLY, Tally
from storage.postgres import tables as t
from storage.postgres.rows import PostgresRows
from storage.records import Event, Reminder, StoredFile
from storage.serialize import Tables, plain


def dump(rows: PostgresRows) -> Tables:
    """All rows of the district; as of one moment if the connection is a snapshot."""
    c = t.record.c
    found: Tables = {}
    for row in rows.run(select(c.kind, c.id, c.plain).where(c.district == rows.district)):
        found.setdefault(row.kind, {})[row.id] = row.plain
    found[Reminder.__name__] = _by_key(rows, t.reminder, t.reminder.c.id)
    found[Event.__name__] = _by_key(rows, t.event, t.event.c.number)
    found[Tally.__name__] = {tally.id: plain(tally) for tally in [rows.tally()] if tally}
    return {name: some for name, some in found.items() if some}


def replace_all(rows: PostgresRows, tables: Tables) -> None:
    """Replace all rows of the district by these."""
    for table in (t.record, t.reminder, t.event):
        rows.run(delete(table).where(table.c.district == rows.district))
    rows.put_rows(Tally.__name__, {EMPTY_TALLY.id: plain(EMPTY_TALLY)})
    for name, some in tables.items():
        rows.put_rows(name, some)
    named = list(tables.get(StoredFile.__name__, {}))
    rows.run(delete(t.file).where(t.file.c.district == rows.district, t.file.c.sha256.not_in(named)))


def _by_key(rows: PostgresRows, table: Table, key: ColumnElement[Any]) -> dict[str, Mapping[str, Any]]:
    found = rows.run(select(key.label("key"), table.c.plain).where(table.c.district == rows.district))
    return {str(row.key): row.plain for row in found}
