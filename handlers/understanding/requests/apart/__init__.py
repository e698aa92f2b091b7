"""Takes messages apart: the part that asks, and names that no record has."""
