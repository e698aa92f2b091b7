"""Reminders: what is due, how it is planned, and how it reaches people."""
