"""Breaches on record."""
