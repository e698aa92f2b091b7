"""Prepares acts on a deadline: closed, reopened, put off."""
