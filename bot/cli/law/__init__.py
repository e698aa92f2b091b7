"""A district's own copy of the law files."""
