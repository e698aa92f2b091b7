"""Kinds of record that a year brings beside contracts and breaches."""
