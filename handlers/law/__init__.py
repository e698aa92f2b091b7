"""Answers about the law."""
