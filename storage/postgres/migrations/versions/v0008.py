"""Change nothing in the tables; since this version there are exceptions, and requests of families and for products."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Only the number rises."""
