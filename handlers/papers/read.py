"""Reads a file into a paper, in a process of its own."""

from __future__ import annotations

from pathlib import PurePath

from handlers.papers import words
from handlers.papers.limits import LARGEST
from handlers.papers.paper import Cell, Paper, PaperTable, Unreadable
from handlers.papers.process import Stopped, answer_of


def read_paper(content: bytes, name: str) -> Paper:
    """The paper that a file holds, whatever its name ends in; blocks. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(words.LARGE)
    try:
        found = answer_of("handlers.papers", content, f"paper{PurePath(name).suffix}")
    except Stopped as stopped:
        raise Unreadable(words.TOO_LONG if stopped.too_long else words.FAILED) from None
    if "unreadable" in found:
        raise Unreadable(found["unreadable"])
    tables = (PaperTable(tuple(Cell(**cell) for cell in table["cells"])) for table in found["tables"])
    return Paper(found["text"], tuple(found["pages"]), tuple(tables), tuple(found["notes"]))
