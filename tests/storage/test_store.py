"""Does every implementation of the port keep its word?"""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from storage.audit import START, verify
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


def test_a_new_store_is_empty(store: Store, noon: datetime) -> None:
    assert (store.contracts(), store.breaches(), store.deadlines(), store.events()) == ([], [], [], [])
    assert (store.contract("C-1"), store.due(noon), store.head()) == (None, [], START)


def test_ids_are_short_and_counted_for_each_kind(store: Store, log: Callable) -> None:
    assert log(store).event.made == ("C-1", "D-1")
    assert log(store).event.made == ("C-2", "D-2")


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


def test_contracts_are_found_by_every_word_in_vendor_product_or_description(store: Store, log: Callable) -> None:
    log(store, "Acme", product="Reader")
    log(store, "Bright", description="Reading for ACME schools")
    assert [contract.id for contract in store.contracts("acme")] == ["C-1", "C-2"]
    assert [contract.id for contract in store.contracts("acme bright")] == ["C-2"]
    assert store.contracts("acme nobody") == []


FOUND = {
    "C-7": [7],
    "(c-7);": [7],
    "company 4; ": [4],
    "Company, 1": [1, 10, 11],
    "comp": list(range(1, 12)),
    "O\u2019Neill": [12],
    "oneill": [12],
    "o'neill books": [12],
    "B-52": [12],
    "b-5": [12],
    "c-70": [],
    "\U0001f600": [],
    "C-7 nobody": [],
}


def test_an_id_is_found_and_signs_are_not_looked_at(store: Store, log: Callable) -> None:
    for number in range(1, 12):
        log(store, f"Company {number}")
    log(store, "O'Neill & Sons", product="E-Books (B-52)")
    for search, found in FOUND.items():
        assert [contract.id for contract in store.contracts(search)] == [f"C-{number}" for number in found], search


def test_breaches_are_found_by_their_id_and_that_of_their_contract(
    store: Store, log: Callable, event: Callable
) -> None:
    for _ in range(12):
        log(store)

    def write(draft: Draft) -> list[Breach]:
        return [Breach(id=draft.new_id(Breach), vendor="Acme", contract=f"C-{number}") for number in range(1, 13)]

    store.change(event("log-breach"), write)
    for search, found in {"B-1": [1], "c-2.": [2], "acme! c-12": [12]}.items():
        assert [breach.id for breach in store.breaches(search)] == [f"B-{number}" for number in found], search


def test_contracts_stand_in_the_order_of_their_numbers(store: Store, log: Callable, event: Callable) -> None:
    for _ in range(11):
        log(store)
    store.change(event("correct"), lambda draft: [replace(draft.contract("C-2"), vendor="Corrected")])
    assert [contract.id for contract in store.contracts()] == [f"C-{number}" for number in range(1, 12)]


def test_deadlines_are_asked_by_status_owner_and_record(store: Store, log: Callable, change: Callable) -> None:
    log(store), log(store), log(store)
    change(store, "D-1", status=Status.DONE)
    change(store, "D-2", owner="slack:U2")
    change(store, "D-3", safe=date(2026, 10, 1))
    assert [deadline.id for deadline in store.deadlines()] == ["D-3", "D-1", "D-2"]
    assert [deadline.id for deadline in store.deadlines(status=Status.OPEN)] == ["D-3", "D-2"]
    assert [deadline.id for deadline in store.deadlines(owner="slack:U2")] == ["D-2"]
    assert [deadline.id for deadline in store.deadlines(record="C-1", status=Status.OPEN)] == []


def test_the_same_request_twice_makes_one_record_and_gives_the_first_outcome(
    open_store: Callable, log: Callable
) -> None:
    first = log(open_store(), request="press-1")
    second = log(open_store(), request="press-1", vendor="Other")
    assert (first.again, second.again) == (False, True)
    assert second.event == first.event
    assert [contract.vendor for contract in open_store().contracts()] == ["Acme"]
    assert len(open_store().deadlines()) == len(open_store().events()) == 1


def test_a_repeated_request_does_not_run_the_change(store: Store, event: Callable, log: Callable) -> None:
    log(store, request="press-1")

    def never(draft: Draft) -> list:
        raise AssertionError

    assert store.change(event(request="press-1"), never).again


def test_changes_without_a_request_are_never_taken_for_repeats(store: Store, log: Callable) -> None:
    assert not log(store).again
    assert not log(store).again


def test_a_change_that_raises_leaves_nothing_and_may_be_tried_again(
    store: Store, log: Callable, event: Callable
) -> None:
    def fail(draft: Draft) -> list:
        draft.new_id(Contract)
        raise LookupError("thought better of it")

    with pytest.raises(LookupError):
        store.change(event(request="press-1"), fail)
    assert (store.contracts(), store.events()) == ([], [])
    assert log(store, request="press-1").event.made == ("C-1", "D-1")


def test_a_change_sees_the_records_as_they_stood_before_it(store: Store, event: Callable, log: Callable) -> None:
    log(store, "Acme")
    seen = []

    def write(draft: Draft) -> list:
        seen.append(draft.contract("C-1").vendor)
        return [replace(draft.contract("C-1"), vendor="Bright")]

    store.change(event("correct"), write)
    assert (seen, store.contract("C-1").vendor) == (["Acme"], "Bright")


def test_a_change_inside_a_change_is_a_bug(store: Store, event: Callable, log: Callable) -> None:
    with pytest.raises(RuntimeError, match="inside a change"):
        store.change(event(), lambda _: [log(store)])
    assert store.events() == []


def test_ids_nobody_gave_out_are_a_bug(store: Store, put: Callable) -> None:
    with pytest.raises(ValueError, match="C-1 is neither on file nor a new id"):
        put(store, FULL)


def test_a_record_put_twice_in_one_change_is_a_bug(store: Store, event: Callable, log: Callable) -> None:
    log(store)
    with pytest.raises(ValueError, match="twice"):
        store.change(event(), lambda draft: [draft.contract("C-1"), draft.contract("C-1")])


def test_a_deadline_of_a_contract_that_is_not_there_is_a_bug(store: Store, change: Callable, log: Callable) -> None:
    log(store)
    with pytest.raises(ValueError, match="D-1 follows from C-9"):
        change(store, "D-1", record="C-9")


def test_each_change_is_one_event_that_tells_only_what_changed(store: Store, log: Callable, change: Callable) -> None:
    first = log(store).event
    change(store, "D-1", status=Status.DONE, proof="https://example.org")
    event = store.events()[1]
    assert (first.number, first.made, first.touched) == (1, ("C-1", "D-1"), ("C-1", "D-1"))
    assert first.before == {}
    assert first.after["C-1"] == {"id": "C-1", "vendor": "Acme", "executed": "2026-10-07"}
    assert event.before == {"D-1": {"status": "open", "proof": ""}}
    assert event.after == {"D-1": {"status": "done", "proof": "https://example.org"}}
    assert verify(store.events(), [store.head()]) is None


def test_history_tells_of_a_record_and_of_the_deadlines_that_follow_from_it(
    store: Store, log: Callable, change: Callable, noon: datetime
) -> None:
    log(store), log(store)
    change(store, "D-1", status=Status.DONE)
    store.mark_sent([store.reminders("D-2")[0]], noon)
    assert [(event.number, event.what) for event in store.history("C-1")] == [(1, "log-contract"), (3, "change")]
    assert [(event.number, event.what) for event in store.history("D-2")] == [(2, "log-contract"), (4, "remind")]
    assert store.history("C-9") == []


def test_districts_share_nothing(open_store: Callable, log: Callable, noon: datetime) -> None:
    hartford, windham = open_store("hartford"), open_store("windham")
    log(hartford, request="press-1")
    kept = hartford.keep_file(b"contract")
    assert (windham.contracts(), windham.due(noon), windham.events()) == ([], [], [])
    assert windham.file_content(kept) is None
    assert log(windham, request="press-1").event.made == ("C-1", "D-1")


def test_no_verb_reaches_another_district(
    open_store: Callable, log: Callable, change: Callable, event: Callable, noon: datetime
) -> None:
    hartford, windham = open_store("hartford"), open_store("windham")
    log(hartford, "Acme", request="press-1"), log(windham, "Acme", request="press-1")
    talk = Conversation(place="p", person="u", spoken=noon, topic="operator")
    windham.remember(talk)
    kept = windham.keep_file(b"theirs")
    assert (hartford.conversation("p", "u", noon), hartford.file_content(kept)) == (None, None)
    before = windham.dump()
    claimed = hartford.claim_due(noon + timedelta(days=30), timedelta(minutes=2))
    assert [reminder.id for reminder in claimed] == ["D-1/opened", "D-1/safe", "D-1/last"]
    hartford.mark_sent(claimed[:1], noon), hartford.mark_failed(claimed[1:], noon, noon, "trouble")
    change(hartford, "D-1", status=Status.DONE, owner="slack:U9")
    hartford.remember(replace(talk, spoken=noon + timedelta(hours=1), topic="breach"))
    hartford.erase(event("erase"), "C-1")
    hartford.replace_all({})
    assert hartford.dump() == {}
    assert windham.dump() == before
    assert (windham.conversation("p", "u", noon), windham.file_content(kept)) == (talk, b"theirs")
    assert len(windham.due(noon + timedelta(days=30))) == 3


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


def test_two_open_stores_see_each_others_changes_at_once(open_store: Callable, log: Callable) -> None:
    one, other = open_store(), open_store()
    for number in range(1, 6):
        log(one)
        assert other.contract(f"C-{number * 2 - 1}")
        log(other)
        assert one.contract(f"C-{number * 2}")
    assert verify(one.events()) is None


def test_threads_may_share_a_store(store: Store, log: Callable) -> None:
    threads = [threading.Thread(target=lambda: [log(store) for _ in range(10)]) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.contracts()) == len(store.deadlines()) == 60
    assert verify(store.events(), [store.head()]) is None


def test_what_a_record_maps_cannot_be_changed_in_place(open_store: Callable, log: Callable) -> None:
    log(open_store(), provisions={"(a)(1)": True})
    found = open_store().contract("C-1")
    with pytest.raises(TypeError):
        found.provisions["(a)(1)"] = False


def test_a_conversation_lasts_half_an_hour_for_one_person_in_one_place(open_store: Callable, noon: datetime) -> None:
    talk = Conversation(place="slack:C1", person="slack:U1", spoken=noon, topic="operator", answers={"website": "yes"})
    first = open_store()
    first.remember(talk)
    assert first.conversation("slack:C1", "slack:U1", noon) == talk
    first.close()
    store, nearly = open_store(), noon + timedelta(minutes=29, seconds=59)
    assert store.conversation("slack:C1", "slack:U1", nearly) == talk
    assert store.conversation("slack:C1", "slack:U1", noon + timedelta(minutes=30)) is None
    assert store.conversation("slack:C1", "slack:U2", noon) is None
    assert store.conversation("slack:C2", "slack:U1", noon) is None


def test_a_conversation_goes_on_where_it_was(store: Store, noon: datetime) -> None:
    talk = Conversation(place="p", person="u", spoken=noon, topic="operator")
    other = replace(talk, person="v")
    store.remember(talk), store.remember(other)
    store.remember(replace(talk, spoken=noon + timedelta(minutes=20), answers={"website": "no"}))
    assert store.conversation("p", "u", noon + timedelta(minutes=40)).answers == {"website": "no"}
    store.remember(replace(talk, spoken=noon + timedelta(minutes=45)))
    assert store.conversation("p", "v", noon) is None, "the one that ran out was swept"


def test_what_was_spoken_of_is_swept_from_the_disk_too(open_store: Callable, noon: datetime) -> None:
    talk = Conversation(place="p", person="u", spoken=noon, topic="operator")
    for spoken, person in ((noon, "u"), (noon + timedelta(minutes=45), "v")):
        store = open_store()
        store.remember(replace(talk, spoken=spoken, person=person))
        store.close()
    assert open_store().conversation("p", "u", noon) is None
    assert open_store().conversation("p", "v", noon + timedelta(minutes=50))


def test_conversations_are_no_part_of_the_audit(store: Store, noon: datetime) -> None:
    store.remember(Conversation(place="p", person="u", spoken=noon))
    assert store.events() == []


def test_files_are_kept_by_the_hash_of_their_bytes(open_store: Callable) -> None:
    name = open_store().keep_file(b"a contract")
    assert name == open_store().keep_file(b"a contract")
    assert open_store().file_content(name) == b"a contract"
    assert open_store().file_content("0" * 64) is None
    assert open_store().file_content("../district.json") is None
