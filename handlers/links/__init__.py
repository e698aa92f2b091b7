"""The check of the posted pages: which addresses, what came of it, and how it is told."""
