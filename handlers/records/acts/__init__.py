"""Shows what an act from plain words would do, and waits for one press."""
