"""An export that is put back in an empty district says the same again."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.export.export import export_file, workbook
from handlers.export.read_back import begins_as_export, has_tables, is_empty, read_back
from handlers.export.rows import take_snapshot
from handlers.forms.filling import change
from storage.embedded.store import open_embedded
from storage.events.audit import compare
from storage.kinds import PlanException
from storage.port import Store
from storage.records import Person, Role, Setup
from tests.handlers.talk import Talk

LIFE = """
now: 2026-09-08 09:00
you: setup district: Granby; site: https://granby.example.org/data; morning: 07:30; links: yes; closures: 2026-12-24, 2026-12-31
you: log-contract vendor: Acme; product: Acme "Read"; executed: 2026-09-08; provisions: all; expiry: 2027-06-30; purpose: reading; description: =SUM(A1) café; kinds: names, grades; breach days: 10; contact: Bo Ek; owner: Ana Ruiz; notes: '=1+1, and the rest later; categories: student_information, student_records
you: log-contract vendor: Brio; executed: 2026-09-08; provisions: 1, 2
you: log-contract vendor: Cleo; executed: 2026-09-08
you: log-contract vendor: Dune; executed: 2026-08-01; posted: 2026-08-03; posted proof: https://granby.example.org/dune
you: log-breach contract: C-1; discovered: 2026-09-01; categories: student_information; students: 12; description: a lost key
you: log-breach vendor: Elm
you: done D-1 https://granby.example.org/acme
you: received B-1 2026-09-08 10:15
you: snooze D-3 2026-09-14 the board meets then
you: withdraw C-3 a double
you: setup request days: 30
you: log-exception vendor: Speakly; product: Board; student: J.D.; plan: IEP; started: 2026-09-01; unable: =1+1, they refuse; parent signs: 2026-09-02; kept: drawer 4
you: log-exception vendor: Readly; student: Case 7; ended: 2026-09-01
you: log-family-request kind: delete; contract: C-1; reference: Case 14; received: 2026-09-07; details: quiz answers; sent: 2026-09-08
you: log-family-request kind: see; vendor: Elm; reference: 15; received: 2026-09-07
you: close-request R-2 shown on Sep 8, 2026
you: ask-app Kahoot; data: yes; school: no
you: ask-app Brio; kind: =math; data: unsure; school: yes
you: ask-app Zed "Two"; kind: reading; data: no; school: unsure
you: approve-app A-2 until: 2027-06-30; contract: C-2
you: refuse-app A-3 because it sells; what it knows
you: training
press: Yes
press: Yes
press: No
press: Yes
press: No
now: 2026-11-24 09:00
"""
ENTERED = ("contracts", "breaches", "exceptions", "family_requests", "deadlines", "apps", "settings", "trainings")


@pytest.fixture
def life(desk: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "life.txt").write_text(LIFE)
    talk = Talk(desk)
    talk.play(tmp_path / "life.txt")
    return talk.desk


def exported(desk: Desk) -> dict[str, Any]:
    return json.loads(export_file(desk, "json").content)


def empty(desk: Desk, store: Store) -> Desk:
    return replace(desk, records=store)


@pytest.mark.parametrize("format", ["json", "csv", "xlsx"])
def test_nothing_that_a_person_entered_is_lost(format: str, life: Desk, tmp_path: Path) -> None:
    there = exported(life)
    other = empty(life, open_embedded(tmp_path / "other", "hartford"))
    done = read_back(export_file(life, format).content, Message("import", who="Dana"), other)
    here = exported(other)
    assert {name: here[name] for name in ENTERED} == {name: there[name] for name in ENTERED}
    assert (done.numbers["contracts"], done.numbers["breaches"]) == (4, 2)
    assert not compare(other.store.dump()).differences
    assert [event["what"] for event in here["events"]] == ["import-export"]
    open_ones = {row["id"]: row["last"][:10] for row in there["deadlines"] if row["status"] == "open"}
    recalled = {row["id"] for row in here["deadlines"] if other.store.reminders(row["id"])}
    assert recalled == {id for id, last in open_ones.items() if last >= "2026-11-24"}, "what is overdue makes no flood"


def test_a_dry_run_says_what_would_be_put_back_and_writes_nothing(life: Desk, tmp_path: Path) -> None:
    other = empty(life, open_embedded(tmp_path / "other", "hartford"))
    told = read_back(export_file(life, "xlsx").content, Message("import"), other, dry_run=True)
    assert told.says.startswith(
        "This would put back 4 contracts, 2 breaches, 2 exceptions, 2 families' requests and 12 deadlines"
    )
    assert is_empty(other) and not other.store.events()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_tables_that_are_cut_off_or_lack_a_column_write_nothing(format: str, life: Desk, tmp_path: Path) -> None:
    other = empty(life, open_embedded(tmp_path / "other", "hartford"))
    content = export_file(life, format).content
    assert has_tables(content)
    for damaged in (content[:-900], _without_days(content)):
        with pytest.raises(Sorry, match="not whole"):
            read_back(damaged, Message("import"), other)
    assert is_empty(other) and not other.store.events()


def _without_days(content: bytes) -> bytes:
    """The same export with another word where each table has the day of execution, or a deadline's safe date."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b",executed,", b",on,").replace(b">Executed<", b">On<"))
    return into.getvalue()


def test_an_older_export_knows_no_exceptions_and_requests(life: Desk, tmp_path: Path) -> None:
    other, found = empty(life, open_embedded(tmp_path / "other", "hartford")), exported(life)
    del found["exceptions"], found["family_requests"]
    found["deadlines"] = [row for row in found["deadlines"] if row["record"][:1] not in "ER"]
    read_back(json.dumps(found).encode(), Message("import"), other)
    assert other.store.contracts() and not other.store.records(PlanException)


def test_a_workbook_that_lacks_the_newest_table_is_put_back_with_all_others(life: Desk, tmp_path: Path) -> None:
    other, snapshot = empty(life, open_embedded(tmp_path / "other", "hartford")), take_snapshot(life)
    older = replace(snapshot, tables={name: rows for name, rows in snapshot.tables.items() if name != "trainings"})
    read_back(workbook(older, life), Message("import"), other)
    assert other.store.records(PlanException) == life.store.records(PlanException)


def test_a_district_with_records_is_left_as_it_is(life: Desk) -> None:
    before = exported(life)
    with pytest.raises(Sorry, match="has records already"):
        read_back(export_file(life, "json").content, Message("import"), life)
    assert exported(life) == before


@pytest.mark.parametrize("wrong", ["cut", "field", "id", "letters", "link", "newer", "table"])
def test_what_is_not_whole_writes_nothing(life: Desk, tmp_path: Path, wrong: str) -> None:
    other = empty(life, open_embedded(tmp_path / "other", "hartford"))
    found = exported(life)
    match wrong:
        case "field":
            found["contracts"][0]["executed"] = "soon"
        case "id":
            found["contracts"].append(found["contracts"][0])
        case "letters":
            found["contracts"][0]["id"] = "C-1x"
        case "link":
            found["contracts"][0]["link"] = "javascript:alert(1)"
        case "newer":
            found["format"] = 99
        case "table":
            del found["breaches"]
    content = json.dumps(found).encode()
    assert begins_as_export(content)
    with pytest.raises(Sorry):
        read_back(content[:-40] if wrong == "cut" else content, Message("import"), other)
    assert not other.store.contracts() and not other.store.events()


def test_where_reminders_go_stays_as_it_is_there(life: Desk, tmp_path: Path) -> None:
    other = empty(life, open_embedded(tmp_path / "other", "hartford"))
    change("setup", Message(""), other, lambda _: [Setup(place="slack:C9")])
    read_back(export_file(life, "json").content, Message("import"), other)
    assert other.store.setup() == replace(life.store.setup(), place="slack:C9")


def test_who_did_the_training_is_known_by_name_afterwards(life: Desk, tmp_path: Path) -> None:
    other = empty(life, open_embedded(tmp_path / "other", "hartford"))
    read_back(export_file(life, "xlsx").content, Message("import", who="Dana"), other)
    people = [
        Person(id=id, name=name, role=Role.STAFF) for id, name in (("slack:U1", "Dana"), ("slack:U2", "Ana Ruiz"))
    ]
    change("grant", Message(""), other, lambda _: people)
    told = plain(respond(Message("training list", who="Dana"), other))
    assert "1 of 2" in told and "Ana Ruiz" in told, told
