"""How what is due reaches people."""
