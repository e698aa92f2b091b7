"""Connect to PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.exc import ArgumentError

from storage.port import StoreError
from storage.postgres.errors import readable_errors
from storage.postgres.schema import upgrade

LOCK_TIMEOUT = 10
"""Seconds to wait for another process that is writing, and for a free connection."""

_OPTIONS = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    # A bot that hangs inside a change must not lock its district forever.
    "options": f"-c timezone=UTC -c lock_timeout={LOCK_TIMEOUT}s -c idle_in_transaction_session_timeout=60s",
}


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
        self._engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            pool_timeout=LOCK_TIMEOUT,
            connect_args=_OPTIONS,
        )
        self._autocommit = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._repeatable = self._engine.execution_options(isolation_level="REPEATABLE READ")
        with self.close_on_error(), self.transaction() as connection:
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
    def transaction(self) -> Iterator[Connection]:
        """A connection on which all statements commit together."""
        with readable_errors(self.where), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that reads everything as of one moment."""
        with readable_errors(self.where), self._repeatable.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()
