"""Reads the bytes of a spreadsheet, whatever kind it is, into sheets of cells, in a process of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from handlers.dialogue.errors import Sorry
from handlers.imports import words
from handlers.imports.files.cells import Found, Sheet
from handlers.imports.files.coded import rows_of, sheet_of
from handlers.papers.process import Stopped, answer_of

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
    packed = content.startswith(ZIP)
    if ending in {".xlsx", ".xlsm"} and not packed:
        raise Sorry(words.BROKEN)
    if ending not in ENDINGS and not packed:
        raise Sorry(words.not_a_sheet(name))
    return tuple(map(sheet_of, _answer(content, "workbook" if packed else "text")))


def plain_sheets(content: bytes, names: Collection[str]) -> Mapping[str, Sequence[Sequence[Found]]]:
    """What stands in the sheets of these names, as it stands there; none where one is missing. Raises Sorry."""
    return {name: rows_of(rows) for name, rows in _answer(content, "plain", *names).items()}


def _answer(content: bytes, *said: str) -> Any:
    """What the process makes of it. Raises Sorry."""
    try:
        found = answer_of("handlers.imports.files", content, *said)
    except Stopped as stopped:
        raise Sorry(words.TOO_LONG if stopped.too_long else words.TOO_MUCH) from None
    if isinstance(found, str):
        raise Sorry(found)
    return found
