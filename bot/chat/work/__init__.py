"""Work that waits its turn, or that nobody waits for."""
