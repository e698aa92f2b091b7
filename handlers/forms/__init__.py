"""How forms are filled in, checked and saved."""
