"""Does ``dpa audit verify`` find what was changed, on files and on PostgreSQL?"""

import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.bot.cli.district_cli import DistrictCli, head_of


def test_a_whole_chain_holds_up_to_its_published_head(office: DistrictCli) -> None:
    done = office("audit", "verify")
    assert done.returncode == 0, done.stderr
    assert "2 events, none changed" in done.stdout
    office.log("Corwin")
    assert office("audit", "verify", "--head", head_of(done)).returncode == 0


def test_a_chain_cut_off_or_forged_before_a_published_head_is_found(office: DistrictCli) -> None:
    number, _, hash = head_of(office("audit", "verify")).partition(":")
    done = office("audit", "verify", "--head", f"7:{hash}")
    assert (done.returncode, "broken at event 3: the chain ends here, but event 7 was published" in done.stdout) == (
        1,
        True,
    )
    done = office("audit", "verify", "--head", f"{number}:{'0' * 64}")
    assert (done.returncode, "broken at event 2: it is not the event that was published" in done.stdout) == (1, True)


@pytest.mark.parametrize("head", ["2", "2:abc", "0:" + "a" * 64, "x:" + "a" * 64])
def test_a_head_that_is_none_is_a_wrong_call(files: DistrictCli, head: str) -> None:
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
    change_what_it_says: "at event 2: what it says about the records was changed",
    remove: "at event 2: event 3 is here: one was removed or inserted",
    insert: "at event 3: it does not follow the event before it",
    cut_off: "at event 3: 3 events had been counted",
}


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_tampering_by_somebody_who_makes_a_good_file_of_it_is_found(files: DistrictCli, tamper: Callable) -> None:
    files.log("Acme", "Bright", "Corwin")
    store = files.store()
    tables = store.dump()
    events = dict(tables["Event"])
    tamper(events)
    store.replace_all({**tables, "Event": events})
    done = files("audit", "verify")
    assert done.returncode == 1
    assert f"The audit chain is broken {TAMPERINGS[tamper]}" in done.stdout, done.stdout


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_tampering_with_an_editor_is_found_and_its_link_is_named(files: DistrictCli, tamper: Callable) -> None:
    files.log("Acme", "Bright", "Corwin")
    whole = json.loads(files.file.read_text())
    tamper(whole["data"]["Event"])
    files.file.write_text(json.dumps(whole))
    done = files("audit", "verify")
    assert done.returncode == 1
    assert "is not in the format of this program" in done.stdout
    assert f"broken {TAMPERINGS[tamper].partition(':')[0]}:" in done.stdout, done.stdout


def test_a_record_changed_with_an_editor_is_told_from_a_broken_chain(files: DistrictCli) -> None:
    files.log("Acme")
    files.file.write_bytes(files.file.read_bytes().replace(b'"product":"App"', b'"product":"Apq"', 1))
    done = files("audit", "verify")
    assert done.returncode == 1
    assert "does not match its checksum" in done.stdout and "The audit chain in it holds (1 event)" in done.stdout


def edit_vendor(tables: dict[str, Any]) -> None:
    tables["Contract"]["C-1"] = {**tables["Contract"]["C-1"], "vendor": "Other"}


def mark_done(tables: dict[str, Any]) -> None:
    tables["Deadline"]["D-1"] = {**tables["Deadline"]["D-1"], "status": "done"}


def drop_contract(tables: dict[str, Any]) -> None:
    del tables["Contract"]["C-2"]


def add_contract(tables: dict[str, Any]) -> None:
    tables["Contract"]["C-3"] = {**tables["Contract"]["C-1"], "id": "C-3"}


def drop_reminder(tables: dict[str, Any]) -> None:
    del tables["Reminder"]["D-1/opened"]


def mark_sent(tables: dict[str, Any]) -> None:
    row = tables["Reminder"]["D-1/opened"]
    tables["Reminder"]["D-1/opened"] = {**row, "sent_at": row["due_at"]}


EDITS = {
    edit_vendor: "C-1 was changed: vendor not as its history has it",
    mark_done: "D-1 was changed: status not as its history has it",
    drop_contract: "C-2 was removed",
    add_contract: "C-3 was added: no event tells of it",
    drop_reminder: "D-1/opened was removed",
    mark_sent: "D-1/opened was changed: sent at",
}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_a_record_that_is_not_as_its_events_tell_is_found(office: DistrictCli, edit: Callable) -> None:
    good = office("audit", "verify")
    assert (good.returncode, "none changed, added or removed" in good.stdout) == (0, True), good.stdout
    with office.opened() as store:
        tables = {name: dict(rows) for name, rows in store.dump().items()}
        edit(tables)
        store.replace_all(tables)
    done = office("audit", "verify")
    assert (done.returncode, EDITS[edit] in done.stdout) == (1, True), done.stdout
    assert "1 record changed outside this program" in done.stdout
    assert "The audit chain holds" in done.stdout


def test_a_wreck_is_no_bug(files: DistrictCli) -> None:
    files.log("Acme")
    for wreck in (b"", b"a wreck", b'{"data": []}', b'{"data": {"Event": {"1": {}}}}', files.file.read_bytes()[:900]):
        files.file.write_bytes(wreck)
        done = files("audit", "verify")
        assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE event SET plain = plain::jsonb || '{\"who\": \"slack:U9\"}' WHERE number = 1", "broken at event 1: it was changed"),
        ("DELETE FROM event WHERE number = 2", "broken at event 2: event 3 is here"),
        ("DELETE FROM event WHERE number = 3", "broken at event 3: 3 events had been counted"),
    ],
)  # fmt: skip
def test_tampering_in_the_database_is_found(database: DistrictCli, sql: str, said: str) -> None:
    database.log("Acme", "Bright", "Corwin")
    with psycopg.connect(database.url, autocommit=True) as connection:
        assert connection.execute(sql).rowcount == 1  # type: ignore[call-overload]
    done = database("audit", "verify")
    assert (done.returncode, said in done.stdout) == (1, True), done
