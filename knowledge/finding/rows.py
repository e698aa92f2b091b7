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

    A mapped file would not do: around each row the system maps sixteen pages, which count as memory of the process, so
    that fifty questions have nearly all of it.
    """

    file: OpenFile
    start: int
    """Where the first row begins in the file, in bytes."""
    width: int

    def __getitem__(self, at: NDArray[np.int64]) -> NDArray[np.float16]:
        """These rows, (rows, width). Raises OSError."""
        size, number = self.width * np.dtype(np.float16).itemsize, self.file.number
        read = b"".join([os.pread(number, size, self.start + size * row) for row in at.tolist()])
        return np.frombuffer(read, np.float16).reshape(len(at), self.width)


def rows_on_disk(file: BinaryIO, name: str) -> RowsOnDisk:
    """A matrix of an uncompressed .npz file, all of it checked. Raises what reading a damaged file raises."""
    with zipfile.ZipFile(file) as archive:
        member = archive.getinfo(f"{name}.npy")
        with archive.open(member) as content:
            if np.lib.format.read_magic(content) != (1, 0):
                raise ValueError(f"{name} is of another version")
            shape, by_columns, dtype = np.lib.format.read_array_header_1_0(content)
            header = content.tell()
            while content.read(_CHUNK):
                pass  # to its end, where its checksum is compared
    if member.compress_type != zipfile.ZIP_STORED or by_columns or len(shape) != 2 or dtype != np.float16:
        raise ValueError(f"{name} is not saved as rows")
    file.seek(member.header_offset)
    local = file.read(_LOCAL_HEADER)
    names = sum(int.from_bytes(local[at : at + 2], "little") for at in _LENGTHS)
    return RowsOnDisk(OpenFile(file), member.header_offset + _LOCAL_HEADER + names + header, shape[1])
