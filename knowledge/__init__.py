"""The law as data: read, checked, counted and found."""
