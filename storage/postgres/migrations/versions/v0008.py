"""Change nothing in the tables; since this version requests for products are kept, which older ones refuse."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Only the number rises."""
