"""Several files that are one contract, as an order, its terms and an addendum: packed, and read as one paper."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from handlers.text_extraction import words
from handlers.text_extraction.building import (
    LARGEST_PART,
    LONGEST,
    PAPER_ENDINGS,
    Cell,
    Paper,
    PaperPart,
    PaperTable,
    RecognizedPage,
    Unreadable,
)

MOST_FILES = 20
PARTED = "\n\n"
Read = Callable[[bytes, str], Paper]
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of each packed file, so that the same files are the same bytes."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files in one, in their order; the same files make the same bytes."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def is_paper(name: str) -> bool:
    """Whether a packed file is one of the papers, and no folder or what a computer adds by itself."""
    path = PurePosixPath(name)
    return path.suffix.lower() in PAPER_ENDINGS and not any(one.startswith((".", "__")) for one in path.parts)


def read(content: bytes, read_one: Read) -> Paper:
    """All its papers as one, in the order of the file; what cannot be read is told in a note. Raises Unreadable."""
    papers, notes = list[tuple[str, Paper]](), list[str]()
    for name, part in _unpacked(content):
        try:
            papers.append((name, read_one(part, name)))
        except Unreadable as problem:
            notes.append(words.part_not_read(name=name, why=str(problem)))
    if not papers:
        raise Unreadable(" ".join(notes) or words.ARCHIVE)
    return _joined(papers, notes)


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = [one for one in packed.infolist() if is_paper(one.filename)]
        if len(members) > MOST_FILES:
            raise Unreadable(words.too_many_files(number=len(members), most=MOST_FILES))
        for one in members:
            if one.file_size > LARGEST_PART:
                raise Unreadable(words.LARGE)
            try:
                yield PurePosixPath(one.filename).name, packed.read(one)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
                raise Unreadable(words.LOCKED if one.flag_bits & 1 else words.BROKEN) from None


def _joined(papers: Sequence[tuple[str, Paper]], notes: Iterable[str]) -> Paper:
    text = PARTED.join(paper.text for _, paper in papers)
    if len(text) > LONGEST:
        raise Unreadable(words.LONG)
    parts, tables, told, recognized = list[PaperPart](), list[PaperTable](), [*notes], list[RecognizedPage]()
    start = 0
    for name, paper in papers:
        parts.append(PaperPart(name, start, tuple(start + page for page in paper.pages)))
        tables += (PaperTable(tuple(_moved(cell, start) for cell in table.cells)) for table in paper.tables)
        told += (words.note_of(name=name, note=note) for note in paper.notes)
        recognized += (replace(page, file=name) for page in paper.recognized)
        start += len(paper.text) + len(PARTED)
    return Paper(text, (), tuple(tables), tuple(told), tuple(recognized), tuple(parts))


def _moved(cell: Cell, by: int) -> Cell:
    return replace(cell, start=cell.start + by, end=cell.end + by)
