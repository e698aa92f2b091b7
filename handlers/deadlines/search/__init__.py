"""Finds the open deadlines that a person asks for, by owner, name, record or urgency."""
