"""Create the table of the bot's own encrypted secrets.

It has no district: a workspace's token is what says which district it leads to.
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
