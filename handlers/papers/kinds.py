"""Tells what kind of file a content is, whatever its name ends in."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from handlers.papers import words
from handlers.papers.paper import Unreadable


class PaperKind(StrEnum):
    """The kinds of files that can be read."""

    PDF = "pdf"
    WORD = "word"
    WEB = "web"
    MARKDOWN = "markdown"
    TEXT = "text"


_TAG = rb"<(?:!doctype html|html|head|body|div|p|h\d|main|article|section|title|meta)\b"
_WEB = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*" + _TAG, re.IGNORECASE)
_MAIL = re.compile(rb"^(?:MIME-Version|Received|Message-ID): ", re.MULTILINE | re.IGNORECASE)
_IMAGES = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8\da|II\*\x00|MM\x00\*|RIFF....WEBP|....ftyp(?:hei|mif1|avif)", re.DOTALL
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WITHIN_OLE = {"EncryptedPackage": words.LOCKED, "WordDocument": words.OLD_WORD, "Workbook": words.WORKBOOK}
"""What is said of a file in which a part has such a name."""
_WITHIN_ZIP = {"xl/workbook.xml": words.WORKBOOK, "ppt/presentation.xml": words.SLIDES, "mimetype": words.OTHER_TEXT}
HEAD = 4096
"""Bytes within which a kind shows."""


def paper_kind(content: bytes, name: str) -> PaperKind:
    """The kind of a file. Raises Unreadable for other kinds."""
    head = content[:HEAD].removeprefix(b"\xef\xbb\xbf")
    if not content.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise Unreadable(words.EMPTY)
    if b"%PDF-" in head:
        return PaperKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(content)
    _refuse_other(content, head)
    if _WEB.match(head) or (name.lower().endswith((".html", ".htm", ".xhtml")) and b"<" in head):
        return PaperKind.WEB
    if head.lstrip().startswith(b"<?xml"):
        raise Unreadable(words.OTHER_TEXT)
    if _MAIL.search(head) and name.lower().endswith((".eml", ".mht", ".mhtml")):
        raise Unreadable(words.MAIL)
    return PaperKind.MARKDOWN if name.lower().endswith((".md", ".markdown")) else PaperKind.TEXT


def _packed_kind(content: bytes) -> PaperKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = frozenset(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Unreadable(words.BROKEN) from None
    if any(name.startswith("word/") and name.endswith(".xml") for name in names):
        return PaperKind.WORD
    raise Unreadable(next((told for part, told in _WITHIN_ZIP.items() if part in names), words.ARCHIVE))


def _refuse_other(content: bytes, head: bytes) -> None:
    """Raise Unreadable for a file that is not text."""
    if head.startswith(_OLE):
        found = (told for part, told in _WITHIN_OLE.items() if part.encode("utf-16-le") in content)
        raise Unreadable(next(found, words.UNKNOWN))
    if head.startswith(b"{\\rtf"):
        raise Unreadable(words.OTHER_TEXT)
    if _IMAGES.match(head):
        raise Unreadable(words.IMAGE)
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and _is_binary(content[: 16 * HEAD]):
        raise Unreadable(words.UNKNOWN)


def _is_binary(content: bytes) -> bool:
    """Whether there are more bytes than texts have that stand for no letter."""
    strange = len(content.translate(None, bytes(range(0x20, 0x100)) + b"\t\n\r\f\v\x1a"))
    return strange > len(content) / 1000
