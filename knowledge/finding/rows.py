"""Reads rows of a matrix from the file in which it was saved, and keeps none in memory."""

from __future__ import annotations

import os
import weakref
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

_CHUNK = 1 << 20
_LOCAL_HEADER, _LENGTHS = 30, (26, 28)
"""Bytes before a member's name in a zip file, and where the lengths of the name and of what follows it stand."""


class OpenFile:
    """A file's descriptor, closed with the last matrix that reads from it."""

    def __init__(self, file: BinaryIO) -> None:
        self.number = os.dup(file.fileno())
        weakref.finalize(self, os.close, self.number)  # also where the interpreter ends first


@dataclass(frozen=True, slots=True)
class RowsOnDisk:
    """A matrix of half-precision numbers; a question needs some hundred rows, and the system caches those used most.

    Most of the numbers are zero. So a row is a bit for each column, and then the numbers that are not zero: a third of
    the space. A mapped file would not do: around each row the system maps sixteen pages, which count as memory of the
    process, so that fifty questions have nearly all of it.
    """

    file: OpenFile
    start: int
    """Where the first row begins in the file, in bytes."""
    places: NDArray[np.uint32]
    """Where each row begins after that, and the last one ends."""
    width: int

    def __getitem__(self, at: NDArray[np.int64]) -> NDArray[np.float16]:
        """These rows, (rows, width). Raises OSError."""
        bits, number = _bytes_for_bits(self.width), self.file.number
        spans = zip(self.places[at].tolist(), self.places[at + 1].tolist(), strict=True)
        read = [os.pread(number, end - begin, self.start + begin) for begin, end in spans]
        set_ = np.frombuffer(b"".join([row[:bits] for row in read]), np.uint8).reshape(len(at), bits)
        found = np.zeros((len(at), self.width), np.float16)
        found[np.unpackbits(set_, axis=1, count=self.width).astype(bool)] = np.frombuffer(
            b"".join([row[bits:] for row in read]), np.float16
        )
        return found


def pack(weights: NDArray[np.float16] | RowsOnDisk) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """What `RowsOnDisk` reads: the bytes of all rows, and where each begins."""
    whole = weights if isinstance(weights, np.ndarray) else weights[np.arange(len(weights.places) - 1)]
    rows = [np.packbits(row != 0).tobytes() + row[row != 0].tobytes() for row in whole]
    return np.frombuffer(b"".join(rows), np.uint8), np.cumsum([0, *map(len, rows)]).astype(np.uint32)


def rows_on_disk(file: BinaryIO, name: str, places: NDArray[np.uint32], width: int) -> RowsOnDisk:
    """A matrix in an uncompressed .npz file, all of it checked. Raises what reading a damaged file raises."""
    with zipfile.ZipFile(file) as archive:
        member = archive.getinfo(f"{name}.npy")
        with archive.open(member) as content:
            if np.lib.format.read_magic(content) != (1, 0):
                raise ValueError(f"{name} is of another version")
            shape, _, dtype = np.lib.format.read_array_header_1_0(content)
            header = content.tell()
            while content.read(_CHUNK):
                pass  # to its end, where its checksum is compared
    if member.compress_type != zipfile.ZIP_STORED or dtype != np.uint8 or shape != (int(places[-1]),):
        raise ValueError(f"{name} is not saved as rows")
    file.seek(member.header_offset)
    local = file.read(_LOCAL_HEADER)
    names = sum(int.from_bytes(local[at : at + 2], "little") for at in _LENGTHS)
    start = member.header_offset + _LOCAL_HEADER + names + header
    return RowsOnDisk(OpenFile(file), start, places, width)


def _bytes_for_bits(width: int) -> int:
    return (width + 7) // 8
