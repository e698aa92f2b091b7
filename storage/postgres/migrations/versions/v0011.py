"""Create the table that says when a bot last ran; since this version a deadline says how its dates were counted."""

from alembic import op

revision = "0011"
down_revision = "0010"

TABLE = """
CREATE TABLE last_beat (
    district text COLLATE "C" PRIMARY KEY,
    at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    """Make it."""
    op.execute(TABLE)
