"""A test of the law, taken one question at a time."""
