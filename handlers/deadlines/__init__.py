"""Deadlines: what is due, how it stands, and how it is closed."""
