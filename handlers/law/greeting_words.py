"""Replies to a greeting and to thanks."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, str] = {"hello": "Hello", "thanks": "You're welcome"}
ASK_ME = "Ask me about student data and the law whenever you like, in your own words; type help to see what I can do."
