"""The chain of events: what changed, and whether anything is missing."""
