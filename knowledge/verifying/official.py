"""The text of a statute as somebody saved it: its letters, without the marks of a web page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|p|div|span|h\d)\b", re.IGNORECASE | re.DOTALL)
_BLOCKS = frozenset("address blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p table td th tr ul".split())
_DROPPED = frozenset(("script", "style", "head", "noscript"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


class NotStatuteError(Exception):
    """The file is no text of a statute; says why in one sentence."""


def official_text(content: bytes) -> str:
    """The letters of a text file or of a saved web page. Raises NotStatuteError."""
    if not content.strip():
        raise NotStatuteError("The file is empty. Paste the official text into it, and save it.")
    text = _decoded(content)
    if _CONTROLS.search(text):
        raise NotStatuteError(
            "The file is no text. Save the official text as a text file (.txt) or a web page (.html)."
        )
    return _stripped(text) if _PAGE.match(text) else text


def _decoded(content: bytes) -> str:
    """By its mark, or by what a web page says of itself, or else as UTF-8."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    said = _CHARSET.search(content[:4096])
    encoding = encoding or (said[1].decode("ascii") if said else "utf-8")
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        if b"\x00" in content:
            return "\x00"
        raise NotStatuteError("The file is not UTF-8 text. Open it in an editor, and save it as UTF-8.") from None


def _stripped(page: str) -> str:
    """What a web page says, a line for each paragraph."""
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    return "".join(reader.pieces)


class _PageReader(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A paragraph begins a line."""
        del attrs
        self._dropped += tag in _DROPPED
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A paragraph ends its line."""
        if tag in _DROPPED and self._dropped:
            self._dropped -= 1
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Line breaks of a page's source mean nothing."""
        if not self._dropped:
            self.pieces.append(" ".join(re.split(r"[\r\n]+", data)))
