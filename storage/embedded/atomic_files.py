"""How do bytes reach the disk whole, by one writer at a time?"""

import errno
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from storage.port import BusyError, DamagedError, DiskFullError, SecondBotError

PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LEFT_OVER = ".*.tmp"


def make_folder(path: Path) -> None:
    """The folder, open to its owner alone."""
    if not path.exists():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync_folder(path.parent)
    if path.stat().st_mode & 0o777 != 0o700:
        path.chmod(0o700)


def write_whole(path: Path, chunks: Iterable[bytes], spare: Path | None = None) -> os.stat_result:
    """Replace the file by the chunks or leave it alone; on disk when it returns. `spare` keeps the file that was.

    Raises DiskFullError. A crash leaves at most a `.*.tmp` beside it.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        written = _write(new, chunks)
        if spare and not spare.exists():
            set_aside(path, spare)
        new.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        new.unlink(missing_ok=True)
        if error.errno in _NO_ROOM:
            raise DiskFullError(f"There is no room on the disk to save {path}. Nothing was changed.") from error
        raise
    return written


def set_aside(path: Path, spare: Path) -> None:
    """Keep the file as it is now under another name too."""
    try:
        os.link(path, spare)  # costs nothing: a file of ours is only ever replaced, never written into
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise
        write_whole(spare, [path.read_bytes()])  # a file system without hard links
    _sync_folder(spare.parent)


def sweep(folder: Path) -> None:
    """Remove what crashed writers left; only while nobody can be writing."""
    for left in folder.glob(_LEFT_OVER):
        left.unlink(missing_ok=True)


def keep(folder: Path, content: bytes) -> str:
    """Keep the bytes in a file named by their sha256, which is returned."""
    name = hashlib.sha256(content).hexdigest()
    if not (folder / name).exists():
        write_whole(folder / name, [content])
    return name


def names(folder: Path) -> set[str]:
    """The hashes of all files kept."""
    return {path.name for path in folder.iterdir() if re.fullmatch("[0-9a-f]{64}", path.name)}


def drop(folder: Path, names: Iterable[str]) -> None:
    """Remove the files kept under these hashes."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


def content(folder: Path, sha256: str) -> bytes | None:
    """The bytes kept under the hash, or None; raises DamagedError where they no longer match it."""
    if not re.fullmatch("[0-9a-f]{64}", sha256):
        return None
    path = folder / sha256
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return None
    if hashlib.sha256(found).hexdigest() != sha256:
        raise DamagedError(path, "no longer has the content it was saved with", None)
    return found


class WriterLock:
    """One writer at a time among all processes; a killed one lets go by itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = _lock(folder / ".lock", PATIENCE)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it; again inside is fine. Raises BusyError."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise BusyError(
                f"Another process has been writing to {self._folder} for {PATIENCE:.0f} seconds."
            ) from error
        try:
            yield
        finally:
            self._lock.release()


@contextmanager
def only_bot(data: Path) -> Iterator[None]:
    """Hold the data folder as its one bot; raises SecondBotError, naming the process that is there."""
    make_folder(data)
    lock, name = _lock(data / ".bot.lock", 0), data / ".bot.pid"
    try:
        lock.acquire()
    except Timeout as error:
        other = name.read_text().strip() if name.exists() else "unknown"
        raise SecondBotError(
            f"Another bot (process {other}) is already using {data}: it holds {lock.lock_file}."
        ) from error
    try:
        sweep(data)
        write_whole(name, [f"{os.getpid()}\n".encode()])
        yield
    finally:
        name.unlink(missing_ok=True)
        lock.release()


def _lock(path: Path, timeout: float) -> FileLock:
    # A soft lock would outlive a killed process, so a file system without flock is refused instead.
    return FileLock(path, timeout=timeout, mode=0o600, poll_interval=0.005, fallback_to_soft=False)


def _write(path: Path, chunks: Iterable[bytes]) -> os.stat_result:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())
        return os.fstat(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
