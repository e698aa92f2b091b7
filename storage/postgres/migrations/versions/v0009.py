"""Change nothing in the tables; since this version there are trainings, and a yearly reminder of them."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Only the number rises."""
