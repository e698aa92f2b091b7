"""The vault: the bot's own secrets, encrypted.

It encrypts by Fernet. The keys are stored apart: in a file in the data folder, for its owner only, or in a setting. The
first key encrypts, every key decrypts, and what an older key encrypted is encrypted again at the next start. Bots that
share a database take the keys from the setting; to rotate, append the new key, then move it to the front, then remove
the old one. No backup has secrets: after a loss the workspaces install the app again.
"""

import json
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.atomic_files import WriterLock, make_folder, write_whole
from storage.port import DamagedError, StoreError
from storage.vault.sealed import SecretStore, Write

KEYS, SECRETS = "secret.key", "secrets.json"


class BadKeyError(StoreError):
    """No key decrypts a secret, or a key is invalid."""


class Vault:
    """Secrets by name. All verbs may raise StoreError; BadKeyError where a secret was encrypted with another key."""

    def __init__(self, store: SecretStore, keys: MultiFernet) -> None:
        self._secret_store, self._keys = store, keys

    def get(self, name: str) -> str | None:
        """The secret, or None."""
        return self._open(name, self._secret_store.read(name))

    def opens(self, name: str) -> bool:
        """Whether a key decrypts the secret."""
        try:
            self.get(name)
        except (BadKeyError, ValueError, TypeError):
            return False
        return True

    def names(self, prefix: str = "") -> list[str]:
        """The names with this prefix, in order."""
        return [name for name in self._secret_store.names() if name.startswith(prefix)]

    def put(self, name: str, secret: str) -> None:
        """Store a secret, replacing the old one."""
        self._secret_store.change(name, lambda _: self._seal(name, secret))

    def take(self, name: str) -> str | None:
        """Remove the secret and return it; of several callers at once only one gets it."""
        taken: list[str | None] = []
        self.change(name, taken.append)
        return taken[0]

    def change(self, name: str, write: Write) -> None:
        """Store what `write` returns for the secret, or remove it for None; nobody else changes it meanwhile."""

        def sealed(old: str | None) -> str | None:
            new = write(self._open(name, old))
            return None if new is None else self._seal(name, new)

        self._secret_store.change(name, sealed)

    def renew(self) -> None:
        """Encrypt all secrets with the first key; those that no key decrypts stay as they are."""
        for name in self._secret_store.names():
            try:
                self.change(name, lambda secret: secret)
            except BadKeyError:
                continue

    def close(self) -> None:
        """Release what it holds."""
        self._secret_store.close()

    def _seal(self, name: str, secret: str) -> str:
        # The name is encrypted with the secret, so that swapping two rows cannot give one workspace's token to another.
        return self._keys.encrypt(json.dumps([name, secret]).encode()).decode()

    def _open(self, name: str, sealed: str | None) -> str | None:
        if sealed is None:
            return None
        try:
            of, secret = json.loads(self._keys.decrypt(sealed))
        except InvalidToken as error:
            raise BadKeyError(f"The secret {name} was encrypted with a key that is not set.") from error
        if of != name:
            raise BadKeyError(f"The entry {name} has the secret of {of}.")
        return str(secret)


class FileSecretStore:
    """`SecretStore` in one file of the data folder."""

    def __init__(self, data: Path) -> None:
        make_folder(data)
        self._path, self._writers = data / SECRETS, WriterLock(data)

    def read(self, name: str) -> str | None:
        """The encrypted secret."""
        return self._all().get(name)

    def names(self) -> list[str]:
        """The names of all secrets, in order."""
        return sorted(self._all())

    def change(self, name: str, write: Write) -> None:
        """Store what `write` returns for the old value, under the lock of all writers."""
        with self._writers.held():
            before = self._all()
            new = write(before.get(name))
            after = {key: value for key, value in before.items() if key != name}
            after |= {} if new is None else {name: new}
            if after != before:
                write_whole(self._path, [json.dumps(after, indent=0).encode()])

    def close(self) -> None:
        """Do nothing: no file stays open between two calls."""

    def _all(self) -> dict[str, str]:
        try:
            secrets = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise DamagedError(self._path, "is not a readable file of secrets", None) from error
        return dict(secrets)


def open_vault(data: Path, database_url: str = "", secret_key: str = "") -> Vault:
    """The bot's vault, in the database where there is one. Raises BadKeyError, StoreError.

    ``secret_key`` lists keys, separated by commas; where it is empty, a file in the data folder has them, one a line.
    """
    make_folder(data)
    keys = [key.strip() for key in secret_key.split(",") if key.strip()] or _keys_on_file(data)
    fernets = _fernets(keys)
    vault = Vault(_secret_store(data, database_url), fernets)
    if len(keys) > 1:
        vault.renew()
    return vault


def unopened(data: Path, database_url: str = "", secret_key: str = "") -> list[str]:
    """The names of the secrets that no key opens; none where this machine has no key for the database. Makes no key.

    Raises StoreError.
    """
    keys = [key.strip() for key in secret_key.split(",") if key.strip()] or _read_keys(data)
    if not (keys or (data / SECRETS).exists()) or (database_url and not keys):
        return []
    vault = Vault(_secret_store(data, database_url), _fernets(keys or [generate_key()]))
    try:
        return [name for name in vault.names() if not vault.opens(name)]
    finally:
        vault.close()


def generate_key() -> str:
    """A new random key."""
    return Fernet.generate_key().decode()


def new_key(data: Path) -> None:
    """Put a new key first in the file; the next start encrypts everything with it, then the others may be removed."""
    make_folder(data)
    with WriterLock(data).held():
        _write_keys(data, [generate_key(), *_read_keys(data)])


def _secret_store(data: Path, database_url: str) -> SecretStore:
    if not database_url:
        return FileSecretStore(data)
    from storage.vault.in_postgres import PostgresSecretStore  # noqa: PLC0415 - a quarter of a second that files do not need

    return PostgresSecretStore(database_url)


def _keys_on_file(data: Path) -> list[str]:
    """The keys, the newest first; a first one is made where there is none."""
    with WriterLock(data).held():
        if not (keys := _read_keys(data)):
            keys = [generate_key()]
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
            "A key in DPA_SECRET_KEY is not valid. Use 32 random bytes in base64, as made by `openssl rand -base64 32`."
        ) from error
