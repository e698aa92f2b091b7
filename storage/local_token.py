"""The token that identifies somebody on the bot's own machine, in a file that only the bot's account can read."""

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

    A file without a valid token, that others can read, or that another account owns, is replaced. Where nothing can be
    written, as in a container beside a database, each start has a new token.
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
    stat = path.lstat()
    return path.is_file() and not path.is_symlink() and stat.st_uid == os.geteuid() and not stat.st_mode & 0o077
