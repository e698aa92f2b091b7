"""Renders replies as cards for Teams."""
