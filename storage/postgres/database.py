"""Connect to PostgreSQL, and wait for it no longer than a person would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage.port import StoreError
from storage.postgres.decoded import DecodedRecords
from storage.postgres.errors import readable_errors
from storage.postgres.schema import upgrade

RV = TypeVar("RV")
LOCK_TIMEOUT = 10
"""Seconds to wait for another process that is writing."""
POOL_TIMEOUT, CONNECT_TIMEOUT, SILENCE = 5, 5, 10
"""Seconds to wait for a free connection, for a new one, and for a network that takes what we send."""
STATEMENT_TIMEOUT = 15
"""Seconds after which the server gives a statement up."""
ANSWERS_WITHIN = STATEMENT_TIMEOUT + 5.0
"""Seconds after which we do, as a server that hangs does not count its own."""
LONG = 600.0
"""The same where a whole district is read or replaced, or the tables are upgraded."""

_OPTIONS = {
    "connect_timeout": CONNECT_TIMEOUT,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": SILENCE * 1000,
    # A bot that hangs inside a change must not lock its district forever.
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
    """Wait for minutes inside, until the transaction ends."""
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
