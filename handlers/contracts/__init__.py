"""Contracts: logging, showing, listing, and their files."""
