"""Opens a Word file and gives its parts, none of them larger than a paper needs."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from handlers.papers import words
from handlers.papers.limits import LARGEST_PART
from handlers.papers.paper import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MACROS = "word/vbaProject.bin"
Node = Any
"""An element of lxml, which has no types."""


class WordFile:
    """An open Word file. Raises Unreadable for one that is damaged, or that no program for texts has made."""

    def __init__(self, content: bytes) -> None:
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError):
            raise Unreadable(words.BROKEN) from None
        self._names = frozenset(self._packed.namelist())

    @property
    def has_macros(self) -> bool:
        """Whether programs are in it."""
        return _MACROS in self._names

    @property
    def has_pictures(self) -> bool:
        """Whether pictures are in it."""
        return any(name.startswith("word/media/") for name in self._names)

    def body(self) -> Node:
        """What the file says."""
        relations = self._xml("_rels/.rels")
        targets = [] if relations is None else [one.get("Target", "") for one in relations if _is_main(one)]
        root = self._xml(targets[0].lstrip("/") if targets else "word/document.xml")
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise Unreadable(words.BROKEN)
        return body

    def part(self, name: str) -> Node | None:
        """Another part, as ``styles``; None where there is no such part."""
        return self._xml(f"word/{name}.xml")

    def _xml(self, path: str) -> Node | None:
        if path not in self._names:
            return None
        try:
            with self._packed.open(path) as opened:
                content = opened.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as problem:
            locked = isinstance(problem, RuntimeError) and "password" in str(problem)
            raise Unreadable(words.LOCKED if locked else words.BROKEN) from None
        if len(content) > LARGEST_PART:
            raise Unreadable(words.UNPACKS_LARGE)
        return _tree(content)


def _is_main(relation: Node) -> bool:
    return str(relation.get("Type", "")).endswith("/officeDocument")


def _tree(content: bytes) -> Node:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable(words.NESTED)
    if _STRICT in content[:4096]:
        content = content.replace(_STRICT, _USUAL)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        nested = problem.code == etree.ErrorTypes.ERR_NAME_TOO_LONG or "depth" in str(problem)
        raise Unreadable(words.NESTED if nested else words.BROKEN) from None
