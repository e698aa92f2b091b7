"""Backups, and moving a district to another store."""
