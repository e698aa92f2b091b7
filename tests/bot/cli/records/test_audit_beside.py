"""Does ``dpa audit verify`` look at what no event tells of, and does a backup say which kept files it lacks?"""

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage.port import Store
from storage.records import Event, StoredFile
from storage.transient import AccessToken, fingerprint
from storage.vault.vault import open_vault
from tests.bot.cli.district_cli import PAPER, DistrictCli

SHA256 = hashlib.sha256(PAPER).hexdigest()
FAR = "9999-01-01T00:00:00+00:00"
SOON = datetime.now(UTC)
Tables = dict[str, dict[str, Any]]


@pytest.fixture
def kept(office: DistrictCli) -> DistrictCli:
    """A district with a contract, its paper, and somebody who is signed in."""
    office.log("Canva")
    with office.opened() as store:
        store.keep_file(PAPER)
        when = store.events()[0].when
        paper = StoredFile(sha256=SHA256, name="c.pdf", media_type="application/pdf", size=len(PAPER), stored=when)
        store.change(
            Event(who="x", what="add-file", when=when, surface="test"), lambda _: [store.contract("C-1"), paper]
        )
        sign_in(store, "slack:UDANA", "visit", timedelta(hours=8))
        sign_in(store, "slack:UDANA", "calendar", timedelta(days=3650))
        store.hold_slots("slack:C1", SOON, SOON + timedelta(minutes=1))
        steps = store.claim_due(store.reminders("D-1")[0].due_at, timedelta(minutes=2))
        store.mark_failed(steps, SOON, SOON + timedelta(hours=6), "TimeoutError")
    return office


def sign_in(store: Store, who: str, kind: Any, lasts: timedelta) -> None:
    store.add_token(AccessToken(id=fingerprint(f"{who}{kind}"), person=who, until=SOON + lasts, kind=kind), SOON)


def damage(office: DistrictCli, content: bytes | None) -> None:
    """Replace the bytes of the kept paper, or take them away."""
    if office.url:
        say(office, "DELETE FROM file" if content is None else f"UPDATE file SET content = '\\x{content.hex()}'")
        return
    path = office.data / "district/files" / SHA256
    path.unlink()
    if content is not None:
        path.write_bytes(content)


def say(office: DistrictCli, sql: str) -> None:
    with psycopg.connect(office.url, autocommit=True) as connection:
        assert connection.execute(sql).rowcount == 1  # type: ignore[call-overload]


def test_an_honest_district_gives_no_alarm_and_names_who_may_come_in(kept: DistrictCli) -> None:
    done = kept("audit", "verify")
    assert done.returncode == 0, done.stdout
    assert "1 kept file compared, none changed or gone" in done.stdout
    assert "slack:UDANA (calendar until" in done.stdout and "slack:UDANA (visit until" in done.stdout


FLIPPED = bytes([PAPER[0] ^ 1]) + PAPER[1:]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "The kept file c.pdf of C-1 is gone."),
        (b"%PDF another paper", "The kept file c.pdf of C-1 was changed"),
        (FLIPPED, "The kept file c.pdf of C-1 was changed"),
    ],
    ids=["deleted", "replaced", "one-bit"],
)
def test_a_kept_file_that_is_not_as_it_was_is_named_and_a_backup_is_made_all_the_same(
    kept: DistrictCli, tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "to" / "district.backup"
    path.parent.mkdir()
    damage(kept, content)
    done = kept("audit", "verify")
    assert (done.returncode, said in done.stdout) == (1, True), done.stdout
    done = kept("backup", str(path))
    assert (done.returncode, said in done.stderr, "Backed up district" in done.stdout) == (1, True, True), done
    assert "The backup was made, but it does not have 1 kept file" in done.stderr
    assert [left.name for left in path.parent.iterdir()] == [path.name]
    assert [line for line in map(json.loads, path.read_text().splitlines()) if "lacks" in line] == [
        {"lacks": "c.pdf", "of": "C-1", "why": "file gone" if content is None else "file damaged"}
    ]
    kept.log("Since")
    done = kept("restore", str(path), "--even-if-lost")
    assert (done.returncode, said in done.stderr, "Restored district" in done.stdout) == (1, True, True), done
    assert "Canva" in kept("contracts").stdout


def claim(tables: Tables) -> None:
    for key, row in tables["Reminder"].items():
        tables["Reminder"][key] = {**row, "claimed_until": FAR}


def lower(tables: Tables) -> None:
    tables["Tally"]["tally"] = {**tables["Tally"]["tally"], "ids": {}}


def forget_the_count(tables: Tables) -> None:
    tables["Tally"]["tally"] = {**tables["Tally"]["tally"], "number": 0, "hash": ""}


def add_sent_digest(tables: Tables) -> None:
    row = {**tables["Reminder"]["D-1/opened"], "deadline": "", "step": "weekly-2026-12-07", "sent_at": SOON.isoformat()}
    tables["Reminder"][row["step"]] = row


def add_withdrawn_digest(tables: Tables) -> None:
    row = {**tables["Reminder"]["D-1/opened"], "deadline": "", "step": "weekly-2026-12-07", "withdrawn": True}
    tables["Reminder"][row["step"]] = row


def add_table(tables: Tables) -> None:
    tables["Shadow"] = {"S-1": {"id": "S-1"}}


def add_field(tables: Tables) -> None:
    tables["Contract"]["C-1"] = {**tables["Contract"]["C-1"], "shadow": 1}


def add_field_to_an_event(tables: Tables) -> None:
    tables["Event"]["1"] = {**tables["Event"]["1"], "shadow": 1}


def take_a_field(tables: Tables) -> None:
    tables["Deadline"]["D-1"] = {name: value for name, value in tables["Deadline"]["D-1"].items() if name != "safe"}


def misnumber(tables: Tables) -> None:
    tables["Event"]["7"] = tables["Event"].pop("2")


EDITS: dict[Callable[[Tables], None], str] = {
    claim: "The reminder D-1/opened is held back until 9999-01-01",
    lower: "The counter of C-… was lowered: C-3 has been given out already.",
    forget_the_count: "The audit chain is broken at event 1",
    add_sent_digest: "weekly-2026-12-07 was added: no event tells of it",
    add_withdrawn_digest: "weekly-2026-12-07 was added: no event tells of it",
    add_table: "There are rows of 'Shadow', which this version does not keep.",
    add_field: "C-1 has a field 'shadow'",
    add_field_to_an_event: "Event 1 has a field 'shadow'",
    take_a_field: "D-1 cannot be read as a Deadline",
    misnumber: "The event under number 7 says that it is number 2.",
}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_what_no_event_tells_of_is_looked_at(kept: DistrictCli, edit: Callable[[Tables], None]) -> None:
    with kept.opened() as store:
        tables = {name: dict(rows) for name, rows in store.dump().items()}
        edit(tables)
        store.replace_all(tables)
    done = kept("audit", "verify")
    assert (done.returncode, EDITS[edit] in done.stdout, done.stderr) == (1, True, ""), done


def test_sign_ins_and_pauses_that_this_program_does_not_give_are_named(kept: DistrictCli) -> None:
    with kept.opened() as store:
        sign_in(store, "slack:UEVE", "visit", timedelta(days=1000))
        store.hold_slots("slack:C2", SOON, SOON + timedelta(days=900))
    done = kept("audit", "verify")
    assert done.returncode == 1, done.stdout
    assert (
        "A sign-in of slack:UEVE lasts until" in done.stdout and "Nothing is sent to 'slack:C2' before" in done.stdout
    )


def test_a_reminder_that_the_database_holds_back_is_named(database: DistrictCli) -> None:
    database.log("Acme")
    say(database, "UPDATE reminder SET open = false WHERE id = 'D-1/opened'")
    done = database("audit", "verify")
    assert (done.returncode, "The reminder D-1/opened is marked as closed" in done.stdout) == (1, True), done


def test_a_secret_that_somebody_changed_is_named(kept: DistrictCli) -> None:
    vault = open_vault(kept.data, kept.url)
    vault.put("slack T1", "xoxb-1"), vault.put("slack T2", "xoxb-2")
    vault.close()
    assert kept("audit", "verify").returncode == 0
    if kept.url:
        say(kept, "UPDATE secret SET sealed = reverse(sealed) WHERE name = 'slack T1'")
    else:
        path = kept.data / "secrets.json"
        sealed = json.loads(path.read_bytes())
        path.write_text(json.dumps({**sealed, "slack T1": sealed["slack T2"]}))
    done = kept("audit", "verify")
    assert (done.returncode, "The secret 'slack T1' cannot be opened" in done.stdout) == (1, True), done


@pytest.mark.parametrize("content", [None, FLIPPED], ids=["deleted", "one-bit"])
def test_a_move_names_the_kept_files_that_stay_behind(files: DistrictCli, url: str, content: bytes | None) -> None:
    files.log("Acme")
    store = files.store()
    store.keep_file(PAPER)
    paper = StoredFile(sha256=SHA256, name="c.pdf", media_type="", size=1, stored=SOON)
    store.change(Event(who="x", what="keep", when=SOON, surface="test"), lambda _: [paper])
    damage(files, content)
    done = files("migrate", "--to", url)
    assert (done.returncode, "Moved, and both sides are the same" in done.stdout) == (1, True), done
    assert "The records were moved, but not 1 kept file" in done.stderr and "c.pdf" in done.stderr


@pytest.mark.parametrize("command", [("contracts",), ("audit", "verify"), ("backup", "/tmp/never")])
def test_a_folder_in_place_of_the_records_is_a_sentence(files: DistrictCli, command: tuple[str, ...]) -> None:
    files.log("Acme")
    files.file.unlink(), files.file.mkdir()
    done = files(*command)
    assert (done.returncode, "cannot be read (Is a directory)" in done.stderr) == (2, True), done
    shutil.rmtree(files.file)
