"""Reads a spreadsheet from standard input, within limits, and writes its sheets to standard output as JSON.

The first argument is how: ``workbook``, ``text``, or ``plain`` with the names of the sheets that are read as they
stand. A sentence in their place says why it cannot be read. The process ends by itself where it needs too much.
"""

import json
import sys
from collections.abc import Sequence
from typing import Any

from handlers.dialogue.command_spec import Sorry
from handlers.imports import words
from handlers.imports.files import delimited, workbook_parts
from handlers.imports.files.tables import coded, coded_rows
from handlers.text_extraction.building import take_limits


def answered(content: bytes, how: str, names: Sequence[str] = ()) -> Any:
    """What the process writes: the sheets, or why they cannot be read."""
    try:
        if how == "plain":
            return {name: coded_rows(rows) for name, rows in workbook_parts.plain_sheets(content, names).items()}
        return coded(workbook_parts.read(content) if how == "workbook" else (delimited.read(content),))
    except Sorry as told:
        return str(told)
    except (MemoryError, RecursionError):
        return words.TOO_MUCH


if __name__ == "__main__":
    take_limits()
    json.dump(answered(sys.stdin.buffer.read(), sys.argv[1], sys.argv[2:]), sys.stdout)
