"""Looks for a student's data in what is about to become public."""

from __future__ import annotations

import io
import zipfile
from html import unescape

from handlers.dialogue import bounded_re as re
from handlers.forms.privacy.guard import find_personal_data
from storage.records import StoredFile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST = 8_000_000
"""Bytes of a Word file's text that are unpacked; a larger one is not looked into."""
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_TEXT = re.compile(r"<w:(?:t|delText)(?:\s[^>]*)?>([^<]*)<|</w:(p)>|<w:(?:tab|br)\b")


def has_personal_data(text: str) -> bool:
    """Whether a text holds what looks like a student's."""
    return bool(find_personal_data(text))


def text_of(file: StoredFile, content: bytes) -> str | None:
    """The words of a file; None where it cannot be looked into, as a PDF."""
    if file.media_type != WORD:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            parts = [one for one in box.infolist() if _PARTS.fullmatch(one.filename)]
            if not parts or sum(one.file_size for one in parts) > LARGEST:
                return None
            return "\n".join(_words(box.read(one).decode("utf-8", "replace")) for one in parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None


def _words(xml: str) -> str:
    found = (unescape(m[1]) if m[1] is not None else "\n" if m[2] else " " for m in _TEXT.finditer(xml))
    return "".join(found)
