"""Does an erasure hide nothing that somebody changed outside the program, and leave what it need not take?"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.backup import back_up, restore
from storage.embedded.store import open_embedded
from storage.events.audit import compare, verify
from storage.port import ChangedOutsideError, Draft, Store, StoreError, UnreadableRecordError
from storage.records import (
    AppRequest,
    Breach,
    Contract,
    Deadline,
    FamilyRequest,
    Gap,
    Person,
    Place,
    PlanException,
    Record,
    Reminder,
    Setup,
    StoredFile,
    Training,
)
from tests.storage.conftest import a_deadline

OLD = Path(__file__).with_name("kept") / "erased_in_format_4.json"
PAPER = b"a contract"


@pytest.fixture
def full(store: Store, event: Callable, noon: datetime) -> Store:
    """Three contracts and a record of every other kind in one event: each is beside each when one is erased."""
    sha256 = store.keep_file(PAPER)

    def write(draft: Draft) -> list[Record]:
        ids = [draft.new_id(Contract) for _ in range(3)]
        due = [draft.new_id(Deadline) for _ in range(3)]
        more = {kind: draft.new_id(kind) for kind in (Breach, Gap, PlanException, FamilyRequest, AppRequest, Training)}
        return [
            *(Contract(id=id, vendor=f"Vendor {id}", executed=noon.date()) for id in ids),
            *(a_deadline(id, of) for id, of in zip(due, ids, strict=True)),
            *(Reminder(deadline=id, step="safe", due_at=noon) for id in due),
            Reminder(deadline="", step="digest", due_at=noon),
            Breach(id=more[Breach], vendor="Vendor C-2", contract="C-2"),
            Gap(id=more[Gap], question="", asked=noon),
            PlanException(id=more[PlanException], vendor="Kept"),
            FamilyRequest(id=more[FamilyRequest], vendor="Kept", kind="see", reference="7", received=noon.date()),
            AppRequest(id=more[AppRequest], product="Kept", asked=noon),
            Training(id=more[Training], who="slack:U1", day=noon.date()),
            Person(id="slack:U1", name="Dana"),
            Place(id="slack:C1", surface="slack"),
            Setup(lead="slack:U1"),
        ]

    paper = StoredFile(sha256=sha256, name="c.pdf", media_type="", size=len(PAPER), stored=noon)
    store.change(event("keep"), lambda _: [paper])
    store.change(event("import"), write)
    store.mark_sent(store.claim_due(noon, timedelta(minutes=2)), noon, "1.1")
    return store


def edited(store: Store, table: str, key: str, **fields: Any) -> None:
    """What somebody with an editor does to a record."""
    tables = {name: dict(rows) for name, rows in store.dump().items()}
    tables[table][key] = {**tables[table][key], **fields}
    store.replace_all(tables)


def removed(store: Store, table: str, key: str) -> None:
    tables = {name: dict(rows) for name, rows in store.dump().items()}
    del tables[table][key]
    store.replace_all(tables)


EDITS: dict[tuple[str, str], dict[str, Any]] = {
    ("Contract", "C-2"): {"vendor": "Other"},
    ("Deadline", "D-2"): {"status": "done"},
    ("Reminder", "D-2/safe"): {"due_at": "2030-01-01T00:00:00+00:00"},
    ("Reminder", "digest"): {"sent_at": None},
    ("Breach", "B-1"): {"students": 3},
    ("Gap", "G-1"): {"topic": "sell-data"},
    ("PlanException", "E-1"): {"vendor": "Other"},
    ("FamilyRequest", "R-1"): {"outcome": "done"},
    ("AppRequest", "A-1"): {"status": "approved"},
    ("Training", "T-1"): {"day": "2020-01-01"},
    ("Person", "slack:U1"): {"role": "admin"},
    ("Place", "slack:C1"): {"private": True},
    ("Setup", "setup"): {"lead": "slack:U9"},
    ("StoredFile", hashlib.sha256(PAPER).hexdigest()): {"name": "other.pdf"},
}


def named(store: Store) -> set[str]:
    return {one.id for one in compare(store.dump()).differences}


def test_an_edit_of_any_record_is_named_before_and_after_another_is_erased(full: Store, event: Callable) -> None:
    assert named(full) == set()
    for (table, key), fields in EDITS.items():
        edited(full, table, key, **fields)
    keys, head = {key for _, key in EDITS}, full.head()
    assert named(full) == keys
    full.erase(event(), "C-1")
    full.erase(event(), "C-3")
    assert named(full) == keys
    assert verify(full.events(), [head, full.head()]) is None


def test_a_record_removed_or_added_stays_so_after_another_is_erased(full: Store, event: Callable) -> None:
    removed(full, "Gap", "G-1")
    tables = full.dump()
    forged = {**tables["AppRequest"]["A-1"], "id": "A-2"}
    full.replace_all({**tables, "AppRequest": {**tables["AppRequest"], "A-2": forged}})
    full.erase(event(), "C-1")
    assert named(full) == {"G-1", "A-2"}


@pytest.mark.parametrize(("table", "key"), EDITS, ids=lambda part: part)
def test_a_record_that_was_edited_is_not_erased(full: Store, event: Callable, table: str, key: str) -> None:
    edited(full, table, key, **EDITS[table, key])
    whole = {"D-2/safe": "D-2", "T-1": "slack:U1", "digest": "", "setup": ""}.get(key, key)
    if not whole or table == "StoredFile":
        return  # nobody can erase it
    before = full.dump()
    with pytest.raises(ChangedOutsideError) as refused:
        full.erase(event(), whole)
    assert key in str(refused.value) and next(iter(EDITS[table, key])).replace("_", " ") in str(refused.value)
    assert "audit verify" in str(refused.value) and full.dump() == before


def test_a_record_with_a_field_that_nobody_knows_is_named_and_not_erased(full: Store, event: Callable) -> None:
    edited(full, "Contract", "C-2", vendor="Other", color="red")
    before = full.dump()
    with pytest.raises(
        UnreadableRecordError, match=r"C-2 cannot be read: .* Nothing was changed\. Run dpa audit verify"
    ):
        full.erase(event(), "C-2")
    with pytest.raises(UnreadableRecordError):
        full.contracts()
    assert full.dump() == before


def test_what_was_bent_towards_a_record_does_not_go_with_it(full: Store, event: Callable) -> None:
    """Somebody makes a deadline and a breach of C-2 follow from C-1, so that they would go when C-1 does."""
    edited(full, "Deadline", "D-2", record="C-1"), edited(full, "Breach", "B-1", contract="C-1")
    with pytest.raises(ChangedOutsideError, match=r"D-2 \(record\)"):
        full.erase(event(), "C-1")
    assert full.deadline("D-2") and full.breach("B-1") and named(full) == {"D-2", "B-1"}


def test_an_event_that_was_changed_is_not_emptied(full: Store, event: Callable) -> None:
    events = full.dump()["Event"]
    after = {**events["2"]["after"], "C-3": {"vendor": "Other"}}
    edited(full, "Event", "2", after=after)
    with pytest.raises(ChangedOutsideError, match="event 2"):
        full.erase(event(), "C-1")
    assert verify(full.events()).number == 2


def test_the_siblings_of_an_import_keep_their_history(full: Store, event: Callable, noon: datetime) -> None:
    before = full.dump()["Event"]
    full.erase(event(), "C-1")
    after = full.dump()["Event"]
    gone = {"C-1", "D-1", "D-1/safe"}
    for number in ("2", "3"):
        assert after[number]["after"] == {k: row for k, row in before[number]["after"].items() if k not in gone}
        assert after[number]["digest"] == before[number]["digest"] and after[number]["salt"] != before[number]["salt"]
    assert "Vendor C-1" not in str(full.dump()) and full.history("C-2")[0].after["C-2"]["vendor"] == "Vendor C-2"
    whole = compare(full.dump())
    assert (whole.differences, whole.partly, verify(full.events())) == ([], 0, None)
    full.erase(event(), "C-2"), full.erase(event(), "C-3"), full.erase(event(), "slack:U1")
    assert "Dana" not in str(full.dump()) and "Vendor" not in str(full.dump())
    assert (compare(full.dump()).differences, verify(full.events(), [full.head()])) == ([], None)


def test_a_place_with_a_slash_in_its_id_goes_from_the_history_too(store: Store, put: Callable, event: Callable) -> None:
    put(store, Place(id="teams:19:a/b", surface="teams", name="Secret room"), Place(id="teams:2", surface="teams"))
    store.erase(event(), "teams:19:a/b")
    assert "Secret" not in str(store.dump()) and verify(store.events()) is None and named(store) == set()


@pytest.fixture
def old(tmp_path: Path) -> Store:
    """What the version before left, which retold siblings: an import of four, the first two erased one by one."""
    (tmp_path / "data/hartford").mkdir(parents=True)
    shutil.copy(OLD, tmp_path / "data/hartford/district.json")
    return open_embedded(tmp_path / "data", "hartford")


def test_erasures_of_the_version_before_hold_and_go_on(old: Store, event: Callable, log: Callable) -> None:
    assert (verify(old.events(), [old.head()]), named(old), len(old.contracts())) == (None, set(), 2)
    edited(old, "Contract", "C-4", vendor="Other")
    old.erase(event(), "C-3")
    assert "Corwin" not in str(old.dump()) and named(old) == {"C-4"} and verify(old.events()) is None
    log(old)
    assert verify(old.events(), [old.head()]) is None


def test_an_event_that_an_old_erasure_left_alone_cannot_be_emptied(old: Store) -> None:
    for number in ("1", "3", "6"):
        assert old.dump()["Event"][number]["salt"]
        kept = old.dump()
        edited(old, "Event", number, before={}, after={}, salt="")
        assert verify(old.events()).number == int(number)
        old.replace_all(kept)


def test_an_erasure_that_is_refused_after_a_restore_is_said(full: Store, event: Callable, tmp_path: Path) -> None:
    path = tmp_path / "bent.backup"
    kept = full.dump()
    edited(full, "Contract", "C-1", vendor="Bent")
    back_up(full, "hartford", path)
    full.replace_all(kept)
    full.erase(event(), "C-1")
    with pytest.raises(StoreError, match="was restored, but C-1 had been erased and is on file again"):
        restore(full, "hartford", path, even_if_lost=True)
    assert named(full) == {"C-1"}


def test_a_lowered_counter_gives_no_number_again(
    full: Store, event: Callable, log: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    full.erase(event(), "C-3")
    before = full.dump()
    edited(full, "Tally", "tally", ids={})
    assert log(full, "New").event.made == ("C-4", "D-4")
    assert "The counter of C-… was behind: at 0, although C-3 has been given out" in caplog.text
    after = full.dump()
    for table in ("Contract", "Deadline", "Reminder"):
        assert {key: after[table][key] for key in before[table]} == before[table]
    assert (named(full), verify(full.events())) == (set(), None)


def test_a_lowered_count_of_events_overwrites_none_and_stays_seen(full: Store, log: Callable) -> None:
    before, first = full.dump()["Event"], full.events()[0]
    for number, hash in ((0, ""), (1, first.hash)):
        edited(full, "Tally", "tally", number=number, hash=hash)
        log(full)
    events = full.dump()["Event"]
    assert {key: events[key] for key in before} == before and len(events) == len(before) + 2
    assert verify(full.events()).number == len(before) + 1


def test_a_record_that_was_put_ahead_of_the_counter_is_not_overwritten(full: Store, log: Callable) -> None:
    tables = full.dump()
    forged = {**tables["Contract"]["C-1"], "id": "C-5"}
    full.replace_all({**tables, "Contract": {**tables["Contract"], "C-5": forged}})
    assert log(full).event.made == ("C-6", "D-4") and full.contract("C-5").vendor == "Vendor C-1"


def test_an_erasure_in_hourly_copies_hides_nothing_either(
    tmp_path: Path, log: Callable, noon: datetime, event: Callable
) -> None:
    store = open_embedded(tmp_path, "hartford")
    log(store, "Secret"), log(store, "Beside")
    edited(store, "Contract", "C-2", vendor="Other")
    log(store, "Later", when=noon + timedelta(hours=2))
    store.erase(replace(event(), when=noon + timedelta(hours=3)), "C-1")
    copy = max((tmp_path / "hartford/backups").glob("hour-*.json"))
    (tmp_path / "hartford/district.json").write_bytes(copy.read_bytes())
    again = open_embedded(tmp_path, "hartford")
    assert "Secret" not in str(again.dump()) and named(again) == {"C-2"} and verify(again.events()) is None
