"""The one exception whose text is for people."""

from __future__ import annotations


class Sorry(Exception):  # noqa: N818 - the house's word
    """A sentence for the person: what was wrong, and what to do."""
