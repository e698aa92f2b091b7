"""Rulings: what the law comes to on the facts that a message states."""
