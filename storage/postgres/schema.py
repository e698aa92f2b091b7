"""Bring the database's tables to this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from storage.port import NewerFormatError

HERE = Path(__file__).with_name("migrations")
LOCK = 10_234
"""The advisory lock under which one process at a time upgrades."""


def upgrade(connection: Connection, where: str) -> None:
    """Bring the tables to this version, in one transaction; raises NewerFormatError where they are ahead of it."""
    connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    now = MigrationContext.configure(connection).get_current_revision()
    if now and now not in known:
        raise NewerFormatError(f"The database {where}", now, known[0])
    if now != known[0]:
        command.upgrade(config, "head")
