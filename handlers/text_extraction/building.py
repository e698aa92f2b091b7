"""Builds papers: the kinds of files, the limits, the builder of text and tables, and the process that reads a file."""

import io
import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from handlers.text_extraction import words


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its row and column, from 0, and where it stands in the paper's text."""

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table, by its cells in reading order; it stands in the text too.

    A row is a paragraph with a line for each cell. Cells that are long are paragraphs of their own.
    """

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RecognizedPage:
    """A page whose text was recognized in a picture: its number, from 1, and how sure the program was, in percent."""

    page: int
    confidence: int
    file: str = ""
    """The name of the file whose page it is, where a paper has several."""


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One of several files that are one paper: its name, where it begins, and where each of its pages does."""

    name: str
    start: int
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What was read of a file. Offsets count characters of ``text``."""

    text: str
    """Paragraphs parted by an empty line, without running headers and footers, words joined that a line broke."""
    pages: tuple[int, ...] = ()
    """Where each page begins; empty where the kind of file has no pages."""
    tables: tuple[PaperTable, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader must know, as sentences: that pages are pictures, or that filled form fields stand at the end."""
    recognized: tuple[RecognizedPage, ...] = ()
    """The pages whose text a program recognized here in pictures, as words of it may be wrong."""
    parts: tuple[PaperPart, ...] = ()
    """The files, where several are one paper; these have the pages then."""

    def part(self, offset: int) -> PaperPart:
        """The file in which the character stands; one without a name where there is only one."""
        started = [one for one in self.parts if one.start <= offset]
        return started[-1] if started else PaperPart("", 0, self.pages)

    def page(self, offset: int) -> int | None:
        """The page of its file on which the character stands, from 1; None where there are no pages."""
        return bisect_right(self.part(offset).pages, offset) or None

    def is_recognized(self, offset: int) -> bool:
        """Whether the character was recognized in a picture."""
        place = self.part(offset).name, self.page(offset)
        return any((one.file, one.page) == place for one in self.recognized)


class Unreadable(Exception):  # noqa: N818 - what a person is told of it
    """The file cannot be read as a paper; the message is a sentence for a person."""


class PaperKind(StrEnum):
    """The kinds of files that can be read."""

    PDF = "pdf"
    WORD = "word"
    WEB = "web"
    MARKDOWN = "markdown"
    TEXT = "text"
    BUNDLE = "bundle"
    """Several files in one."""


PAPER_ENDINGS = frozenset({".pdf", ".docx", ".html", ".htm", ".txt", ".md"})
"""Of the files that are read out of a bundle."""
_TAG = rb"<(?:!doctype html|html|head|body|div|p|h\d|main|article|section|title|meta)\b"
_WEB = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*" + _TAG, re.IGNORECASE)
_MAIL = re.compile(rb"^(?:MIME-Version|Received|Message-ID): ", re.MULTILINE | re.IGNORECASE)
_IMAGES = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8\da|II\*\x00|MM\x00\*|RIFF....WEBP|....ftyp(?:hei|mif1|avif)", re.DOTALL
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WITHIN_OLE = {"EncryptedPackage": words.LOCKED, "WordDocument": words.OLD_WORD, "Workbook": words.WORKBOOK}
"""What is said of an old Office file that has a part of this name."""
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
    if name.lower().endswith((".pdf", ".docx")):
        raise Unreadable(words.MISNAMED)
    return PaperKind.MARKDOWN if name.lower().endswith((".md", ".markdown")) else PaperKind.TEXT


def _packed_kind(content: bytes) -> PaperKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = frozenset(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Unreadable(words.BROKEN) from None
    if any(name.startswith("word/") and name.endswith(".xml") for name in names):
        return PaperKind.WORD
    if told := next((told for part, told in _WITHIN_ZIP.items() if part in names), ""):
        raise Unreadable(told)
    if any(PurePath(name).suffix.lower() in PAPER_ENDINGS for name in names):
        return PaperKind.BUNDLE
    raise Unreadable(words.ARCHIVE)


def _refuse_other(content: bytes, head: bytes) -> None:
    """Raise Unreadable for a file that is not text."""
    if head.startswith(_OLE):
        reasons = (told for part, told in _WITHIN_OLE.items() if part.encode("utf-16-le") in content)
        raise Unreadable(next(reasons, words.UNKNOWN))
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


LARGEST = 50 * 1024 * 1024
"""Bytes of a file."""
LARGEST_PART = 64 * 1024 * 1024
"""Bytes of a Word file's part, unpacked."""
LONGEST = 5_000_000
"""Letters of a paper; 1,000 full pages are about three million."""
MEMORY = 700 * 1024 * 1024
"""Bytes of address space."""
PROCESSOR, WALL = 40, 60
"""Seconds of computing, and of waiting."""
WALL_RECOGNIZING = 85
"""Seconds of waiting where text in pictures may be recognized: less than a web server in front waits (90)."""


def take_limits() -> None:
    """Limit this process for good; it may not write files any more."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # some systems do not have every limit
            resource.setrlimit(kind, (most, most))


LONG_CELL = 300
"""Characters from which a cell is parted from the next one by an empty line, as paragraphs are."""
_SPACES = re.compile(r"[^\S\n]+")
_CHARACTERS = str.maketrans({
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\r": "\n",
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf076": "•", "\uf02d": "–",
    "\uf06f": "☐", "\uf0a8": "☐", "\uf071": "☐", "\uf0fe": "☒", "\uf078": "☒", "\uf0fd": "☒", "\uf0fc": "✓",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff\x02\x00"),
})  # fmt: skip
"""Characters by which files write spaces, ligatures, bullets and boxes, and those that nobody sees."""

Piece = tuple[str, int]
"""A text and the page on which it stands, from 1; 0 where there are no pages."""
Pieces = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell as it was read: its row and column, from 0, and its paragraphs."""

    row: int
    column: int
    paragraphs: Sequence[Pieces]


class PaperBuilder:
    """A paper as it grows, from its first paragraph to its last. Raises Unreadable where it grows too long."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[int] = []
        self._tables: list[PaperTable] = []

    def paragraph(self, pieces: Pieces, gap: str = "\n\n") -> tuple[int, int]:
        """Add a paragraph; where it begins and ends."""
        start = 0
        begun = False
        for text, page in pieces:
            plain = cleaned(text)
            plain = plain if begun else plain.lstrip()
            if not plain:
                continue
            if not begun and self._length:
                self._add(gap)
            start, begun = start if begun else self._length, True
            self._begin_pages(page)
            self._add(plain)
        return (start, self._length) if begun else (self._length, self._length)

    def table(self, cells: Iterable[TableCell]) -> None:
        """Add a table: each row is a paragraph with a line for each cell, longer cells are paragraphs of their own."""
        rows: dict[int, list[TableCell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell)
        placed: list[Cell] = []
        for row in rows.values():
            within = "\n\n" if any(map(_is_long, row)) else "\n"
            gap = "\n\n"
            for cell in row:
                spans = [self.paragraph(each, gap if not n else within) for n, each in enumerate(cell.paragraphs)]
                filled = [span for span in spans if span[0] < span[1]]
                gap = within if filled else gap
                start, end = (filled[0][0], filled[-1][1]) if filled else (self._length, self._length)
                placed.append(Cell(cell.row, cell.column, start, end))
        self._tables.append(PaperTable(tuple(placed)))

    def paper(self, pages: int = 0, notes: Iterable[str] = (), recognized: Iterable[RecognizedPage] = ()) -> Paper:
        """What was built, of so many pages."""
        self._begin_pages(pages)
        text, tables = "".join(self._parts), tuple(self._tables)
        return Paper(text, tuple(self._pages), tables, tuple(notes), recognized=tuple(recognized))

    def _begin_pages(self, page: int) -> None:
        """Let every page up to this one begin here, that has not begun."""
        self._pages.extend([self._length] * (page - len(self._pages)))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > LONGEST:
            raise Unreadable(words.LONG)


def cleaned(text: str) -> str:
    """A text with plain spaces, and without characters that nobody sees."""
    return _SPACES.sub(" ", text.translate(_CHARACTERS))


def _is_long(cell: TableCell) -> bool:
    return len(cell.paragraphs) > 1 or any(
        sum(len(text) for text, _ in pieces) > LONG_CELL for pieces in cell.paragraphs
    )


ROOT = Path(__file__).parents[2]
PACKAGE = "handlers.text_extraction"
AT_ONCE = 2
"""Files that are read at the same time; others wait."""
LOOKS_EVERY = 0.25
"""Seconds between checks whether somebody still waits for the answer."""
GONE: ContextVar[threading.Event | None] = ContextVar("GONE", default=None)
"""Set once those who sent the file have left: the reading ends soon after."""
_turns = threading.BoundedSemaphore(AT_ONCE)


class Stopped(Exception):  # noqa: N818 - it is what happened
    """The process did not come to an end, or to none that says anything."""

    def __init__(self, *, too_long: bool) -> None:
        super().__init__()
        self.too_long = too_long


def answer_of(module: str, content: bytes, *said: str, seconds: float | None = None) -> Any:
    """The JSON that a module of ours makes of a file that it gets on standard input; blocks. Raises Stopped.

    It may take `WALL` seconds where none are given.
    """
    with _turn():
        process = subprocess.Popen(  # noqa: S603 - our own module
            (sys.executable, "-m", module, *said),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what it says may quote the file
            cwd=ROOT,
            env=environment(),
            start_new_session=True,  # so that the programs that it started end with it
        )
        with process:
            try:
                output = _told(process, content, WALL if seconds is None else seconds)
            finally:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
        if process.returncode:
            raise Stopped(too_long=process.returncode in {-signal.SIGXCPU, -signal.SIGKILL})
        return json.loads(output)


def environment() -> dict[str, str]:
    """The variables that the process gets: where the libraries are, and none of the bot's own, which hold secrets."""
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1", **one_thread}


@contextmanager
def _turn() -> Iterator[None]:
    while not _turns.acquire(timeout=LOOKS_EVERY):
        _stop_if_gone()
    try:
        yield
    finally:
        _turns.release()


def _told(process: subprocess.Popen[bytes], content: bytes, seconds: float) -> bytes:
    threading.Thread(target=_send, args=(process.stdin, content), name="file", daemon=True).start()
    process.stdin = None  # it is the thread's
    waited = 0.0
    while True:
        step = min(LOOKS_EVERY, seconds - waited)
        try:
            return process.communicate(timeout=step)[0]
        except subprocess.TimeoutExpired:
            waited += step
            _stop_if_gone()
            if waited >= seconds:
                raise Stopped(too_long=True) from None


def _send(into: BinaryIO, content: bytes) -> None:
    """Write until all is sent, or the process has ended."""
    with suppress(OSError), into:
        into.write(content)


def _stop_if_gone() -> None:
    gone = GONE.get()
    if gone and gone.is_set():
        raise Stopped(too_long=True)


def read_paper(content: bytes, name: str, recognizer: str = "") -> Paper:
    """The paper that a file holds, whatever its name ends in; blocks. Raises Unreadable.

    ``recognizer`` is where the program is that recognizes text in pictures; empty where there is none.
    """
    if len(content) > LARGEST:
        raise Unreadable(words.LARGE)
    try:
        fields = _fields(content, f"paper{PurePath(name).suffix}", recognizer)
    except Stopped as stopped:
        raise Unreadable(words.TOO_LONG if stopped.too_long else words.FAILED) from None
    if "unreadable" in fields:
        raise Unreadable(fields["unreadable"])
    tables = (PaperTable(tuple(Cell(**cell) for cell in table["cells"])) for table in fields["tables"])
    recognized = (RecognizedPage(**page) for page in fields["recognized"])
    parts = (PaperPart(one["name"], one["start"], tuple(one["pages"])) for one in fields["parts"])
    return Paper(
        fields["text"],
        tuple(fields["pages"]),
        tuple(tables),
        tuple(fields["notes"]),
        tuple(recognized),
        tuple(parts),
    )


def _fields(content: bytes, name: str, recognizer: str) -> Any:
    """What the process says; without recognizing where a picture is too much for it. Raises Stopped."""
    if recognizer:
        try:
            return answer_of(PACKAGE, content, name, recognizer, seconds=WALL_RECOGNIZING)
        except Stopped as stopped:
            if stopped.too_long:
                raise
    return answer_of(PACKAGE, content, name)
