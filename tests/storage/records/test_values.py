"""Every value comes back as it was stored, on every implementation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from storage.events.audit import verify
from storage.port import Draft, Store
from storage.records import (
    Breach,
    Contract,
    Conversation,
    Deadline,
    Person,
    Place,
    Reminder,
    Role,
    Setup,
    Status,
    StoredFile,
)

FULL = Contract(
    id="C-1",
    vendor="Acme",
    executed=date(2026, 10, 7),
    product="Reader",
    purpose="reading",
    description='with "quotes", a line\nbreak, \x01 and é 名',
    categories=("student_information", "student_records"),
    kinds="names",
    start=date(2026, 10, 8),
    expiry=date(2029, 6, 30),
    link="https://example.org/c.pdf",
    file="ab" * 32,
    provisions={"(a)(1)": True, "(a)(2)": False, "(a)(3)": None},
    breach_days={"student_information": 10},
    contact="legal@acme.example",
    owner="slack:U1",
    notes="none",
    withdrawn=datetime(2026, 10, 9, 8, 30, 0, 250, tzinfo=UTC),
    reason="logged twice",
)


def test_every_field_comes_back_after_reopening(open_store: Callable, event: Callable) -> None:
    zone = timezone(timedelta(hours=-4))
    breach = Breach(
        id="B-1",
        vendor="Acme",
        contract="C-1",
        discovered=date(2026, 10, 1),
        board_told=datetime(2026, 10, 7, 12, 0, tzinfo=zone),
        categories=("directory_information",),
        students=212,
    )
    hours = Deadline(
        id="D-1",
        record="B-1",
        duty="tell-families",
        cite="10-234dd(a)(3)",
        who="board",
        safe=date(2017, 3, 1),
        last=datetime(2017, 3, 2, 9, 0, tzinfo=UTC),
        opened=datetime(2017, 2, 28, tzinfo=UTC),
        status=Status.DONE,
        proof="https://example.org",
        snoozed_until=date(2017, 3, 1),
        trace={"event": "breach_notice_received_by_board", "clock": "48 hours"},
    )
    things = [
        FULL,
        breach,
        hours,
        replace(hours, id="D-2", last=date(2017, 3, 2)),
        Reminder(deadline="D-1", step="last", due_at=datetime(2017, 3, 2, tzinfo=UTC), where="slack:C1"),
        Place(id="slack:C1", surface="slack", address={"channel": "C1"}, name="privacy", private=True),
        Person(id="slack:U1", name="Ada", role=Role.PRIVACY, place="slack:D1"),
        Setup(site="https://example.org", closures=("2026-12-24",), before=(5,), rungs={"post-contract": [2]}),
        StoredFile(sha256="ab" * 32, name="c.pdf", media_type="application/pdf", size=3, stored=hours.opened),
    ]

    def write(draft: Draft) -> list:
        for kind in (Contract, Breach, Deadline, Deadline):
            draft.new_id(kind)
        return things

    open_store().change(event(), write)
    again = open_store()
    found = [again.contract("C-1"), again.breach("B-1"), again.deadline("D-1"), again.deadline("D-2")]
    found += [
        *again.reminders("D-1"),
        again.place("slack:C1"),
        again.person("slack:U1"),
        again.setup(),
        again.file("ab" * 32),
    ]
    assert found == things
    assert (again.places(), again.people(Role.PRIVACY), again.people(Role.ADMIN)) == ([things[5]], [things[6]], [])


def test_moments_come_back_in_utc(store: Store, put: Callable) -> None:
    at = datetime(2026, 10, 7, 12, 0, tzinfo=timezone(timedelta(hours=-4)))
    put(store, StoredFile(sha256="0" * 64, name="", media_type="", size=0, stored=at))
    found = store.file("0" * 64)
    assert found and found.stored == at and found.stored.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused_and_nothing_is_kept(store: Store, put: Callable) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        put(store, StoredFile(sha256="0" * 64, name="", media_type="", size=0, stored=datetime(2026, 1, 1)))
    assert (store.events(), store.file("0" * 64)) == ([], None)


NASTY = "a\x00b \ud800 \udfff 😀 é \u2028 \\u0000 ' \" % :district %(district)s --"


def test_text_that_a_database_cannot_keep_is_marked_and_the_chain_still_holds(
    open_store: Callable, log: Callable, put: Callable, noon: datetime
) -> None:
    store = open_store()
    made = log(store, NASTY, request=NASTY, notes=NASTY, categories=(NASTY,)).event
    put(store, Place(id=NASTY, surface="slack", address={NASTY: NASTY}), who=NASTY, what=NASTY)
    store.remember(Conversation(place=NASTY, person=NASTY, spoken=noon, answers={NASTY: NASTY}))
    store.take_slot(NASTY, noon, timedelta(seconds=1))
    store.close()
    store, fit = open_store(), "a\ufffdb \ufffd \ufffd 😀 é \u2028 \\u0000 ' \" % :district %(district)s --"
    assert (store.contract("C-1").vendor, store.contract("C-1").notes, store.contract("C-1").categories) == (
        fit,
        fit,
        (fit,),
    )
    assert store.place(NASTY).address == {fit: fit}
    assert store.conversation(NASTY, NASTY, noon).answers == {fit: fit}
    assert [contract.id for contract in store.contracts(NASTY)] == ["C-1"]
    assert (store.deadlines(owner=NASTY), store.contract(NASTY), store.person(NASTY)) == ([], None, None)
    assert (store.history(NASTY)[0].who, store.file_content(NASTY)) == (fit, None)
    assert log(store, request=NASTY).event == made
    assert verify(store.events(), [store.head()]) is None


def test_what_a_record_maps_cannot_be_changed_in_place(open_store: Callable, log: Callable) -> None:
    log(open_store(), provisions={"(a)(1)": True})
    found = open_store().contract("C-1")
    with pytest.raises(TypeError):
        found.provisions["(a)(1)"] = False


def test_files_are_kept_by_the_hash_of_their_bytes(open_store: Callable) -> None:
    name = open_store().keep_file(b"a contract")
    assert name == open_store().keep_file(b"a contract")
    assert open_store().file_content(name) == b"a contract"
    assert open_store().file_content("0" * 64) is None
    assert open_store().file_content("../district.json") is None
