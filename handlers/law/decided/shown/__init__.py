"""How what was decided is worded and laid out, and what its buttons carry."""
