"""Connections to PostgreSQL with time limits, upgrades of the tables, readable errors, and a cache of records."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import errors
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, create_engine, event, exc, func, make_url, select
from sqlalchemy.exc import ArgumentError

from storage.port import BusyError, DiskFullError, NewerFormatError, StoreError

HERE = Path(__file__).with_name("migrations")
LOCK = 10_234
"""The advisory lock that lets one process at a time upgrade the tables."""


def upgrade(connection: Connection, where: str) -> None:
    """Upgrade the tables to this version, in one transaction. Raises NewerFormatError where they are newer."""
    connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    current = MigrationContext.configure(connection).get_current_revision()
    if current and current not in known:
        raise NewerFormatError(f"The database {where}", current, known[0])
    if current != known[0]:
        command.upgrade(config, "head")


_TIMED_OUT = (errors.LockNotAvailable, errors.QueryCanceled, errors.DeadlockDetected, errors.SerializationFailure)
_FORBIDDEN = (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)


@contextmanager
def readable_errors(where: str) -> Iterator[None]:
    """Turn errors of the database that are not our bugs into StoreError; `where` names it without a password.

    Everybody may read the sentences, so the database's address and the driver's message are in the detail only.
    """
    try:
        yield
    except exc.TimeoutError as error:
        says = "Too many people are using the database at once. Please try again in a moment."
        raise BusyError(says, where) from error
    except exc.DBAPIError as error:
        trouble = _trouble(error, where)
        if trouble:
            raise trouble from error
        raise


def _trouble(error: exc.DBAPIError, where: str) -> StoreError | None:
    detail = f"{where}: {str(error.orig).strip().partition(chr(10))[0]}"
    match error.orig:
        case errors.DiskFull():
            return DiskFullError("There is no room on the disk of the database. Nothing was changed.", where)
        case errors.UntranslatableCharacter():
            return StoreError("The database cannot keep a character of this text (NUL). Nothing was changed.", where)
        case cause if isinstance(cause, _TIMED_OUT):
            return BusyError("Another process has held the database for too long. Nothing was changed.", detail)
        case cause if isinstance(cause, _FORBIDDEN):
            return StoreError("The database does not allow this. Nothing was changed.", detail)
    if not isinstance(error, exc.OperationalError | exc.InterfaceError | exc.InternalError):
        return None
    return StoreError(
        "The database cannot be reached just now. "
        "Please try again in a moment. What had already reached it is not saved twice.",
        detail,
    )


R = TypeVar("R")
MOST_KEPT = 30_000
"""Most records kept of all districts; beyond that, those of the district that was read longest ago are dropped."""


class DecodedRecords:
    """A cache of decoded records of all districts, for the threads of one process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, type[Any]], dict[str, tuple[str, Any]]] = OrderedDict()
        self._lock = Lock()

    def find(
        self,
        district: str,
        kind: type[R],
        versions: Mapping[str, str],
        fetch: Callable[[list[str]], Iterable[tuple[str, str, R]]],
        *,
        every: bool,
    ) -> list[R]:
        """The records with these ids; those with another version than the cached one are fetched.

        Records that ``fetch`` no longer gives, as they were changed meanwhile, are left out. With ``every``, these are
        all records of the kind, so others, such as erased ones, are dropped from the cache.
        """
        with self._lock:
            kept = self._kept.get((district, kind), {})
        stale = [id for id, version in versions.items() if kept.get(id, ("",))[0] != version]
        if stale or (every and len(kept) > len(versions)):
            fresh = {id: (version, found) for id, version, found in fetch(stale)}
            gone = set(stale)
            kept = {id: one for id, one in kept.items() if id not in gone and (not every or id in versions)} | fresh
            self._keep((district, kind), kept)
        return [cast("R", kept[id][1]) for id in versions if id in kept]

    def _keep(self, key: tuple[str, type[Any]], records: dict[str, tuple[str, Any]]) -> None:
        with self._lock:
            self._kept[key] = records
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > MOST_KEPT:
                self._kept.popitem(last=False)


RV = TypeVar("RV")
LOCK_TIMEOUT = 10
"""Seconds to wait for another process that is writing."""
POOL_TIMEOUT, CONNECT_TIMEOUT, SILENCE = 5, 5, 10
"""Seconds to wait for a free connection, for a new one, and for the network to acknowledge what we send."""
STATEMENT_TIMEOUT = 15
"""Seconds after which the server cancels a statement."""
ANSWERS_WITHIN = STATEMENT_TIMEOUT + 5.0
"""Seconds after which we give up, as a server that hangs cancels nothing."""
LONG = 600.0
"""The same in a transaction that reads or replaces a whole district, or upgrades the tables."""

_OPTIONS = {
    "connect_timeout": CONNECT_TIMEOUT,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": SILENCE * 1000,
    # A bot that hangs during a change must not lock its district forever.
    "options": f"-c timezone=UTC -c lock_timeout={LOCK_TIMEOUT}s -c statement_timeout={STATEMENT_TIMEOUT}s "
    "-c idle_in_transaction_session_timeout=60s",
}


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that is closed where the server does not answer in time."""

    answers_within = ANSWERS_WITHIN

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """What the server answers. Raises OperationalError."""
        try:
            return super().wait(gen, interval, timeout or self.answers_within)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


class Database:
    """A pool of connections, for all threads of one process."""

    def __init__(self, url: str) -> None:
        try:
            address = make_url(url)
        except ArgumentError as error:
            raise StoreError("The database address cannot be read. Write postgresql://name@host/database.") from error
        if address.drivername not in {"postgresql", "postgres", "postgresql+psycopg"}:
            raise StoreError(f"Only databases at postgresql:// can be used, not at {address.drivername}://.")
        self.where = f"{address.host or 'on this machine'}/{address.database or ''}"
        self.decoded = DecodedRecords()
        self._engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            pool_timeout=POOL_TIMEOUT,
            connect_args=_OPTIONS,
        )
        event.listen(self._engine, "do_connect", _connect)
        self._autocommit = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._repeatable = self._engine.execution_options(isolation_level="REPEATABLE READ")
        with self.close_on_error(), self.transaction(long=True) as connection:
            upgrade(connection, self.where)

    @contextmanager
    def close_on_error(self) -> Iterator[None]:
        """Leave no connection open after an error."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextmanager
    def statements(self) -> Iterator[Connection]:
        """A connection on which each statement commits by itself."""
        with readable_errors(self.where), self._autocommit.connect() as connection:
            yield connection

    @contextmanager
    def transaction(self, *, long: bool = False) -> Iterator[Connection]:
        """A connection on which all statements commit together; a ``long`` one may take minutes."""
        with readable_errors(self.where), self._engine.begin() as connection, _patient(connection, long=long):
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that reads everything as of one moment; it may take minutes."""
        with readable_errors(self.where), self._repeatable.begin() as connection, _patient(connection, long=True):
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def _connect(dialect: Any, record: Any, args: Any, options: Any) -> BoundedConnection:  # noqa: ARG001 - SQLAlchemy's shape
    return BoundedConnection.connect(*args, **options)


@contextmanager
def _patient(connection: Connection, *, long: bool) -> Iterator[None]:
    """Allow statements inside to take minutes, until the transaction ends; without ``long``, change nothing."""
    if not long:
        yield
        return
    driver: object = connection.connection.dbapi_connection
    assert isinstance(driver, BoundedConnection)
    driver.execute("SET LOCAL statement_timeout = 0")
    driver.answers_within = LONG
    try:
        yield
    finally:
        driver.answers_within = ANSWERS_WITHIN
