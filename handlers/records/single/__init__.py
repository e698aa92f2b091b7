"""Answers about one record: a contract or a breach."""
