"""Which index did the fourth version add?

That by which turns that have ended are found: what is heard once, among all bots, is a turn too.
"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE INDEX turn_until ON turn (district, until)")
