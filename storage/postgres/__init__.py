"""Many districts in PostgreSQL, shared by several bots."""
