"""Change nothing in the tables; since this version an erasure leaves in an event what it says of other records."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Only the number rises."""
