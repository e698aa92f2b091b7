"""Change nothing in the tables; since this version a contract may name its schools and subprocessors."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Only the number rises."""
