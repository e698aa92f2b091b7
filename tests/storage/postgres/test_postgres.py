"""Does PostgreSQL keep what it promises when something is wrong with it?"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from storage.port import BusyError, DamagedError, NewerFormatError, Store, StoreError
from storage.postgres import database as postgres_database
from storage.postgres.database import HERE
from storage.postgres.store import PostgresStore, PostgresStores, open_postgres
from storage.postgres.tables import META
from storage.records import Contract, Status
from tests.storage.server import Server, running

LEASE = timedelta(minutes=2)


@pytest.fixture
def store(url: str) -> Iterator[PostgresStore]:
    store = open_postgres(url, "hartford")
    yield store
    store.close()


@pytest.fixture
def beside(url: str) -> Iterator[psycopg.Connection]:
    """A connection of somebody else."""
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def cut_off(beside: psycopg.Connection) -> None:
    """As when the server restarts: every connection but this one is gone."""
    beside.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
           (SELECT collname FROM pg_collation WHERE oid = a.attcollation), pg_get_expr(d.adbin, d.adrelid)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (c.oid, a.attnum)
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 ORDER BY 1, a.attnum
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"


def test_the_migrations_make_the_tables_that_the_code_speaks_of(server: Server) -> None:
    found = []
    for make in (lambda url: open_postgres(url, "hartford").close(), as_the_code_speaks):
        with server.database() as url, psycopg.connect(url, autocommit=True) as connection:
            make(url)
            connection.execute("DROP TABLE IF EXISTS alembic_version")
            found.append([connection.execute(question).fetchall() for question in (COLUMNS, INDEXES)])
    assert found[0] == found[1]
    assert len(found[0][0]) > 30


def as_the_code_speaks(url: str) -> None:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    META.create_all(engine)
    engine.dispose()


@pytest.mark.parametrize("old", ["0001", "0005", "0009"])
def test_a_database_of_an_older_version_is_upgraded(
    url: str, beside: psycopg.Connection, log: Callable, old: str
) -> None:
    newest = as_version(url, old)
    store = open_postgres(url, "hartford")
    assert beside.execute("SELECT version_num FROM alembic_version").fetchall() == [(newest,)]
    log(store)
    assert [contract.id for contract in store.contracts()] == ["C-1"]
    store.close()


def as_version(url: str, revision: str) -> str | None:
    """Make the tables of an older version; gives the newest one's number."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    return ScriptDirectory.from_config(config).get_current_head()


def test_many_who_open_a_new_database_at_once_make_it_once(url: str) -> None:
    opened: list[Store] = []
    threads = [threading.Thread(target=lambda: opened.append(open_postgres(url, "hartford"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.events() for store in opened] == [[]] * 6
    for store in opened:
        store.close()


def test_a_newer_format_is_refused_and_left_alone(
    url: str, store: PostgresStore, log: Callable, beside: psycopg.Connection
) -> None:
    log(store)
    beside.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerFormatError, match="format 9999, but this version knows only 0011"):
        open_postgres(url, "hartford")
    assert beside.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


@pytest.mark.parametrize("name", ["Hartford", "", "a'b", ".hidden", "hartford\n"])
def test_a_district_has_a_plain_name(url: str, name: str) -> None:
    with pytest.raises(ValueError, match="not a name for a district"):
        open_postgres(url, name)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://dpa:geheim@127.0.0.1:1/dpa", "cannot be reached just now"),
        ("postgresql://dpa:geheim@/dpa?host=/nowhere", "cannot be reached just now"),
        ("mysql://dpa:geheim@localhost/dpa", "postgresql:// can be used, not at mysql://"),
        ("geheim", "address cannot be read"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as trouble:
        open_postgres(url, "hartford")
    assert "geheim" not in trouble.value.whole
    assert not any(word in str(trouble.value) for word in ("127.0.0.1", "nowhere", "connection", "port")), (
        "for insiders"
    )


def test_a_restarted_server_is_found_again(store: PostgresStore, log: Callable, beside: psycopg.Connection) -> None:
    log(store)
    cut_off(beside)
    assert store.contract("C-1")
    cut_off(beside)
    assert log(store).event.made == ("C-2", "D-2")


def test_a_connection_lost_inside_a_change_is_told_and_nothing_is_kept(
    store: PostgresStore, log: Callable, event: Callable, beside: psycopg.Connection
) -> None:
    log(store)

    def write(draft: object) -> list:
        cut_off(beside)
        return [draft.contract("C-1")]

    with pytest.raises(StoreError, match="cannot be reached just now"):
        store.change(event(request="press-1"), write)
    assert len(store.events()) == 1
    assert not log(store, request="press-1").again


def test_a_server_that_goes_and_comes_back(log: Callable) -> None:
    with running() as server, server.database() as url:
        store = open_postgres(url, "hartford")
        log(store)
        server.stop()
        with pytest.raises(StoreError, match="cannot be reached just now"):
            log(store)
        with pytest.raises(StoreError, match="cannot be reached just now"):
            store.contracts()
        server.start()
        assert log(store).event.made == ("C-2", "D-2")
        store.close()


def test_a_writer_that_waits_too_long_is_told(
    url: str, log: Callable, beside: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgres_database._OPTIONS, "options", "-c lock_timeout=100ms")
    store = open_postgres(url, "hartford")
    with beside.transaction():
        beside.execute("SELECT * FROM district FOR UPDATE")
        with pytest.raises(BusyError, match="held the database"):
            log(store)
    assert log(store).event.number == 1
    store.close()


def test_a_server_that_does_not_answer_is_given_up(
    url: str, log: Callable, beside: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that hangs: it does not count its own time-outs then."""
    store = open_postgres(url, "hartford")
    log(store)
    monkeypatch.setattr(postgres_database.BoundedConnection, "answers_within", 0.2)
    with beside.transaction():
        beside.execute("LOCK TABLE record")
        for _ in range(3):
            with pytest.raises(StoreError, match=r"too long|cannot be reached"):
                store.contracts()
    assert [one.id for one in store.contracts()] == ["C-1"], "as soon as it answers again"
    store.close()


def test_what_is_kept_decoded_is_never_older_than_the_row(
    store: PostgresStore, url: str, log: Callable, event: Callable, beside: psycopg.Connection
) -> None:
    log(store)
    assert store.contracts() == store.contracts() == [store.contract("C-1")]
    other = open_postgres(url, "hartford")
    other.change(event(), lambda draft: [replace(draft.contract("C-1"), vendor="Changed elsewhere")])
    assert [one.vendor for one in store.contracts()] == ["Changed elsewhere"]
    beside.execute("UPDATE record SET plain = plain || '{\"vendor\": \"By hand\"}' WHERE kind = 'Contract'")
    assert [one.vendor for one in store.contracts()] == ["By hand"]
    assert [one.id for one in store.deadlines(status=Status.OPEN)] == ["D-1"]
    other.change(event(), lambda draft: [replace(draft.deadline("D-1"), status=Status.DONE)])
    assert not store.deadlines(status=Status.OPEN) and len(store.deadlines()) == 1
    other.change(event(), lambda draft: [replace(draft.contract("C-1"), vendor="Corrected")])
    other.erase(event(), "C-1")
    assert not store.contracts() and not store._database.decoded._kept["hartford", Contract]
    other.close()


def test_one_district_does_not_wait_for_another(
    url: str, store: PostgresStore, log: Callable, beside: psycopg.Connection
) -> None:
    windham = PostgresStores(url).open("windham")
    with beside.transaction():
        beside.execute("SELECT * FROM district WHERE name = 'hartford' FOR UPDATE")
        assert log(windham).event.number == 1
    windham.close()


def test_a_reminder_under_change_is_claimed_by_nobody_and_nobody_waits(
    url: str, store: PostgresStore, log: Callable, event: Callable, noon: datetime
) -> None:
    log(store), log(store)
    other = open_postgres(url, "hartford")

    def write(draft: object) -> list:
        first = draft.reminders("D-1")[0]
        assert [reminder.id for reminder in other.claim_due(noon, LEASE)] == ["D-2/opened"]
        return [first]

    store.change(event("look"), write)
    assert [reminder.id for reminder in other.claim_due(noon, LEASE)] == ["D-1/opened"]
    other.close()


def test_nothing_of_a_message_is_claimed_while_a_part_of_it_is_under_change(
    url: str, store: PostgresStore, log: Callable, event: Callable, noon: datetime
) -> None:
    log(store), log(store)
    other = open_postgres(url, "hartford")
    assert store.name_post(store.claim_due(noon, LEASE), "both", noon, LEASE)
    later = noon + LEASE

    def write(draft: object) -> list:
        first = draft.reminders("D-1")[0]
        assert other.claim_due(later, LEASE) == []
        return [first]

    store.change(event("look"), write)
    assert [reminder.id for reminder in other.claim_due(later, LEASE)] == ["D-1/opened", "D-2/opened"]
    other.close()


def test_a_kept_file_that_changed_is_not_handed_out(store: PostgresStore, beside: psycopg.Connection) -> None:
    name = store.keep_file(b"contract")
    beside.execute("UPDATE file SET content = 'another'")
    with pytest.raises(DamagedError, match=name):
        store.file_content(name)


def test_the_cabinet_knows_who_has_something_due(url: str, log: Callable, change: Callable, noon: datetime) -> None:
    cabinet = PostgresStores(url)
    for name in ("windham", "hartford", "avon"):
        log(cabinet.open(name))
    cabinet.open("bethel")
    assert cabinet.districts() == ["avon", "bethel", "hartford", "windham"]
    assert cabinet.with_due(noon - timedelta(seconds=1)) == []
    assert cabinet.with_due(noon) == ["avon", "hartford", "windham"]
    cabinet.open("avon").claim_due(noon, LEASE)
    change(cabinet.open("windham"), "D-1", status=Status.DONE)
    assert cabinet.with_due(noon) == ["hartford"]
    cabinet.close()


def test_the_embedded_cabinet_knows_it_too(tmp_path: Path, log: Callable, noon: datetime) -> None:
    from storage.stores import EmbeddedStores, Stores  # noqa: PLC0415

    cabinet: Stores = EmbeddedStores(tmp_path)
    log(cabinet.open("windham")), log(cabinet.open("avon"))
    cabinet.open("avon").claim_due(noon, LEASE)
    assert (cabinet.districts(), cabinet.with_due(noon)) == (["avon", "windham"], ["windham"])
