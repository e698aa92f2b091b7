"""Create the table of access tokens, with which people sign in to the page for some hours."""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLE = """
CREATE TABLE pass (
    district text COLLATE "C",
    id text COLLATE "C",
    person text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (district, id)
);
"""


def upgrade() -> None:
    """Make it."""
    op.execute(TABLE)
