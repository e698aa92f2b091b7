"""Create the index that finds the reminders of one message; since this version a reminder names its message."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make it."""
    op.execute("CREATE INDEX reminder_message ON reminder (district, (plain ->> 'sent_as'))")
