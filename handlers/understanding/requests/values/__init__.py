"""Finds the single values that a message says: days, names, people, provisions, data."""
