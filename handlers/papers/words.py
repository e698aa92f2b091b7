"""What people are told about a file that cannot be read, or not wholly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

EMPTY = "This file is empty."
NO_TEXT = "There is no text in this file."
SCAN = (
    "This PDF is a scan: its pages are pictures, and text in pictures cannot be read here. Ask the vendor for the "
    "original file, or have the text recognized with a scanner's software (“searchable PDF”) and send that."
)
PICTURES_ONLY = (
    "This file holds only pictures, and text in pictures cannot be read here. Ask the vendor for the original file."
)
IMAGE = "This is a picture, and text in pictures cannot be read here. Ask the vendor for the PDF or the Word file."
BROKEN = "This file is damaged and cannot be read. Open it, save it under a new name, and send that."
LOCKED = "This file is protected by a password. Save a copy without the password and send that."
FAILED = (
    "This file could not be read: it is damaged, or needs too much memory. Save it as a new PDF, or send only the "
    "agreement."
)
GARBLED = (
    "This PDF does not say what its letters are, so its text cannot be read. Ask the vendor for the Word file, or have "
    "the text recognized with a scanner's software and send that."
)
RECOGNIZED = "A scanner's software recognized the text in pictures of pages, so some words may be wrong."
XFA = "This PDF is a form that only Adobe's own programs can show. Open it there, print it to a new PDF, and send that."
LARGE = "This file is too large. Files up to 50 MB can be read."
LONG = "This file holds far more text than an agreement. Send only the agreement."
UNPACKS_LARGE = "This file unpacks to far more than a paper holds, so it was not read. Save it as a PDF and send that."
TOO_LONG = "This file took too long to read, so reading was stopped. Save it as a new PDF, or send only the agreement."
TOO_MUCH = "This file needs too much memory to read. Save it as a new PDF, or send only the agreement."
NESTED = "This file is built in a way that cannot be read. Save it as a PDF and send that."
OLD_WORD = "This is a file of an old Word (.doc). Save it as .docx or PDF and send that."
OTHER_TEXT = "This kind of file cannot be read. Save it as .docx or PDF and send that."
WORKBOOK = "This is a workbook, not a paper. Send the agreement as a PDF or a Word file (.docx)."
SLIDES = "These are slides, not a paper. Save them as a PDF and send that."
ARCHIVE = "This is an archive of files. Unpack it and send the agreement itself."
MAIL = "This is a saved e-mail. Send the agreement that is attached to it."
UNKNOWN = "This kind of file cannot be read. Send a PDF, a Word file (.docx), a web page or plain text."
MACROS = "The file holds macros. They were not run; only the text was read."
FILLED = "What was filled into form fields stands in their places."
CHANGES = "The file has tracked changes. It was read as if all of them were accepted."
STRUCK = "Text that is struck through was left out."


def too_many_pages(pages: int, most: int) -> str:
    """A paper that is too long."""
    return f"This PDF has {pages:,} pages. Up to {most:,} can be read: send only the agreement."


def pictures(pages: Sequence[int]) -> str:
    """Which pages are pictures, from 1."""
    if len(pages) == 1:
        return f"Page {pages[0]} is a picture. Its text could not be read."
    return f"Pages {_listed(pages)} are pictures. Their text could not be read."


def _listed(pages: Sequence[int]) -> str:
    """Numbers, those in a row as the first and the last."""
    runs = [[page for _, page in group] for _, group in groupby(enumerate(pages), lambda pair: pair[1] - pair[0])]
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
