"""Which table did the second version add?

The bot's own secrets, sealed: of no district, as a workspace's token says first which district it leads to.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLE = """
CREATE TABLE secret (
    name text COLLATE "C" PRIMARY KEY,
    sealed text COLLATE "C" NOT NULL
);
"""


def upgrade() -> None:
    """Make it."""
    op.execute(TABLE)
