"""Which products may be used: looked up by any spelling, asked for, and decided by the privacy team."""
