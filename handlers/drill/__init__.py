"""The drill: a breach replayed on a clock and records of its own; the district's own never change."""
