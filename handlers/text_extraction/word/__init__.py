"""Reads Word files: the text as it stands when all tracked changes are accepted, with the numbers that Word adds."""
