"""Which message goes to which place, how it is sent, and the result."""
