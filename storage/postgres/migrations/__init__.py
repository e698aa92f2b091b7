"""The migrations of the PostgreSQL tables."""
