"""Exports of a district's records."""
