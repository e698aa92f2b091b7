"""Prepares a record that is to be logged."""
