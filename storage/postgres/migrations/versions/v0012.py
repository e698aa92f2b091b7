"""Create the table that says when a bot last ran on a district's records, so that the next one knows of an outage."""

from alembic import op

revision = "0012"
down_revision = "0011"

TABLE = """
CREATE TABLE last_beat (
    district text COLLATE "C" PRIMARY KEY,
    at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    """Make it."""
    op.execute(TABLE)
