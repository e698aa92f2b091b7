"""Does a district move whole, and does the bot run on PostgreSQL?"""

import hashlib
from collections.abc import Callable
from urllib.request import Request, urlopen

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Settings
from storage.backup import differences
from storage.postgres.store import PostgresStores
from tests.bot.cli.district_cli import LOG, PAPER, DistrictCli, head_of, keep_paper
from tests.bot.local_tokens import bearer


def test_a_district_moves_whole_and_again(files: DistrictCli, database: DistrictCli) -> None:
    files.log("Acme", "Bright")
    keep_paper(files)
    head = head_of(files("audit", "verify"))
    for events in (3, 4):
        done = files("migrate", "--to", database.url)
        assert done.returncode == 0, done.stderr
        assert "both sides are the same" in done.stdout
        assert f"{events} events, 1 file, each compared" in done.stdout
        assert "Moving district" in done.stderr
        there = PostgresStores(database.url)
        assert list(differences(files.store(), there.open("district"))) == []
        assert there.open("district").file_content(hashlib.sha256(PAPER).hexdigest()) == PAPER
        there.close()
        assert database("audit", "verify", "--head", head).returncode == 0
        files.log(f"Later {events}")


def test_a_move_onto_records_in_use_is_refused(files: DistrictCli, database: DistrictCli) -> None:
    files.log("Acme")
    files("migrate", "--to", database.url)
    database.log("Only there")
    done = files("migrate", "--to", database.url)
    assert (done.returncode, "it is in use. Nothing was moved" in done.stderr) == (2, True)
    assert "Only there" in database("contracts").stdout
    assert "are in that database already" in database("migrate", "--to", database.url).stderr


def test_a_broken_chain_moves_as_it_is_and_is_told(files: DistrictCli, database: DistrictCli) -> None:
    files.log("Acme", "Bright")
    store = files.store()
    tables = store.dump()
    store.replace_all({**tables, "Event": {**tables["Event"], "2": {**tables["Event"]["2"], "who": "slack:U9"}}})
    done = files("migrate", "--to", database.url)
    assert (done.returncode, "both sides are the same" in done.stdout) == (1, True)
    assert "broken at event 2" in done.stdout


@pytest.mark.parametrize("address", ["mysql://h/db", "postgresql://", "postgresql://u:s3cret@h:port/db", "here"])
def test_an_address_that_is_none_is_told_without_its_password(files: DistrictCli, address: str) -> None:
    for done in (files("migrate", "--to", address), files("contracts", DPA_DATABASE_URL=address)):
        assert (done.returncode, "postgresql://name:password@host/database" in done.stderr) == (2, True)
        assert "s3cret" not in done.stderr + done.stdout


def test_a_database_that_is_away_is_told_without_its_password(files: DistrictCli) -> None:
    done = files("migrate", "--to", "postgresql://u:s3cret@127.0.0.1:1/dpa")
    assert (done.returncode, "cannot be reached just now" in done.stderr) == (2, True)
    assert "s3cret" not in done.stderr


def test_the_bot_runs_on_postgresql_and_beside_the_commands(database: DistrictCli, start: Callable) -> None:
    with start(database.data, DPA_DATABASE_URL=database.url) as address:
        logged = database.raw("log-contract", LOG.format("Acme Postgres"))
        assert (logged.returncode, logged.stderr) == (0, b"")
        with urlopen(Request(address, headers=bearer(address))) as page:
            assert "Acme Postgres" in page.read().decode()
        with (
            start(database.data, DPA_DATABASE_URL=database.url) as second,
            urlopen(Request(second, headers=bearer(second))) as page,
        ):
            assert "Acme Postgres" in page.read().decode(), "two bots share a database"
    assert not (database.data / "district").exists()


def test_the_password_is_not_in_what_is_printed_of_the_settings() -> None:
    settings = Settings(database_url=SecretStr("postgresql://u:s3cret@h/db"))
    assert "s3cret" not in f"{settings!r} {settings} {settings.model_dump()}"
    assert Settings(database_url=SecretStr("")).database_url is None


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("postgresql:///dpa?host=/tmp", True),
        ("postgresql://u@127.0.0.1/dpa", True),
        ("postgresql://u@[::1]:5432/dpa", True),
        ("postgresql://u@db.example.org/dpa", False),
        ("postgresql:///dpa?host=db.example.org", False),
        ("postgresql://localhost/dpa?hostaddr=192.0.2.1", False),
        ("postgresql:///dpa?host=/tmp,192.0.2.1", False),
    ],
)
def test_a_drill_needs_a_database_on_this_machine(address: str, near: bool) -> None:
    if near:
        assert Settings(database_url=SecretStr(address), speed=60).database_url
    else:
        with pytest.raises(ValidationError, match="DPA_DATABASE_URL on this machine"):
            Settings(database_url=SecretStr(address), speed=60)
    assert Settings(database_url=SecretStr(address)).database_url
