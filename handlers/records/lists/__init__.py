"""Answers that pick records, list them and count them."""
