"""The bot's encrypted secrets in the database that several bots share."""

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from storage.postgres import tables as t
from storage.postgres.database import Database
from storage.vault.sealed import Write


class PostgresSecretStore:
    """`SecretStore` in the table `secret`."""

    def __init__(self, url: str) -> None:
        self._database = Database(url)

    def read(self, name: str) -> str | None:
        """The encrypted secret, or None."""
        with self._database.statements() as connection:
            return connection.scalar(select(t.secret.c.sealed).where(t.secret.c.name == name))

    def names(self) -> list[str]:
        """All names, in order."""
        with self._database.statements() as connection:
            return list(connection.scalars(select(t.secret.c.name).order_by(t.secret.c.name)))

    def change(self, name: str, write: Write) -> None:
        """Store what `write` makes of it, in one transaction that locks the name, even where it does not exist yet."""
        c = t.secret.c
        with self._database.transaction() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"secret {name}", 0))))
            old = connection.scalar(select(c.sealed).where(c.name == name))
            new = write(old)
            if new is None:
                connection.execute(delete(t.secret).where(c.name == name))
            else:
                put = insert(t.secret).values(name=name, sealed=new)
                connection.execute(put.on_conflict_do_update(index_elements=[c.name], set_={"sealed": new}))

    def close(self) -> None:
        """Give all connections back."""
        self._database.close()
