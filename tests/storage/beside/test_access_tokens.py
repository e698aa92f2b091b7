"""Does a pass let one person in, once or for a while, and never anybody else?"""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage.port import Store
from storage.transient import AccessToken, fingerprint

MINUTES = timedelta(minutes=10)
SECRET = "a" * 43
ID = fingerprint(SECRET)


@pytest.fixture
def link(noon: datetime) -> AccessToken:
    return AccessToken(id=ID, person="slack:U1", until=noon + MINUTES, kind="link")


def test_a_secret_cannot_be_read_out_of_its_pass(link: AccessToken) -> None:
    assert SECRET not in repr(link)
    assert fingerprint("b") != fingerprint("c")
    assert fingerprint("\ud800"), "whatever a browser sends"


def test_a_pass_is_taken_once_by_whichever_store(open_store: Callable, noon: datetime, link: AccessToken) -> None:
    one, other = open_store(), open_store()
    one.add_token(link, noon)
    assert other.find_token(ID, "link", noon) == link
    assert other.spend_token(ID, "link", noon + MINUTES / 2) == link
    assert one.spend_token(ID, "link", noon + MINUTES / 2) is None
    assert one.find_token(ID, "link", noon) is None
    assert open_store().spend_token(ID, "link", noon) is None


def test_looking_leaves_it(store: Store, noon: datetime, link: AccessToken) -> None:
    store.add_token(replace(link, kind="visit"), noon)
    found = [store.find_token(ID, "visit", noon) for _ in range(3)]
    assert found == [replace(link, kind="visit")] * 3


def test_it_ends_at_its_moment(store: Store, noon: datetime, link: AccessToken) -> None:
    store.add_token(link, noon)
    assert store.find_token(ID, "link", link.until - timedelta(microseconds=1)) == link
    assert store.find_token(ID, "link", link.until) is None
    assert store.spend_token(ID, "link", link.until) is None


def test_those_that_have_ended_are_forgotten(store: Store, noon: datetime, link: AccessToken) -> None:
    still = replace(link, id=fingerprint("still"), until=noon + 2 * MINUTES)
    for one in (link, still, replace(link, id=fingerprint("new"), until=noon + 3 * MINUTES)):
        store.add_token(one, min(one.until, noon + 2 * MINUTES) - MINUTES)
    store.add_token(replace(link, id=fingerprint("last"), until=noon + 4 * MINUTES), noon + MINUTES)
    assert store.find_token(ID, "link", noon) is None, "forgotten, though this clock goes after"
    assert store.find_token(still.id, "link", noon) == still


def test_a_link_is_no_visit_and_another_secret_no_pass(store: Store, noon: datetime, link: AccessToken) -> None:
    store.add_token(link, noon)
    assert store.spend_token(ID, "visit", noon) is None
    assert store.find_token(ID, "visit", noon) is None
    for strange in ("", SECRET, ID[:-1], ID + "\x00", "\ud800"):
        assert store.spend_token(strange, "link", noon) is None
    assert store.spend_token(ID, "link", noon) == link


def test_those_of_a_kind_are_listed_while_they_are_good(store: Store, noon: datetime, link: AccessToken) -> None:
    first = replace(link, id=fingerprint("first"), person="program:staff:copilot", kind="program")
    second = replace(first, id=fingerprint("second"), person="slack:U1", until=noon + 2 * MINUTES)
    for one in (link, second, first):
        store.add_token(one, noon)
    assert store.tokens("program", noon) == [first, second]
    assert store.tokens("program", first.until) == [second]
    assert store.tokens("calendar", noon) == []


def test_a_person_s_passes_end_together_and_nobody_else_s(store: Store, noon: datetime, link: AccessToken) -> None:
    visit = replace(link, id=fingerprint("visit"), kind="visit")
    other = replace(link, id=fingerprint("other"), person="slack:U2")
    for one in (link, visit, other):
        store.add_token(one, noon)
    store.end_tokens("slack:U1", "link")
    assert store.find_token(ID, "link", noon) is None and store.find_token(visit.id, "visit", noon) == visit
    store.end_tokens("slack:U1", "link", "visit", "notice")
    assert store.find_token(visit.id, "visit", noon) is None and store.find_token(other.id, "link", noon) == other


def test_it_leads_to_its_own_district(open_store: Callable, noon: datetime, link: AccessToken) -> None:
    open_store().add_token(link, noon)
    assert open_store("windham").spend_token(ID, "link", noon) is None
    assert open_store().spend_token(ID, "link", noon) == link


def test_one_of_many_who_ask_at_once_gets_it(open_store: Callable, noon: datetime, link: AccessToken) -> None:
    stores = [open_store() for _ in range(4)]
    stores[0].add_token(link, noon)
    got: list[AccessToken | None] = []

    def ask(store: Store) -> None:
        got.extend(store.spend_token(ID, "link", noon) for _ in range(10))

    threads = [threading.Thread(target=ask, args=[store]) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), got.count(link)) == (40, 1)


def test_it_is_no_part_of_the_records(store: Store, noon: datetime, link: AccessToken) -> None:
    store.add_token(link, noon)
    before = store.dump()
    assert ID not in repr(before)
    store.replace_all(before)
    assert not store.events()
    assert store.find_token(ID, "link", noon) == link, "putting a backup back throws nobody out"
