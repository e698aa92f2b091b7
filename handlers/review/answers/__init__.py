"""Replies to somebody who has a contract reviewed."""
