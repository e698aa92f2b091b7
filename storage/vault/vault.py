"""Where does the bot keep its own secrets, so that nobody reads them beside it?

Sealed by Fernet. The keys are not with them: a file in the data folder, for its owner alone, or a setting. The first
key seals, every key opens, and what an older one sealed is sealed anew at the next opening. Bots that share a database
take the keys from the setting; a new key goes to the end first, then to the front, and at last the old one goes.
No backup has secrets: after a loss the workspaces install the app again.
"""

from __future__ import annotations

import json
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.embedded.atomic_files import WriterLock, make_folder, write_whole
from storage.port import DamagedError, StoreError
from storage.vault.secret_store import Shelf, Write

KEYS, SECRETS = "secret.key", "secrets.json"


class BadKeyError(StoreError):
    """No key opens a secret, or a key is none."""


class Vault:
    """Secrets by name. All verbs may raise StoreError; BadKeyError where a secret was sealed by another key."""

    def __init__(self, shelf: Shelf, keys: MultiFernet) -> None:
        self._shelf, self._keys = shelf, keys

    def get(self, name: str) -> str | None:
        """The secret, or None."""
        return self._open(name, self._shelf.read(name))

    def names(self, begins: str = "") -> list[str]:
        """Those that begin so, in order."""
        return [name for name in self._shelf.names() if name.startswith(begins)]

    def put(self, name: str, secret: str) -> None:
        """Keep it, in the place of what was there."""
        self._shelf.change(name, lambda _: self._seal(name, secret))

    def take(self, name: str) -> str | None:
        """The secret, which is gone then: of many who take at once one gets it."""
        found: list[str | None] = []
        self.change(name, found.append)
        return found[0]

    def change(self, name: str, write: Write) -> None:
        """Put what `write` makes of it, None to drop it; nobody else changes it meanwhile."""

        def sealed(old: str | None) -> str | None:
            new = write(self._open(name, old))
            return None if new is None else self._seal(name, new)

        self._shelf.change(name, sealed)

    def renew(self) -> None:
        """Seal all with the first key. Those that no key opens stay as they are."""
        for name in self._shelf.names():
            try:
                self.change(name, lambda secret: secret)
            except BadKeyError:
                continue

    def close(self) -> None:
        """Let go of what it holds."""
        self._shelf.close()

    def _seal(self, name: str, secret: str) -> str:
        # The name is sealed with it, so that nobody gives one workspace's token to another by exchanging two rows.
        return self._keys.encrypt(json.dumps([name, secret]).encode()).decode()

    def _open(self, name: str, sealed: str | None) -> str | None:
        if sealed is None:
            return None
        try:
            of, secret = json.loads(self._keys.decrypt(sealed))
        except InvalidToken as error:
            raise BadKeyError(f"The secret {name} was sealed with another key than those that are set.") from error
        if of != name:
            raise BadKeyError(f"What is kept as {name} is the secret of {of}.")
        return str(secret)


class FileShelf:
    """`Shelf` in one file of the data folder."""

    def __init__(self, data: Path) -> None:
        make_folder(data)
        self._path, self._writers = data / SECRETS, WriterLock(data)

    def read(self, name: str) -> str | None:
        """The sealed secret."""
        return self._all().get(name)

    def names(self) -> list[str]:
        """All, in order."""
        return sorted(self._all())

    def change(self, name: str, write: Write) -> None:
        """Put what `write` makes of it, under the lock of all writers."""
        with self._writers.held():
            before = self._all()
            new = write(before.get(name))
            after = {key: value for key, value in before.items() if key != name}
            after |= {} if new is None else {name: new}
            if after != before:
                write_whole(self._path, [json.dumps(after, indent=0).encode()])

    def close(self) -> None:
        """Nothing is held open between two calls."""

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise DamagedError(self._path, "is not a file of secrets anymore", None) from error
        return dict(found)


def open_vault(data: Path, database_url: str = "", secret_key: str = "") -> Vault:
    """The bot's vault, in the database where there is one. Raises BadKeyError, StoreError.

    ``secret_key`` has keys by commas; without any, a file in the data folder has them, one a line, made if it is new.
    """
    make_folder(data)
    keys = [key.strip() for key in secret_key.split(",") if key.strip()] or _keys_on_file(data)
    fernets = _fernets(keys)
    vault = Vault(_shelf(data, database_url), fernets)
    if len(keys) > 1:
        vault.renew()
    return vault


def a_key() -> str:
    """A new key, which is nowhere else."""
    return Fernet.generate_key().decode()


def new_key(data: Path) -> None:
    """Put a new key before those in the file; the next opening seals everything with it, then the others may go."""
    make_folder(data)
    with WriterLock(data).held():
        _write_keys(data, [a_key(), *_read_keys(data)])


def _shelf(data: Path, database_url: str) -> Shelf:
    if not database_url:
        return FileShelf(data)
    from storage.postgres.vault import PostgresShelf  # noqa: PLC0415 - a quarter of a second that files do not need

    return PostgresShelf(database_url)


def _keys_on_file(data: Path) -> list[str]:
    """The keys, the newest first; a first one is made where there is none."""
    with WriterLock(data).held():
        if not (keys := _read_keys(data)):
            keys = [a_key()]
            _write_keys(data, keys)
        return keys


def _read_keys(data: Path) -> list[str]:
    path = data / KEYS
    return path.read_text().split() if path.exists() else []


def _write_keys(data: Path, keys: list[str]) -> None:
    write_whole(data / KEYS, [f"{key}\n".encode() for key in keys])


def _fernets(keys: list[str]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key.replace("+", "-").replace("/", "_")) for key in keys])
    except ValueError as error:
        raise BadKeyError(
            "A key in DPA_SECRET_KEY is none: it is 32 random bytes in base64, as `openssl rand -base64 32` makes them."
        ) from error
