"""Breaches: logging, showing, listing, and their clocks."""
