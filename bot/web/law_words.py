"""Sentences of the page that shows the law."""

from __future__ import annotations

TITLE = "The Student Data Privacy Act, restated"
SAYS = (
    "Each passage in our own words, with its history. Each statement says how far it was checked. The official text "
    "is behind each cite. Information, not legal advice."
)
DAY, SHOW = "The law as of", "Show"
SECTIONS, OTHER_VERSIONS, OFFICIAL = "Sections", "Other versions", "Official text"


def no_day(text: str) -> str:
    """What is no day."""
    return f"'{text[:20]}' is not a day. Write it as 2017-05-01."
