"""Conversations without a chat: typed in a terminal, or told by a script."""
