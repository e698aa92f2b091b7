"""Names by which Teams knows what the app offers beside the chat."""

from __future__ import annotations

SEARCH = "search_contracts"
"""The message extension's search."""
WORDS = "query"
"""What is searched for."""
ASK_ABOUT_THIS = "ask_about_this"
"""The message extension's action on somebody's message."""
BOARD = "board"
"""The personal tab."""
TAB = "/teams/tab"
"""Where the personal tab is."""
