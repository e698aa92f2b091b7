"""Guides somebody through connecting a chat: ``dpa connect``."""
