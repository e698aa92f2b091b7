"""Prepares what is given to a person."""
