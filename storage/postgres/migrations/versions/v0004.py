"""Create the index that finds rate slots that have ended; a message that was received once is a slot too."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE INDEX turn_until ON turn (district, until)")
