"""The law as a page to read."""
