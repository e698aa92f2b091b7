"""Create the table of small counters by day."""

from alembic import op

revision = "0006"
down_revision = "0005"

TABLE = """
CREATE TABLE day_count (
    district text COLLATE "C",
    what text COLLATE "C",
    day date,
    number bigint NOT NULL,
    PRIMARY KEY (district, what, day)
);
"""


def upgrade() -> None:
    """Make it."""
    op.execute(TABLE)
