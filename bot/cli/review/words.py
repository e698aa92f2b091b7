"""Sentences of the commands that review papers."""

from __future__ import annotations

from pathlib import Path

HELP_JSON = "One JSON line for each file."
HELP_TEXT = "Print the text that was read, to which the offsets of quotes refer."
HELP_AS_OF = "The day whose law counts; today if left out."
HELP_SHEET = "Write the results of a folder to FILE, a .xlsx or a .csv."
READING = "Papers read"
SHEET = "Review"
ONE_FILE = "Name one file with --text."
NO_FORMAT = "Name a .xlsx or a .csv file for the sheet."


def nothing_in(folder: Path) -> str:
    """There is no paper in the folder."""
    return f"There is no PDF, Word, web or text file in {folder}."


def line(name: str, said: str) -> str:
    """One paper."""
    return f"{name}: {said}"


def total(read: int, unread: int) -> str:
    """All of them."""
    lost = f", {unread} could not be read" if unread else ""
    return f"{read} paper{'' if read == 1 else 's'} read{lost}."


def sheet_written(path: Path) -> str:
    """The sheet is there."""
    return f"Wrote {path}."


def not_read(name: str, why: str) -> str:
    """The system does not give the file."""
    return f"{name} cannot be read{f': {why}' if why else ''}."
