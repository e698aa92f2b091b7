"""Reads a file from standard input into a paper, within limits, and writes it to standard output.

The arguments are the file's name and, where there is one, the program that recognizes text in pictures. The process
ends by itself where it needs too much.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from importlib import import_module
from typing import Any

from handlers.text_extraction import words
from handlers.text_extraction.building import Paper, PaperKind, Unreadable, paper_kind, take_limits

_READERS = {
    PaperKind.PDF: "handlers.text_extraction.pdf.document",
    PaperKind.WORD: "handlers.text_extraction.word.document",
    PaperKind.WEB: "handlers.text_extraction.text.web",
    PaperKind.MARKDOWN: "handlers.text_extraction.text.markdown",
    PaperKind.TEXT: "handlers.text_extraction.text.plain",
    PaperKind.BUNDLE: "handlers.text_extraction.bundle",
}
"""Each has a `read`. Only one is loaded, as most of a short paper's time goes to loading."""


def read_here(content: bytes, name: str, recognizer: str = "", limit: Callable[[], None] = take_limits) -> Paper:
    """The paper that a file holds, read in this process, which is limited first. Raises Unreadable."""
    kind = paper_kind(content, name)
    read: Callable[..., Paper] = import_module(_READERS[kind]).read
    limit()
    try:
        if kind is PaperKind.BUNDLE:
            return read(content, partial(_part_of_bundle, recognizer))
        return read(content, recognizer) if kind is PaperKind.PDF else read(content)
    except MemoryError:
        raise Unreadable(words.TOO_MUCH) from None
    except RecursionError:
        raise Unreadable(words.NESTED) from None


def _part_of_bundle(recognizer: str, content: bytes, name: str) -> Paper:
    """One of several files, in the process that is limited already. Raises Unreadable."""
    if paper_kind(content, name) is PaperKind.BUNDLE:
        raise Unreadable(words.ARCHIVE)
    return read_here(content, name, recognizer, lambda: None)


def answered(content: bytes, name: str, recognizer: str = "") -> Mapping[str, Any]:
    """What the process writes: a paper's fields, or why the file is unreadable."""
    try:
        return asdict(read_here(content, name, recognizer))
    except Unreadable as told:
        return {"unreadable": str(told)}


if __name__ == "__main__":
    json.dump(answered(sys.stdin.buffer.read(), *sys.argv[1:]), sys.stdout)
