"""How posts that nobody asked for reach Teams."""
