"""Change nothing in the tables; since this version a deadline says how its dates were counted."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Only the number rises."""
