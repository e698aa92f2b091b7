"""Requests of families and students to delete, see or correct data that a vendor holds."""
