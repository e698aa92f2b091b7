"""Files that are written whole or not at all, files named by their hash, and locks among processes."""

import errno
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from storage.port import BusyError, CannotWriteError, DamagedError, DiskFullError, SecondBotError

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another process that is writing."""

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.ENOENT}
"""After these errors nothing was written; after others, as of a broken disk, that is not certain."""
_TEMPORARY = ".*.tmp"


def make_folder(path: Path) -> None:
    """Make the folder, readable by its owner only. Raises CannotWriteError, DiskFullError."""
    try:
        if not path.is_dir():
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync_folder(path.parent)
        if path.stat().st_mode & 0o777 != 0o700:
            path.chmod(0o700)
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise DiskFullError(f"There is no room on the disk to make {path}. Nothing was changed.") from error
        raise CannotWriteError(path, error) from error


def write_whole(path: Path, chunks: Iterable[bytes], spare: Path | None = None) -> os.stat_result:
    """Replace the file by the chunks, whole or not at all, synced to disk. The old file is kept as `spare`, if given.

    Raises DiskFullError. A crash leaves at most a `.*.tmp` file beside it.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        written = _write(new, chunks)
        if spare and not spare.exists():
            keep_link(path, spare)
        new.replace(path)
        _sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)  # also after an error in making the chunks
        if isinstance(error, OSError) and error.errno in _DISK_FULL:
            raise DiskFullError(f"There is no room on the disk to save {path}. Nothing was changed.") from error
        raise
    return written


def keep_link(path: Path, spare: Path) -> None:
    """Keep the file as it is now under a second name, `spare`."""
    try:
        os.link(path, spare)  # free, since our files are only ever replaced, never written into
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise
        write_whole(spare, [path.read_bytes()])  # a file system without hard links
    _sync_folder(spare.parent)


def remove_leftovers(folder: Path) -> None:
    """Remove what crashed writers left; only while nobody can be writing."""
    for leftover in folder.glob(_TEMPORARY):
        leftover.unlink(missing_ok=True)


def save(folder: Path, content: bytes) -> str:
    """Save the bytes in a file named by their sha256, and return that name."""
    name = hashlib.sha256(content).hexdigest()
    if not (folder / name).exists():
        write_whole(folder / name, [content])
    return name


def names(folder: Path) -> set[str]:
    """The hashes of all saved files."""
    return {path.name for path in folder.iterdir() if re.fullmatch("[0-9a-f]{64}", path.name)}


def drop(folder: Path, names: Iterable[str]) -> None:
    """Remove the files with these hashes."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


def content(folder: Path, sha256: str) -> bytes | None:
    """The bytes with the hash, or None; raises DamagedError where they no longer match it."""
    if not re.fullmatch("[0-9a-f]{64}", sha256):
        return None
    path = folder / sha256
    try:
        saved = path.read_bytes()
    except FileNotFoundError:
        return None
    if hashlib.sha256(saved).hexdigest() != sha256:
        raise DamagedError(path, "no longer has the content it was saved with", None)
    return saved


class WriterLock:
    """One writer at a time among all processes; a killed process releases it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = _lock(folder / ".lock", LOCK_TIMEOUT)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; may be nested. Raises BusyError; CannotWriteError also for errors of what is done inside."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise BusyError(
                f"Another process has been writing to {self._folder} for {LOCK_TIMEOUT:.0f} seconds."
            ) from error
        except OSError as error:
            if error.errno in _DISK_FULL:
                raise
            raise CannotWriteError(self._folder, error) from error
        try:
            yield
        except OSError as error:
            if error.errno not in _FORBIDDEN:
                raise
            raise CannotWriteError(self._folder, error) from error
        finally:
            self._lock.release()


@contextmanager
def only_bot(data: Path) -> Iterator[None]:
    """Hold the data folder as its only bot; raises SecondBotError, naming the process that holds it.

    Raises CannotWriteError where nothing can be saved there.
    """
    make_folder(data)
    lock, name = _lock(data / ".bot.lock", 0), data / ".bot.pid"
    try:
        lock.acquire()
    except Timeout as error:
        other = name.read_text().strip() if name.exists() else "unknown"
        raise SecondBotError(
            f"Another bot (process {other}) is already using {data}: it holds {lock.lock_file}."
        ) from error
    except OSError as error:
        raise CannotWriteError(data, error) from error
    try:
        remove_leftovers(data)
        write_whole(name, [f"{os.getpid()}\n".encode()])
        yield
    finally:
        name.unlink(missing_ok=True)
        lock.release()


def _lock(path: Path, timeout: float) -> FileLock:
    # A soft lock would outlive a killed process, so a file system without flock is refused.
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
