"""Reads the bytes of a spreadsheet, whatever kind it is, into sheets of cells."""

from __future__ import annotations

from pathlib import PurePath

from handlers.dialogue.errors import Sorry
from handlers.imports import words
from handlers.imports.files import delimited, workbook
from handlers.imports.files.cells import Sheet

LARGEST_FILE = 20 * 1024 * 1024
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of old Office begins, and a new one that is locked with a password."""
ZIP = b"PK\x03\x04"


def is_sheet(name: str) -> bool:
    """Whether a file is named like a spreadsheet that can be imported."""
    return name.lower().endswith(ENDINGS[:2] + ENDINGS[3:])


def read_sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    """All sheets of a file. Raises Sorry."""
    ending = PurePath(name).suffix.lower()
    if not content:
        raise Sorry(words.empty(name))
    if len(content) > LARGEST_FILE:
        raise Sorry(words.too_large(name, len(content), LARGEST_FILE))
    if content.startswith(OLE):
        raise Sorry(words.OLD_EXCEL if ending == ".xls" else words.LOCKED)
    if content.startswith(ZIP):
        return workbook.read(content)
    if ending in {".xlsx", ".xlsm"}:
        raise Sorry(words.BROKEN)
    if ending not in ENDINGS:
        raise Sorry(words.not_a_sheet(name))
    return (delimited.read(content),)
