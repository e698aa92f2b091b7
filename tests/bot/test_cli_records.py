"""Do the commands of the records' keeper keep what they promise, on files and on PostgreSQL?"""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

import psycopg
import pytest
from pydantic import SecretStr, ValidationError

from bot import cli
from bot.settings import Settings
from storage.embedded import EmbeddedStore, open_embedded
from storage.move import differences
from storage.postgres import PostgresCabinet
from storage.records import Event, StoredFile

ROOT = Path(__file__).parents[2]
PAPER = b"%PDF-1.7 the signed paper"
LOG = "vendor: {}; product: App; executed: 2026-10-07; purpose: reading; provisions: all"


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Office:
    """Where a district's records are, and ``dpa`` on them."""

    data: Path
    url: str = ""

    def __call__(self, *words: str, **env: str) -> Done:
        """In this process, which spares half a second a command."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name, value in (self.settings | env).items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["dpa", *words])
            code = 0
            try:
                cli.main()
            except SystemExit as left:
                code = int(left.code or 0)
        return Done(code, *(stream.buffer.getvalue().decode() for stream in (out, err) if not stream.flush()))

    @property
    def settings(self) -> dict[str, str]:
        return {"DPA_DATA": str(self.data), "DPA_DATABASE_URL": self.url}

    def raw(self, *words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
        """In a process of its own, as people do."""
        command = [sys.executable, "-W", "error", "-m", "bot.cli", *words]
        return subprocess.run(
            command, cwd=ROOT, env={**os.environ, **self.settings, **env}, capture_output=True, check=False, timeout=120
        )

    def log(self, *vendors: str, **env: str) -> None:
        for vendor in vendors:
            done = self("log-contract", LOG.format(vendor), **env)
            assert done.returncode == 0, done.stderr

    @property
    def file(self) -> Path:
        return self.data / "district" / "district.json"

    def store(self, district: str = "district") -> EmbeddedStore:
        return open_embedded(self.data, district)


@pytest.fixture
def files(tmp_path: Path) -> Office:
    return Office(tmp_path / "data")


@pytest.fixture
def database(tmp_path: Path, url: str) -> Office:
    return Office(tmp_path / "unused", url)


@pytest.fixture(params=["files", "database"])
def office(request: pytest.FixtureRequest) -> Office:
    """The same commands on both stores."""
    made: Office = request.getfixturevalue(request.param)
    made.log("Acme", "Bright")
    return made


def keep_paper(office: Office) -> None:
    store = office.store()
    sha256 = store.keep_file(PAPER)
    event = store.events()[0]
    kept = StoredFile(sha256=sha256, name="c.pdf", media_type="application/pdf", size=len(PAPER), stored=event.when)
    store.change(Event(who="x", what="keep", when=event.when, surface="test"), lambda _: [kept])


def head_of(done: Done) -> str:
    found = re.search(r"[Hh]ead (\d+:[0-9a-f]{64})", done.stdout)
    assert found, done
    return found[1]


# --- audit verify


def test_a_whole_chain_holds_up_to_its_published_head(office: Office) -> None:
    done = office("audit", "verify")
    assert done.returncode == 0, done.stderr
    assert "2 events, none changed" in done.stdout
    office.log("Corwin")
    assert office("audit", "verify", "--head", head_of(done)).returncode == 0


def test_a_chain_cut_off_or_forged_before_a_published_head_is_found(office: Office) -> None:
    number, _, hash = head_of(office("audit", "verify")).partition(":")
    done = office("audit", "verify", "--head", f"7:{hash}")
    assert (done.returncode, "broken at event 3: the chain ends here, but event 7 was published" in done.stdout) == (
        1,
        True,
    )
    done = office("audit", "verify", "--head", f"{number}:{'0' * 64}")
    assert (done.returncode, "broken at event 2: it is not the event that was published" in done.stdout) == (1, True)


@pytest.mark.parametrize("head", ["2", "2:abc", "0:" + "a" * 64, "x:" + "a" * 64])
def test_a_head_that_is_none_is_a_wrong_call(files: Office, head: str) -> None:
    done = files("audit", "verify", "--head", head)
    assert (done.returncode, "NUMBER:HASH" in done.stderr) == (2, True)


def change_who(events: dict[str, Any]) -> None:
    events["2"] = {**events["2"], "who": "slack:U9"}


def change_what_it_says(events: dict[str, Any]) -> None:
    events["2"] = {**events["2"], "after": {"C-2": {"vendor": "Other"}}}


def remove(events: dict[str, Any]) -> None:
    del events["2"]


def insert(events: dict[str, Any]) -> None:
    events["4"] = {**events["3"], "number": 4}
    events["3"] = {**events["2"], "number": 3}


def cut_off(events: dict[str, Any]) -> None:
    del events["3"]


TAMPERINGS = {
    change_who: "at event 2: it was changed",
    change_what_it_says: "at event 2: what it says of the records was changed",
    remove: "at event 2: event 3 stands here: one was removed or inserted",
    insert: "at event 3: it does not follow the event before it",
    cut_off: "at event 3: the drawer had counted 3 events",
}


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_tampering_by_somebody_who_makes_a_good_file_of_it_is_found(files: Office, tamper: Callable) -> None:
    files.log("Acme", "Bright", "Corwin")
    store = files.store()
    tables = store.pack()
    events = dict(tables["Event"])
    tamper(events)
    store.unpack({**tables, "Event": events})
    done = files("audit", "verify")
    assert done.returncode == 1
    assert f"The audit chain is broken {TAMPERINGS[tamper]}" in done.stdout, done.stdout


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_tampering_with_an_editor_is_found_and_its_link_is_named(files: Office, tamper: Callable) -> None:
    files.log("Acme", "Bright", "Corwin")
    whole = json.loads(files.file.read_text())
    tamper(whole["data"]["Event"])
    files.file.write_text(json.dumps(whole))
    done = files("audit", "verify")
    assert done.returncode == 1
    assert "does not begin as our files do" in done.stdout
    assert f"broken {TAMPERINGS[tamper].partition(':')[0]}:" in done.stdout, done.stdout


def test_a_record_changed_with_an_editor_is_told_from_a_broken_chain(files: Office) -> None:
    files.log("Acme")
    files.file.write_bytes(files.file.read_bytes().replace(b'"product":"App"', b'"product":"Apq"', 1))
    done = files("audit", "verify")
    assert done.returncode == 1
    assert "does not match its checksum" in done.stdout and "The audit chain in it holds (1 event)" in done.stdout


def test_a_wreck_is_no_bug(files: Office) -> None:
    files.log("Acme")
    for wreck in (b"", b"a wreck", b'{"data": []}', b'{"data": {"Event": {"1": {}}}}', files.file.read_bytes()[:900]):
        files.file.write_bytes(wreck)
        done = files("audit", "verify")
        assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE event SET plain = plain::jsonb || '{\"who\": \"slack:U9\"}' WHERE number = 1", "broken at event 1: it was changed"),
        ("DELETE FROM event WHERE number = 2", "broken at event 2: event 3 stands here"),
        ("DELETE FROM event WHERE number = 3", "broken at event 3: the drawer had counted 3 events"),
    ],
)  # fmt: skip
def test_tampering_in_the_database_is_found(database: Office, sql: str, said: str) -> None:
    database.log("Acme", "Bright", "Corwin")
    with psycopg.connect(database.url, autocommit=True) as connection:
        assert connection.execute(sql).rowcount == 1  # type: ignore[call-overload]
    done = database("audit", "verify")
    assert (done.returncode, said in done.stdout) == (1, True), done


# --- backup and restore


def test_a_backup_comes_back_and_says_what_it_holds(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "district.backup"
    done = office("backup", str(path))
    assert done.returncode == 0, done.stderr
    assert path.stat().st_mode & 0o777 == 0o600
    head = head_of(done)
    office.log("Since")
    done = office("restore", str(path))
    assert (done.returncode, "lacks 1 changes" in done.stderr) == (2, True)
    assert "Since" in office("contracts").stdout
    done = office("restore", str(path), "--even-if-lost")
    assert (done.returncode, head_of(done)) == (0, head), done.stderr
    assert "Since" not in office("contracts").stdout
    assert office("audit", "verify", "--head", head).returncode == 0


def test_a_damaged_drawer_is_restored_and_the_wreck_is_kept(files: Office, tmp_path: Path) -> None:
    files.log("Acme")
    path = tmp_path / "district.backup"
    files("backup", str(path))
    files.file.write_text("a wreck")
    done = files("contracts")
    assert (done.returncode, "It was left as it is" in done.stderr) == (2, True)
    assert files("backup", str(tmp_path / "other")).returncode == 2
    done = files("restore", str(path))
    assert done.returncode == 0, done.stderr
    assert "Acme" in files("contracts").stdout
    assert [copy.read_text() for copy in files.data.glob("district/backups/before-restore-*")] == ["a wreck"]


def test_the_good_copy_that_the_damage_names_can_be_restored_as_it_is(files: Office) -> None:
    files.log("Acme")
    keep_paper(files)
    files.log("Bright", DPA_NOW="2027-01-01T09:00")
    files.file.write_bytes(files.file.read_bytes()[:-100])
    copy = re.search(r"The newest good copy is (\S+\.json)\.", files("contracts").stderr)
    assert copy
    done = files("restore", copy[1])
    assert done.returncode == 0, done.stderr
    assert [contract.vendor for contract in files.store().contracts()] == ["Acme"]
    assert files.store().file_content(hashlib.sha256(PAPER).hexdigest()) == PAPER


@pytest.mark.parametrize("harm", [lambda raw: raw[:-50], lambda raw: raw.replace(b"Acme", b"Bcme"), lambda _: b""])
def test_a_damaged_backup_changes_nothing(office: Office, tmp_path: Path, harm: Callable) -> None:
    path = tmp_path / "district.backup"
    office("backup", str(path))
    path.write_bytes(harm(path.read_bytes()))
    before = office("export", "--format", "json").stdout
    done = office("restore", str(path), "--even-if-lost")
    assert (done.returncode, "no backup of ours, or was cut short or changed" in done.stderr) == (2, True)
    assert office("export", "--format", "json").stdout == before


def test_a_full_disk_leaves_the_backup_and_the_export_that_were(files: Office, small_disk: Path) -> None:
    files.log("Acme")
    backup, export = small_disk / "district.backup", small_disk / "export.json"
    calls = {backup: ("backup", str(backup)), export: ("export", "--format", "json", str(export))}
    assert [files(*words).returncode for words in calls.values()] == [0, 0]
    before = {path: path.read_bytes() for path in calls}
    (small_disk / "ballast").write_bytes(b"x" * 270_000)
    files.log(*(f"{number} {'n' * 190}" for number in range(12)))
    for path, words in calls.items():
        done = files(*words)
        assert (done.returncode, "no room on the disk" in done.stderr) == (2, True), done
        assert path.read_bytes() == before[path]
    assert len(list(small_disk.iterdir())) == 3


def test_a_full_disk_while_restoring_leaves_the_drawer_as_it_was(
    files: Office, small_disk: Path, tmp_path: Path
) -> None:
    small, path = Office(small_disk), tmp_path / "district.backup"
    files.log("Acme")
    store = files.store()
    sha256, when = store.keep_file(os.urandom(400_000)), store.events()[0].when
    kept = StoredFile(sha256=sha256, name="big.pdf", media_type="", size=400_000, stored=when)
    store.change(Event(who="x", what="keep", when=when, surface="test"), lambda _: [kept])
    files("backup", str(path))
    small.log("Here before")
    before = small.store().pack()
    done = small("restore", str(path), "--even-if-lost")
    assert (done.returncode, "no room on the disk" in done.stderr) == (2, True), done
    assert small.store().pack() == before


def test_nothing_is_written_over_the_records(files: Office) -> None:
    files.log("Acme")
    before = files.file.read_bytes()
    for words in (("backup",), ("export", "--format", "json")):
        done = files(*words, str(files.file))
        assert (done.returncode, "among the records" in done.stderr) == (2, True)
    assert files.file.read_bytes() == before
    done = files("backup", str(files.data / "nowhere" / "b"))
    assert (done.returncode, "cannot be written: No such file" in done.stderr) == (2, True)
    done = files("export", "--format", "ics", str(files.data / "nowhere" / "b"))
    assert (done.returncode, "cannot be written: No such file" in done.stderr) == (2, True)


# --- migrate, and the bot on PostgreSQL


def test_a_district_moves_whole_and_again(files: Office, database: Office) -> None:
    files.log("Acme", "Bright")
    keep_paper(files)
    head = head_of(files("audit", "verify"))
    for events in (3, 4):
        done = files("migrate", "--to", database.url)
        assert done.returncode == 0, done.stderr
        assert "both sides are the same" in done.stdout
        assert f"{events} events, 1 file, each compared" in done.stdout
        assert "Moving district" in done.stderr
        there = PostgresCabinet(database.url)
        assert list(differences(files.store(), there.drawer("district"))) == []
        assert there.drawer("district").file_content(hashlib.sha256(PAPER).hexdigest()) == PAPER
        there.close()
        assert database("audit", "verify", "--head", head).returncode == 0
        files.log(f"Later {events}")


def test_a_move_onto_records_in_use_is_refused(files: Office, database: Office) -> None:
    files.log("Acme")
    files("migrate", "--to", database.url)
    database.log("Only there")
    done = files("migrate", "--to", database.url)
    assert (done.returncode, "it is in use. Nothing was moved" in done.stderr) == (2, True)
    assert "Only there" in database("contracts").stdout
    assert "already are" in database("migrate", "--to", database.url).stderr


def test_a_broken_chain_moves_as_it_is_and_is_told(files: Office, database: Office) -> None:
    files.log("Acme", "Bright")
    store = files.store()
    tables = store.pack()
    store.unpack({**tables, "Event": {**tables["Event"], "2": {**tables["Event"]["2"], "who": "slack:U9"}}})
    done = files("migrate", "--to", database.url)
    assert (done.returncode, "both sides are the same" in done.stdout) == (1, True)
    assert "broken at event 2" in done.stdout


@pytest.mark.parametrize("address", ["mysql://h/db", "postgresql://", "postgresql://u:s3cret@h:port/db", "here"])
def test_an_address_that_is_none_is_told_without_its_password(files: Office, address: str) -> None:
    for done in (files("migrate", "--to", address), files("contracts", DPA_DATABASE_URL=address)):
        assert (done.returncode, "postgresql://name:password@host/database" in done.stderr) == (2, True)
        assert "s3cret" not in done.stderr + done.stdout


def test_a_database_that_is_away_is_told_without_its_password(files: Office) -> None:
    done = files("migrate", "--to", "postgresql://u:s3cret@127.0.0.1:1/dpa")
    assert (done.returncode, "cannot be reached just now" in done.stderr) == (2, True)
    assert "s3cret" not in done.stderr


def test_the_bot_runs_on_postgresql_and_beside_the_commands(database: Office, start: Callable) -> None:
    with start(database.data, DPA_DATABASE_URL=database.url) as address:
        logged = database.raw("log-contract", LOG.format("Acme Postgres"))
        assert (logged.returncode, logged.stderr) == (0, b"")
        with urlopen(address) as page:
            assert "Acme Postgres" in page.read().decode()
        with start(database.data, DPA_DATABASE_URL=database.url) as second, urlopen(second) as page:
            assert "Acme Postgres" in page.read().decode(), "two bots share a database"
    assert not database.data.exists()


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


# --- which district


def test_the_only_district_is_meant_and_a_slip_makes_none(office: Office, tmp_path: Path) -> None:
    assert office("audit", "verify", "--district", "district").returncode == 0
    done = office("audit", "verify", "--district", "distrct")
    assert (done.returncode, "There are: district." in done.stderr) == (2, True)
    assert office("backup", str(tmp_path / "b"), "--district", "../x").returncode == 2
    office.log("Windham's", DPA_DISTRICT="windham")
    assert "Windham" not in office("export", "--format", "json").stdout
    assert "Windham" in office("export", "--format", "json", "--district", "windham").stdout


def test_the_only_one_is_found_by_itself_and_of_several_one_is_named(files: Office) -> None:
    files.log("Acme", DPA_DISTRICT="hartford")
    assert "1 event," in files("audit", "verify").stdout
    files.log("Bright", DPA_DISTRICT="windham")
    done = files("audit", "verify")
    assert (done.returncode, "There are: hartford, windham." in done.stderr) == (2, True)


def test_a_fresh_machine_is_restored(files: Office, tmp_path: Path) -> None:
    files.log("Acme", DPA_DISTRICT="hartford")
    files("backup", str(tmp_path / "b"))
    fresh = Office(tmp_path / "fresh")
    assert "of the district hartford" in fresh("restore", str(tmp_path / "b")).stderr
    done = fresh("restore", str(tmp_path / "b"), "--district", "hartford")
    assert done.returncode == 0, done.stderr
    assert "Acme" in fresh("export", "--format", "json").stdout


# --- export


@pytest.mark.parametrize("format", ["json", "csv", "ics", "xlsx"])
def test_an_export_goes_to_a_file_or_to_standard_output(office: Office, tmp_path: Path, format: str) -> None:
    path = tmp_path / "out"
    done = office("export", "--format", format, str(path), DPA_NOW="2026-11-24T09:00")
    assert done.returncode == 0, done.stderr
    assert path.stat().st_mode & 0o777 == 0o600
    assert office("audit", "verify", "--head", head_of(done)).returncode == 0
    out = office.raw("export", "--format", format, DPA_NOW="2026-11-24T09:00")
    assert out.returncode == 0
    for content in (path.read_bytes(), out.stdout):
        if format in {"csv", "xlsx"}:
            with zipfile.ZipFile(io.BytesIO(content)) as box:
                assert b"Acme" in b"".join(box.read(name) for name in box.namelist())
        else:
            assert b"Acme" in content


def test_no_setting_of_ours_gets_into_an_export(office: Office) -> None:
    done = office("export", "--format", "json", SLACK_BOT_TOKEN="xoxb-planted-token-1234")
    assert "xoxb" not in done.stdout and "postgresql://" not in done.stdout
    assert office("export", "--format", "docx").returncode == 2
