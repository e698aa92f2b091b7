"""Prepares changes of a record."""
