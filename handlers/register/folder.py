"""Writes the register's website into a folder: beside the old one, then both change places."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from handlers.dialogue.desk import Desk
from handlers.dialogue.errors import Sorry
from handlers.register import words
from handlers.register.publication import PROOF, Publication, read_publication
from handlers.register.site.site import Site
from storage.port import StoreError

ReadFile = Callable[[str], bytes | None]
"""Gives the bytes of a stored file by their sha256."""
_EXCHANGE, _HERE = 2, -100
"""The flag of renameat2 that swaps two names in one step, and the folder that relative paths begin in (Linux)."""
_OLD_ENOUGH = 3600
"""Seconds after which a folder that a crash left is nobody's work in progress."""


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
        wanted = bool(desk.register) and desk.store.setup().register
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble
    site = published_in(Path(desk.register)) if wanted else None
    return Path(desk.register) / path if site and path in site.files else None


def check_folder(folder: Path) -> None:
    """Raise Sorry for a folder that holds anything but a site of ours: publishing replaces all that is in it."""
    _restore(folder)
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Sorry(words.not_a_folder(folder))
    held = {str(one.relative_to(folder)) for one in folder.rglob("*") if not one.is_dir()}
    ours = published_in(folder)
    if strange := sorted(held - {PROOF, *(ours.files if ours else ())}):
        raise Sorry(words.holds_more(folder, strange))


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
    stage: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
        _remove_leftovers(folder, stage)
        _fill(stage, site, proof, read)
        os.sync()  # one call for all files: a crash after the swap must not find them empty
        _swap(stage, folder)
    except OSError as error:
        raise Sorry(words.not_published(folder, error)) from error
    finally:
        if stage:
            shutil.rmtree(stage, ignore_errors=True)


def _fill(stage: Path, site: Site, proof: bytes, read: ReadFile) -> None:
    for path, page in {**site.pages, PROOF: proof}.items():
        _write(stage / path, page)
    for path, sha256 in site.files.items():
        content = read(sha256)
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            raise Sorry(words.file_lost(path))
        _write(stage / path, content)
    for one in (stage, *(one for one in stage.rglob("*") if one.is_dir())):
        one.chmod(0o755)  # the web server is another account


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
    old = _aside(folder.resolve())
    if old.is_dir() and not folder.exists():
        old.rename(folder.resolve())


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _prefix(folder: Path) -> str:
    return f".{folder.name}.new-"


def _remove_leftovers(folder: Path, stage: Path) -> None:
    """What crashed publications left beside it, long before this one began."""
    for left in folder.parent.glob(f"{_prefix(folder)}*"):
        with suppress(OSError):
            if stage.stat().st_mtime - left.stat().st_mtime > _OLD_ENOUGH:
                shutil.rmtree(left, ignore_errors=True)
