"""Which topic a question is about."""
