"""Reads the days that a text names, and what happened on each."""
