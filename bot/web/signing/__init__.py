"""Signing in by a link, and what stands before every page."""
