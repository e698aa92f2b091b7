"""Writes the register's website into a folder: beside the old one, then both change places."""

import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk
from handlers.register import words
from handlers.register.checks import PROOF, Publication, read_publication
from handlers.register.site import Site
from storage.port import StoreError

ReadFile = Callable[[str], bytes | None]
"""Gives the bytes of a stored file by their sha256."""
_EXCHANGE, _HERE = 2, -100
"""The flag of renameat2 that swaps two names in one step, and the folder that relative paths begin in (Linux)."""


def published_in(folder: Path) -> Publication | None:
    """What the site in a folder says of itself; None where there is none."""
    _restore(folder)
    try:
        return read_publication((folder / PROOF).read_bytes())
    except OSError:
        return None


def file_for_everybody(path: str, desk: Desk) -> Path | None:
    """A file of the site, where the district shows its register on the bot's own page and the proof names the file.

    Raises Sorry when the records cannot be read.
    """
    try:
        is_shown = bool(desk.register) and desk.store.setup().register
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble
    site = published_in(Path(desk.register)) if is_shown else None
    return Path(desk.register) / path if site and path in site.files else None


def check_folder(folder: Path) -> None:
    """Raise Sorry for a folder that holds anything but a site of ours: publishing replaces all that is in it."""
    try:
        strange = _strange(folder)
    except OSError as error:
        raise Sorry(words.not_published(folder, error)) from error
    if strange:
        raise Sorry(words.holds_more(folder, strange))


def _strange(folder: Path) -> list[str]:
    """What is in it and not of a site of ours. Raises Sorry, OSError."""
    if not folder.resolve().name:
        raise Sorry(words.not_a_folder(path=folder))
    _restore(folder)
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise Sorry(words.not_a_folder(path=folder))
    held = {str(one.relative_to(folder)) for one in folder.rglob("*") if not one.is_dir()}
    ours = published_in(folder)
    return sorted(held - {PROOF, *(ours.files if ours else ())})


def is_whole(folder: Path, publication: Publication) -> bool:
    """Whether a folder holds exactly what was published, byte for byte."""
    if published_in(folder) != publication:
        return False
    try:
        return all(_hash(folder / path) == sha256 for path, sha256 in publication.files.items())
    except OSError:
        return False


def write_site(folder: Path, site: Site, proof: bytes, read: ReadFile) -> None:
    """Make the folder hold the site. Raises Sorry where it cannot be: then the old site is as it was."""
    check_folder(folder)
    folder = folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _private(folder) as private:
            stage = private / "site"
            _fill(stage, site, proof, read)
            os.sync()  # one call for all files: a crash after the swap must not find them empty
            _swap(stage, folder)
    except OSError as error:
        raise Sorry(words.not_published(folder, error)) from error


@contextmanager
def _private(folder: Path) -> Iterator[Path]:
    """A folder beside it that only its owner can read, and that goes; what a killed publication left goes first.

    The process that works in one holds its lock, which ends with it.
    """
    for left in folder.parent.glob(f".{folder.name}.new-*"):
        with suppress(OSError), _locked(left):
            shutil.rmtree(left, ignore_errors=True)
    private = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    try:
        with _locked(private):
            yield private
    finally:
        shutil.rmtree(private, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises OSError where somebody else does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _fill(stage: Path, site: Site, proof: bytes, read: ReadFile) -> None:
    for path, page in {**site.pages, PROOF: proof}.items():
        _write(stage / path, page)
    for path, sha256 in site.files.items():
        content = read(sha256)
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            raise Sorry(words.file_lost(path=path))
        _write(stage / path, content)
    for folder in (stage, *(one for one in stage.rglob("*") if one.is_dir())):
        folder.chmod(0o755)  # the web server is another account


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o644)


def _swap(stage: Path, folder: Path) -> None:
    """Both change places in one step; where the system cannot, in two, which `_restore` completes after a crash."""
    if not folder.exists():
        stage.rename(folder)
    elif not _exchanged(stage, folder):
        old = _aside(folder)
        folder.rename(old)
        try:
            stage.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(stage: Path, folder: Path) -> bool:
    """Swap by renameat2, which no crash can find half done; False where the system has none."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_HERE, os.fsencode(stage), _HERE, os.fsencode(folder), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}:
        return False
    raise OSError(number, os.strerror(number), str(folder))


def _restore(folder: Path) -> None:
    """Put the old site back where a crash came between the two steps of a swap."""
    if not folder.resolve().name:
        return
    old = _aside(folder.resolve())
    if old.is_dir() and not folder.exists():
        old.rename(folder.resolve())


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")
