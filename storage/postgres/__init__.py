"""Records of many districts in PostgreSQL, shared by several bots."""
