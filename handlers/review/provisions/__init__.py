"""Reads whether a contract has each of the ten required provisions."""
