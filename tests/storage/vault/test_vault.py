"""Are the bot's secrets kept, sealed, and given to one at a time?"""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet

from storage.atomic_files import write_whole
from storage.port import DamagedError
from storage.vault.sealed import LASTS, WaitingFile, WaitingFiles
from storage.vault.vault import KEYS, SECRETS, BadKeyError, Vault, new_key, open_vault

Open = Callable[..., Vault]
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture(params=["file", "postgres"])
def address(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("url") if request.param == "postgres" else ""


@pytest.fixture
def opened(address: str, tmp_path: Path) -> Iterator[Open]:
    """Open the same vault again and again, by one key or another."""
    found: list[Vault] = []

    def make(secret_key: str = "") -> Vault:
        found.append(open_vault(tmp_path / "data", address, secret_key))
        return found[-1]

    yield make
    for vault in found:
        vault.close()


def sealed(address: str, data: Path) -> str:
    """Everything that lies on the shelf, as anyone who breaks in reads it."""
    if not address:
        return (data / SECRETS).read_text()
    with psycopg.connect(address) as connection:
        return str(connection.execute("SELECT name, sealed FROM secret").fetchall())


def test_a_secret_is_kept_until_it_is_taken(opened: Open, address: str, tmp_path: Path) -> None:
    opened().put("slack/T1", "xoxb-1")
    vault = opened()
    vault.put("slack/T2", "xoxb-2")
    vault.put("slack/T1", "xoxb-1-new")
    vault.put("state/a", "1")
    assert vault.get("slack/T1") == "xoxb-1-new"
    assert vault.names("slack/") == ["slack/T1", "slack/T2"]
    assert "xoxb" not in sealed(address, tmp_path / "data")
    assert vault.take("slack/T1") == "xoxb-1-new"
    assert vault.take("slack/T1") is None
    assert opened().names() == ["slack/T2", "state/a"]


def test_of_many_who_take_at_once_one_gets_it(opened: Open) -> None:
    opened().put("state/a", "1")
    vaults, got = [opened() for _ in range(6)], list[str | None]()
    threads = [threading.Thread(target=lambda vault=vault: got.append(vault.take("state/a"))) for vault in vaults]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(filter(None, got)) == ["1"]
    assert len(got) == 6


def test_changes_of_one_secret_follow_one_another(opened: Open) -> None:
    vaults = [opened() for _ in range(4)]

    def count(vault: Vault) -> None:
        for _ in range(5):
            vault.change("n", lambda old: str(int(old or 0) + 1))

    threads = [threading.Thread(target=count, args=(vault,)) for vault in vaults]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert vaults[0].get("n") == "20"


def test_a_change_that_raises_changes_nothing(opened: Open) -> None:
    vault = opened()
    vault.put("a", "1")

    def fail(old: str | None) -> str:
        raise RuntimeError(old)

    with pytest.raises(RuntimeError, match="1"):
        vault.change("a", fail)
    assert vault.get("a") == "1"


def test_a_new_key_seals_what_an_old_one_did(opened: Open, address: str, tmp_path: Path) -> None:
    opened(OLD).put("a", "1")
    before = sealed(address, tmp_path / "data")
    assert opened(f"{OLD}, {NEW}").get("a") == "1"
    assert opened(f"{NEW},{OLD}").get("a") == "1"
    assert sealed(address, tmp_path / "data") != before
    assert opened(NEW).get("a") == "1"
    with pytest.raises(BadKeyError, match="The secret a was encrypted with a key that is not set"):
        opened(OLD).get("a")


def test_a_secret_that_no_key_opens_stays_as_it_is(opened: Open) -> None:
    opened(OLD).put("a", "1")
    third = Fernet.generate_key().decode()
    vault = opened(f"{NEW},{third}")
    with pytest.raises(BadKeyError):
        vault.change("a", lambda _: "2")
    assert opened(OLD).get("a") == "1"


@pytest.mark.parametrize("key", ["short", "x" * 44 + "!", f"{OLD},words"], ids=["short", "odd", "second"])
def test_a_key_that_is_none_is_told(opened: Open, key: str) -> None:
    with pytest.raises(BadKeyError, match="openssl rand -base64 32") as told:
        opened(key)
    assert key not in str(told.value)


def test_a_key_as_openssl_makes_it_will_do(opened: Open) -> None:
    opened(OLD.replace("-", "+").replace("_", "/")).put("a", "1")
    assert opened(OLD).get("a") == "1"


def test_the_key_on_file_is_its_owners_alone_and_can_be_changed(tmp_path: Path) -> None:
    open_vault(tmp_path).put("a", "1")
    assert (tmp_path / KEYS).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / SECRETS).stat().st_mode & 0o777 == 0o600
    first = (tmp_path / KEYS).read_text()
    new_key(tmp_path)
    keys = (tmp_path / KEYS).read_text()
    assert keys.endswith(first) and keys.count("\n") == 2
    open_vault(tmp_path)
    write_whole(tmp_path / KEYS, [keys.removesuffix(first).encode()])
    assert open_vault(tmp_path).get("a") == "1"


def test_two_secrets_that_were_exchanged_are_not_given_out(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    vault.put("slack/T1", "one")
    vault.put("slack/T2", "two")
    swapped = (tmp_path / SECRETS).read_text().replace("/T1", "/T9").replace("/T2", "/T1").replace("/T9", "/T2")
    (tmp_path / SECRETS).write_text(swapped)
    with pytest.raises(BadKeyError, match="has the secret of slack/T2"):
        vault.get("slack/T1")


def test_a_damaged_file_is_not_written_over(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    (tmp_path / SECRETS).write_text("{half")
    with pytest.raises(DamagedError):
        vault.put("a", "1")
    assert (tmp_path / SECRETS).read_text() == "{half"


def test_a_file_that_waited_too_long_is_erased_and_not_only_shown_no_more(opened: Open, noon: datetime) -> None:
    vault = opened()
    waiting = WaitingFiles(vault, "hartford")
    key = waiting.put(WaitingFile(name="a.csv", content=b"a,b", who="slack:U1", since=noon))
    assert waiting.get(key, noon + LASTS - timedelta(seconds=1))
    assert waiting.get(key, noon + LASTS) is None
    assert list(vault.names("sheet ")) == []
