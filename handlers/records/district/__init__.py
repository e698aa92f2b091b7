"""Answers about the district as a whole."""
