"""The rows of one district in PostgreSQL.

Every statement on records is built here and names the district: no call can reach another's.
"""

# ruff: noqa: D102 (reading.py and writing.py say what each word means)

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache, partial
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Connection,
    Executable,
    Row,
    Select,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    delete,
    func,
    literal,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, Insert, array, insert

from storage.events.change import Tally
from storage.kinds import AppRequest
from storage.port import UnreadableRecordError
from storage.postgres import tables as t
from storage.postgres.database import DecodedRecords
from storage.records import Breach, Contract, Deadline, Event, Reminder, Status, StoredFile
from storage.serialize import NOT_A_RECORD, clean, plain, record, table_of

R = TypeVar("R")
Connect: TypeAlias = Callable[[], AbstractContextManager[Connection]]

KEPT = frozenset({Contract, Breach, Deadline, AppRequest})
"""Kinds that are cached once decoded, because a page reads all of them."""
VERSION: ColumnElement[str] = literal_column("record.xmin::text")
FEW = 200
"""Up to this many records are fetched by their ids; beyond that, all are."""
_TABLES: dict[str, Table] = {Reminder.__name__: t.reminder, Event.__name__: t.event}
ROWS_PER_STATEMENT = 5000
"""Most rows in one statement."""


class PostgresRows:
    """`WritableRows` over the given connections; inside a change, reminders that are read are locked."""

    def __init__(
        self, connect: Connect, district: str, *, changing: bool = False, decoded: DecodedRecords | None = None
    ) -> None:
        self._connect, self.district, self._changing = connect, district, changing
        self._decoded = decoded
        self._locked: Tally | None = None

    def lock(self) -> None:
        """Lock the district against other writers until the transaction ends."""
        (row,) = self.run(select(t.district).where(t.district.c.name == self.district).with_for_update())
        self._locked = Tally(row.ids, row.number, row.hash)

    def get(self, kind: type[R], key: str) -> R | None:
        return next(iter(self.some(kind, [key])), None)

    def some(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        return self._records(kind, _table(kind.__name__).c.id == any_(literal(list(ids), ARRAY(Text))))

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        columns = _table(kind.__name__).c
        asked = {name: clean(value) for name, value in equal.items() if value is not None}
        fields = {name: columns[name] if name in columns else columns.plain[name].astext for name in asked}
        where = [fields[name] == value for name, value in asked.items()]
        if self._decoded and kind in KEPT:
            versions, fetch = self._versions(kind, where), partial(self._fetch, kind, where)
            return self._decoded.find(self.district, kind, versions, fetch, every=not where)
        return self._records(kind, *where)

    def waiting(self, at: str, limit: int) -> list[Reminder]:
        asked = due(self.district, at).with_only_columns(cast(t.reminder.c.plain, Text)).limit(limit)
        return self._decode(Reminder, self.run(asked))

    def claim(self, at: str, until: str, limit: int) -> list[Reminder]:
        """Claim due reminders, each with the other due ones of its message and of its deadline.

        Claims nothing while another process is claiming, so that the two do not share a batch, and nothing of a message
        of which a part is locked by a change.
        """
        c, post = t.reminder.c, t.reminder.c.plain["post"].astext
        alone = select(func.pg_try_advisory_xact_lock(func.hashtextextended(f"claim {self.district}", 0)))
        ready = due(self.district, at).with_only_columns(c.id, c.deadline, post.label("post"))
        oldest = ready.limit(limit).cte("oldest")
        batch = ready.where(c.id.in_(select(oldest.c.id)) | _among(post, oldest.c.post)).cte("near")
        whole = c.id.in_(select(batch.c.id)) | _among(c.deadline, batch.c.deadline)
        taken = ready.where(alone.scalar_subquery(), whole).with_for_update(skip_locked=True).cte("taken")
        of_message = partial(_number_of, post)
        complete = (post == "") | (of_message(ready.cte("ready")) == of_message(taken))
        claim = func.jsonb_build_object(
            "claimed_until", cast(until, Text), "attempts", c.plain["attempts"].as_integer() + 1
        )
        statement = update(t.reminder).where(self._ours(Reminder.__name__), c.id == taken.c.id, complete)
        claimed = self.run(statement.values(plain=c.plain.op("||")(claim)).returning(c.plain))
        return sorted(
            (record(Reminder, row.plain) for row in claimed), key=lambda reminder: (reminder.due_at, reminder.id)
        )

    def sent(self, since: str, limit: int) -> list[Reminder]:
        c = t.reminder.c
        sent = select(t.reminder).where(self._ours(Reminder.__name__), c.sent_at.is_not(None), c.sent_at >= since)
        newest = self.run(sent.order_by(c.sent_at.desc(), c.id.desc()).limit(limit))
        return [record(Reminder, row.plain) for row in newest]

    def touching(self, ids: set[str]) -> list[Event]:
        return self._records(Event, t.event.c.touched.has_any(array(sorted(ids))))

    def request(self, name: str) -> Event | None:
        c = t.event.c
        return next(iter(self._records(Event, c.request == name, c.request != "")), None)

    def tally(self) -> Tally | None:
        if self._locked:
            return self._locked
        found = self.run(select(t.district).where(t.district.c.name == self.district))
        return next((Tally(row.ids, row.number, row.hash) for row in found if row.number or row.ids), None)

    def put(self, records: Iterable[Any]) -> None:
        tables: dict[str, dict[str, Any]] = {}
        for item in records:
            tables.setdefault(type(item).__name__, {})[clean(item.id)] = plain(item)
        for name, rows in tables.items():
            self.put_rows(name, rows)

    def put_rows(self, name: str, rows: Mapping[str, Mapping[str, Any]]) -> None:
        """Put plain rows of one kind."""
        keys = sorted(rows)
        for first in range(0, len(keys), ROWS_PER_STATEMENT):
            chunk = keys[first : first + ROWS_PER_STATEMENT]
            if name == Tally.__name__:
                self._count(rows[chunk[0]])
            else:
                self._upsert(name, {key: rows[key] for key in chunk})
            if name == Deadline.__name__:
                self._mark_open(chunk)
            if name == Reminder.__name__ and (waiting := [key for key in chunk if rows[key]["sent_at"] is None]):
                self._mark_open([rows[key]["deadline"] for key in waiting])

    def drop(self, kind: type[Any], ids: Iterable[str]) -> None:
        """Remove records; a file is removed with its bytes."""
        table, these = _table(kind.__name__), list(ids)
        self.run(delete(table).where(self._ours(kind.__name__), table.c.id.in_(these)))
        if kind is StoredFile:
            self.run(delete(t.file).where(t.file.c.district == self.district, t.file.c.sha256.in_(these)))

    def closed(self) -> list[str]:
        """The unsent reminders of open deadlines, or of none, that are not marked as open."""
        c = t.reminder.c
        source = (t.record.c.district == self.district) & (t.record.c.kind == Deadline.__name__)
        joined = t.reminder.outerjoin(t.record, source & (t.record.c.id == c.deadline))
        is_open = func.coalesce(t.record.c.status == Status.OPEN, true())
        asked = select(c.id).select_from(joined).where(self._ours(Reminder.__name__), c.waits.is_not(None))
        return [row.id for row in self.run(asked.where(is_open, ~c.open).order_by(c.id))]

    def highest(self, kind: type[Any]) -> int:
        c = _table(kind.__name__).c
        number = c.number if kind is Event else cast(func.substring(c.id, "^[A-Z]-([0-9]{1,18})$"), BigInteger)
        ((found,),) = self.run(select(func.coalesce(func.max(number), 0)).where(self._ours(kind.__name__)))
        return int(found)

    def run(self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> Sequence[Row[Any]]:
        """Execute the statement; its rows, if it returns any."""
        with self._connect() as connection:
            result = connection.execute(statement, rows)
            return result.all() if result.returns_rows else []

    def _ours(self, name: str) -> ColumnElement[bool]:
        columns = _table(name).c
        return (columns.district == self.district) & (columns.kind == name if "kind" in columns else true())

    def _records(self, kind: type[R], *where: ColumnElement[bool]) -> list[R]:
        table = _table(kind.__name__)
        question = select(cast(table.c.plain, Text)).where(self._ours(kind.__name__), *where)
        if self._changing and table is t.reminder:
            question = question.with_for_update()
        return self._decode(kind, self.run(question))

    @staticmethod
    def _decode(kind: type[R], rows: Sequence[Row[Any]]) -> list[R]:
        """The records of rows whose first column is JSON text. All are parsed at once, which takes half the time."""
        found: list[R] = []
        for row in json.loads("[" + ",".join(row[0] for row in rows) + "]"):
            try:
                found.append(record(kind, row))
            except NOT_A_RECORD as problem:
                raise UnreadableRecordError(table_of(kind), row.get("id"), problem) from problem
        return found

    def _versions(self, kind: type[Any], where: Sequence[ColumnElement[bool]]) -> dict[str, str]:
        """The ids of records, each with the transaction that wrote its row. Fetched as one text, which is fastest."""
        pairs = func.string_agg(t.record.c.id.op("||")(" ").op("||")(VERSION), " ")
        (found,) = self.run(select(pairs).where(self._ours(kind.__name__), *where))
        words = iter((found[0] or "").split())
        return dict(zip(words, words, strict=True))

    def _fetch(
        self, kind: type[R], where: Sequence[ColumnElement[bool]], ids: list[str]
    ) -> Iterator[tuple[str, str, R]]:
        these = [t.record.c.id.in_(ids)] if len(ids) <= FEW else []
        plain = cast(t.record.c.plain, Text)
        rows = self.run(
            select(plain, t.record.c.id, VERSION.label("version")).where(self._ours(kind.__name__), *where, *these)
        )
        return ((row.id, row.version, found) for row, found in zip(rows, self._decode(kind, rows), strict=True))

    def _upsert(self, name: str, rows: Mapping[str, Mapping[str, Any]]) -> None:
        with self._connect() as connection:
            connection.execute(_upsert_of(name), {"district_of": self.district, "rows": dict(rows)})

    def _count(self, row: Mapping[str, Any]) -> None:
        self._locked = record(Tally, row)
        values = {name: row[name] for name in ("ids", "number", "hash")}
        self.run(update(t.district).where(t.district.c.name == self.district).values(values))

    def _mark_open(self, deadlines: Sequence[str]) -> None:
        """Mark the reminders of these deadlines as open or not; a deadline not yet on file counts as open."""
        is_open = t.record.c.status == Status.OPEN
        source = (t.record.c.district == t.reminder.c.district) & (t.record.c.id == t.reminder.c.deadline)
        statement = update(t.reminder).values(open=is_open).where(source, self._ours(Deadline.__name__))
        statement = statement.where(self._ours(Reminder.__name__), t.reminder.c.deadline.in_(set(deadlines)))
        self.run(statement.where(t.reminder.c.open != is_open))


def due(district: ColumnElement[str] | str, at: str) -> Select[Any]:
    """The district's reminders that are due and free, the oldest first."""
    c = t.reminder.c
    free = func.coalesce(c.claimed_until, "") <= at
    due = select(t.reminder).where(c.district == district, c.open, c.waits.is_not(None), c.waits <= at, free)
    return due.order_by(c.waits, c.id)


def _among(column: ColumnElement[str], named: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the column's value is not empty and is among those of ``named``."""
    return column.in_(select(named).where(named != ""))


def _number_of(post: ColumnElement[str], rows: CTE) -> ColumnElement[int]:
    """How many of the rows have that message."""
    return select(func.count()).where(rows.c.post == post).correlate(t.reminder).scalar_subquery()


@cache
def _upsert_of(name: str) -> Insert:
    """The statement that puts rows, given as one JSON object by their keys; each replaces the row with its key."""
    table = _table(name)
    given = func.jsonb_each(bindparam("rows", type_=JSONB)).table_valued("key", "value")
    key = {"number": cast(given.c.key, BigInteger)} if name == Event.__name__ else {"id": given.c.key}
    kind = {"kind": literal(name)} if "kind" in table.c else {}
    values: dict[str, Any] = {"district": bindparam("district_of", type_=Text), **kind, **key, "plain": given.c.value}
    new = insert(table).from_select(list(values), select(*values.values()))
    return new.on_conflict_do_update(index_elements=list(table.primary_key), set_={"plain": new.excluded.plain})


def _table(name: str) -> Table:
    return _TABLES.get(name, t.record)
