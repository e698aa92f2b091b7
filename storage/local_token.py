"""Keep the token by which somebody on the bot's own machine is known: in a file for the bot's account only."""

import os
import re
import secrets
from pathlib import Path

from storage.atomic_files import WriterLock, make_folder, write_whole
from storage.port import CannotWriteError

NAME = "local.token"
_TOKEN = re.compile(rb"[\w-]{43}")


def local_token(data: Path) -> str:
    """The token in the data folder, made at the first start. Raises StoreError.

    One that is no token, that others may read, or that another account has written, is replaced. Where nothing can be
    written, as in a container beside a database, there is a new one at each start.
    """
    try:
        return _kept_token(data)
    except (OSError, CannotWriteError):
        return secrets.token_urlsafe(32)


def _kept_token(data: Path) -> str:
    make_folder(data)
    path = data / NAME
    with WriterLock(data).held():
        if path.exists() and _is_ours(path) and _TOKEN.fullmatch(kept := path.read_bytes().strip()):
            return kept.decode()
        new = secrets.token_urlsafe(32)
        write_whole(path, [f"{new}\n".encode()])
        return new


def _is_ours(path: Path) -> bool:
    found = path.lstat()
    return path.is_file() and not path.is_symlink() and found.st_uid == os.geteuid() and not found.st_mode & 0o077
