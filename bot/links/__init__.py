"""Looks whether the pages that districts posted are still there, over the network."""
