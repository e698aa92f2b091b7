"""Is what an administrator erases gone, and does the chain still hold?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.embedded.disk import parse
from storage.embedded.store import open_embedded
from storage.events.audit import compare, verify
from storage.port import Store
from storage.records import Breach, Deadline, Event, Person, StoredFile
from storage.writing import records_to_erase

PAPER = b"a contract"


@pytest.fixture
def two(store: Store, log: Callable, put: Callable, event: Callable, noon: datetime) -> Store:
    """Two contracts, each with its deadline; the first with a breach and a file of its own."""
    sha256 = store.keep_file(PAPER)
    put(store, StoredFile(sha256=sha256, name="c.pdf", media_type="application/pdf", size=len(PAPER), stored=noon))
    log(store, "Secret Vendor", request="press-1", file=sha256), log(store, "Other")

    def breach(draft) -> list:
        found = Breach(id=draft.new_id(Breach), vendor="Secret Vendor", contract="C-1")
        deadline = Deadline(
            id=draft.new_id(Deadline), record=found.id, duty="d", cite="", who="board",
            safe=noon.date(), last=noon.date(), opened=noon,
        )  # fmt: skip
        return [found, deadline]

    store.change(event("log-breach"), breach)
    store.mark_sent(store.claim_due(noon, timedelta(minutes=2))[:1], noon, "1.1")
    return store


def everything(store: Store) -> str:
    return str(store.dump())


def test_a_record_goes_with_all_that_follows_from_it(two: Store) -> None:
    assert [record.id[:8] for record in records_to_erase(two, "C-1")] == [
        "C-1", "B-1", "D-1", "D-3", "D-1/open", "D-1/safe", "D-1/last", two.contract("C-1").file[:8],
    ]  # fmt: skip
    assert [record.id for record in records_to_erase(two, "B-1")] == ["B-1", "D-3"]
    assert records_to_erase(two, "C-9") == []


def test_a_file_stays_while_any_other_contract_names_it_a_withdrawn_one_too(
    two: Store, put: Callable, noon: datetime
) -> None:
    file = two.contract("C-1").file
    put(two, replace(two.contract("C-2"), file=file, withdrawn=noon))
    assert file not in [record.id for record in records_to_erase(two, "C-1")]


def test_what_is_erased_is_nowhere_and_the_chain_holds(two: Store, event: Callable) -> None:
    published = two.head()
    sha256 = two.contract("C-1").file
    outcome = two.erase(event("anything", who="slack:UADMIN"), "C-1")
    assert (outcome.event.what, outcome.event.who, outcome.event.touched[:4]) == (
        "erase",
        "slack:UADMIN",
        ("C-1", "B-1", "D-1", "D-3"),
    )
    assert "Secret" not in everything(two)
    assert (two.contract("C-1"), two.breach("B-1"), two.deadline("D-1"), two.file(sha256)) == (None,) * 4
    assert (two.reminders("D-1"), two.file_content(sha256)) == ([], None)
    assert [contract.id for contract in two.contracts()] == ["C-2"]
    events = two.events()
    assert verify(events, [published, two.head()]) is None
    emptied = [event.number for event in events if not event.salt]
    assert emptied == [1, 2, 4, 5], "all that touched them, and no other"
    assert all(event.digest and not event.before and not event.after for event in events if not event.salt)
    assert events[2].after["C-2"]["vendor"] == "Other"


def test_what_stands_beside_is_still_compared_with_its_events(two: Store, event: Callable, noon: datetime) -> None:
    """One message reminded of two deadlines; the contract of the one is erased, later that of the other."""
    both = two.claim_due(noon + timedelta(days=7), timedelta(minutes=2))
    assert {reminder.deadline for reminder in both} == {"D-1", "D-2"}
    two.mark_sent(both, noon, "1.2")
    two.erase(event(), "C-1")
    whole = compare(two.dump())
    assert (whole.differences, whole.partly) == ([], 0)
    tables = two.dump()
    step = {**tables["Reminder"]["D-2/safe"], "sent_at": None}
    found = compare({**tables, "Reminder": {**tables["Reminder"], "D-2/safe": step}})
    assert [(one.id, one.fields) for one in found.differences] == [("D-2/safe", ("sent_at",))]
    two.erase(event(), "C-2")
    assert "Other" not in everything(two), "the erasure before had told of it"
    assert (compare(two.dump()).differences, verify(two.events())) == ([], None)


def test_an_erased_id_is_never_given_again(two: Store, event: Callable, log: Callable) -> None:
    two.erase(event(), "C-2")
    assert log(two).event.made == ("C-3", "D-4")


def test_the_same_erasure_twice_is_done_once(two: Store, event: Callable) -> None:
    assert not two.erase(event(request="press-9"), "C-1").again
    assert two.erase(event(request="press-9"), "C-1").again


def test_what_is_not_on_file_cannot_be_erased(two: Store, event: Callable) -> None:
    head = two.head()
    with pytest.raises(ValueError, match="C-9 is not on file"):
        two.erase(event(), "C-9")
    assert two.head() == head


def test_a_file_that_another_contract_names_stays(store: Store, log: Callable, put: Callable, event: Callable) -> None:
    sha256 = store.keep_file(PAPER)
    put(store, StoredFile(sha256=sha256, name="c.pdf", media_type="", size=1, stored=event().when))
    log(store, file=sha256), log(store, file=sha256)
    store.erase(event(), "C-1")
    assert store.file_content(sha256) == PAPER
    store.erase(event(), "C-2")
    assert store.file_content(sha256) is None


def test_a_person_may_be_erased(store: Store, put: Callable, event: Callable) -> None:
    put(store, Person(id="slack:U7", name="Ada Byron"))
    store.erase(event(), "slack:U7")
    assert "Ada" not in everything(store)
    assert verify(store.events()) is None


def test_an_erasure_touches_no_other_district(open_store: Callable, log: Callable, event: Callable) -> None:
    hartford, windham = open_store("hartford"), open_store("windham")
    log(hartford), log(windham)
    before = windham.dump()
    hartford.erase(event(), "C-1")
    assert windham.dump() == before


def test_backups_are_rewritten_and_still_hold(tmp_path: Path, log: Callable, noon: datetime, event: Callable) -> None:
    store = open_embedded(tmp_path, "hartford")
    log(store, "Secret Vendor")
    for hour in range(1, 4):
        log(store, "Other", when=noon + timedelta(hours=hour))
    folder = tmp_path / "hartford"
    ages = {copy.name: copy.stat().st_mtime_ns for copy in (folder / "backups").iterdir()}
    assert len(ages) == 3
    (folder / "backups" / "before-format-1.json").write_text("Secret and torn")
    store.erase(event(when=noon + timedelta(hours=9)), "C-1")
    assert not [path for path in folder.rglob("*") if path.is_file() and b"Secret" in path.read_bytes()]
    assert {copy.name: copy.stat().st_mtime_ns for copy in (folder / "backups").iterdir()} == ages
    for number, copy in enumerate(sorted((folder / "backups").iterdir())):
        assert not isinstance(parse(copy, copy.read_bytes()), str)
        (folder / "district.json").write_bytes(copy.read_bytes())
        again = open_embedded(tmp_path, "hartford")
        events: list[Event] = again.events()
        assert (len(again.contracts()), verify(events), events[-1].what) == (number, None, "erase")


def test_killed_before_the_end_it_can_be_done_again(
    tmp_path: Path, log: Callable, event: Callable, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_embedded(tmp_path, "hartford")
    log(store, "Secret Vendor")
    log(store, "Other", when=noon + timedelta(hours=1))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("storage.writing.erase", killed)
    with pytest.raises(KeyboardInterrupt):
        store.erase(event(request="press-9"), "C-1")
    monkeypatch.undo()
    assert not store.erase(event(request="press-9"), "C-1").again
    assert "Secret" not in everything(store)
