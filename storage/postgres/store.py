"""The stores of many districts in one PostgreSQL database that several bots share.

The row of a district in the table `district` is locked while its records change, so that ids
and the audit chain have one order; a claim locks only the reminders that it takes.
"""

# ruff: noqa: D102 (the port says what each verb means)

import hashlib
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, Table, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from storage.events.change import EMPTY_TALLY, Tally
from storage.port import NAME, Beside, DamagedError, Store
from storage.postgres import tables as t
from storage.postgres.database import Database
from storage.postgres.rows import PostgresRows, due
from storage.records import CONVERSATION_LASTS, DRAFT, DRAFT_LASTS, Conversation, Event, Record, Reminder, StoredFile
from storage.serialize import Tables, clean, moment, plain, record, table_of
from storage.transient import CLOCK_SKEW, KEPT, AccessToken, RateSlot, TokenKind
from storage.writing import RecordWriter, WritableRows


def dump(rows: PostgresRows) -> Tables:
    """All rows of the district; as of one moment if the connection is a snapshot."""
    c = t.record.c
    tables: Tables = {}
    for row in rows.run(select(c.kind, c.id, c.plain).where(c.district == rows.district)):
        tables.setdefault(row.kind, {})[row.id] = row.plain
    tables[Reminder.__name__] = _by_key(rows, t.reminder, t.reminder.c.id)
    tables[Event.__name__] = _by_key(rows, t.event, t.event.c.number)
    tables[Tally.__name__] = {tally.id: plain(tally) for tally in [rows.tally()] if tally}
    return {name: rows_of_kind for name, rows_of_kind in tables.items() if rows_of_kind}


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
    selected = rows.run(select(key.label("key"), table.c.plain).where(table.c.district == rows.district))
    return {str(row.key): row.plain for row in selected}


class PostgresEphemeralVerbs:
    """The verbs of `Store` for conversations, slots, tokens and counters."""

    _database: Database
    _district: str

    def conversation(self, place: str, person: str, now: datetime, *, draft: bool = False) -> Conversation | None:
        c = t.talk.c
        id = Conversation(place=place, person=person, spoken=now, topic=DRAFT if draft else "").id
        for row in self._run(select(c.plain).where(c.district == self._district, c.id == clean(id))):
            found = record(Conversation, row.plain)
            return None if found.over(now) else found
        return None

    def conversations(self, person: str, now: datetime) -> list[Conversation]:
        c = t.talk.c
        theirs = select(c.plain).where(c.district == self._district, c.plain["person"].astext == clean(person))
        found = [record(Conversation, row.plain) for row in self._run(theirs)]
        return [one for one in found if not (one.draft or one.over(now))]

    def remember(self, conversation: Conversation) -> None:
        c, draft = t.talk.c, t.talk.c.plain["topic"].astext == DRAFT
        kept = ((draft, DRAFT_LASTS), (~draft, CONVERSATION_LASTS))
        over = or_(*(which & (c.spoken <= moment(conversation.spoken - lasts)) for which, lasts in kept))
        new = insert(t.talk).values(district=self._district, id=clean(conversation.id), plain=plain(conversation))
        self._run(
            delete(t.talk).where(c.district == self._district, over),
            new.on_conflict_do_update(index_elements=[c.district, c.id], set_={"plain": new.excluded.plain}),
        )

    def take_slot(self, place: str, now: datetime, gap: timedelta) -> datetime:
        c = t.rate_slot.c
        # A statement of its own, so that no caller holds a lock that another one waits for.
        self._run(delete(t.rate_slot).where(c.district == self._district, c.until <= now - CLOCK_SKEW))
        new = insert(t.rate_slot).values(district=self._district, place=clean(place), since=now, until=now + gap)
        taken = new.on_conflict_do_update(
            index_elements=[c.district, c.place],
            set_={"since": new.excluded.since, "until": new.excluded.until},
            where=(c.until <= now) | (c.since > now + CLOCK_SKEW),
        )
        if self._run(taken.returning(c.until)):
            return now
        until: datetime = self._run(select(c.until).where(c.district == self._district, c.place == clean(place)))[
            0
        ].until
        return until.astimezone(UTC)

    def hold_slots(self, place: str, now: datetime, until: datetime) -> None:
        c = t.rate_slot.c
        new = insert(t.rate_slot).values(district=self._district, place=clean(place), since=now, until=until)
        changed = {"since": new.excluded.since, "until": new.excluded.until}
        self._run(new.on_conflict_do_update(index_elements=[c.district, c.place], set_=changed))

    def add_token(self, new: AccessToken, now: datetime) -> None:
        c = t.access_token.c
        named = {"person": clean(new.person), "kind": new.kind, "until": new.until}
        self._run(
            delete(t.access_token).where(c.district == self._district, c.until <= now),
            insert(t.access_token).values(district=self._district, id=clean(new.id), **named),
        )

    def spend_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        return self._token(delete(t.access_token).where(*self._valid(id, kind, now)).returning(*t.access_token.c))

    def end_tokens(self, person: str, *kinds: TokenKind) -> None:
        c = t.access_token.c
        self._run(
            delete(t.access_token).where(c.district == self._district, c.person == clean(person), c.kind.in_(kinds))
        )

    def tokens(self, kind: TokenKind, now: datetime) -> list[AccessToken]:
        c = t.access_token.c
        question = select(t.access_token).where(c.district == self._district, c.kind == kind, c.until > now)
        return sorted(map(_read, self._run(question)), key=lambda one: (one.person, one.until))

    def find_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        return self._token(select(t.access_token).where(*self._valid(id, kind, now)))

    def beat(self, now: datetime) -> datetime | None:
        c = t.last_beat.c
        last = self._run(select(c.at).where(c.district == self._district))
        new = insert(t.last_beat).values(district=self._district, at=now)
        self._run(new.on_conflict_do_update(index_elements=[c.district], set_={"at": new.excluded.at}))
        return last[0].at.astimezone(UTC) if last else None

    def count(self, what: str, day: date) -> None:
        c = t.day_count.c
        new = insert(t.day_count).values(district=self._district, what=clean(what), day=day, number=1)
        self._run(
            delete(t.day_count).where(c.district == self._district, c.day < day - KEPT),
            new.on_conflict_do_update(index_elements=[c.district, c.what, c.day], set_={"number": c.number + 1}),
        )

    def counted(self, what: str, since: date, until: date) -> int:
        c = t.day_count.c
        ours = c.district == self._district, c.what == clean(what), c.day >= since, c.day < until
        ((found,),) = self._run(select(func.coalesce(func.sum(c.number), 0)).where(*ours))
        return int(found)

    def _short_lived(self) -> Tables:
        """The rows of tokens and slots, by table."""
        c = t.rate_slot.c
        tokens = map(_read, self._run(select(t.access_token).where(t.access_token.c.district == self._district)))
        slots = (
            RateSlot(row.place, row.since, row.until)
            for row in self._run(select(t.rate_slot).where(c.district == self._district))
        )
        return {
            table_of(AccessToken): {one.id: plain(one) for one in tokens},
            table_of(RateSlot): {one.id: plain(one) for one in slots},
        }

    def _valid(self, id: str, kind: TokenKind, now: datetime) -> Sequence[ColumnElement[bool]]:
        c = t.access_token.c
        return c.district == self._district, c.id == clean(id), c.kind == kind, c.until > now

    def _token(self, question: Executable) -> AccessToken | None:
        return next(map(_read, self._run(question)), None)

    def _run(self, *statements: Executable) -> Sequence[Row[Any]]:
        with self._database.statements() as connection:
            for statement in statements:
                result = connection.execute(statement)
            return result.all() if result.returns_rows else []


def _read(row: Row[Any]) -> AccessToken:
    return AccessToken(id=row.id, person=row.person, until=row.until.astimezone(UTC), kind=row.kind)


def open_postgres(url: str, district: str) -> "PostgresStore":
    """The district's store in the database, made if it is new. Raises StoreError, such as NewerFormatError."""
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
        stored = self._run(select(c.content).where(c.district == self._district, c.sha256 == clean(sha256)))
        for row in stored:
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
        """Do nothing: the bytes of files are deleted with their rows, and the database's backups are its operator's."""
