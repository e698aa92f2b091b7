"""The commands on a district's records that no chat has: import, audit, backup, moving to another store."""
