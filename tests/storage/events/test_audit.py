"""Can the past be changed unseen?"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from storage.events.audit import Head, is_empty, redacted, seal, tells_of, verify, what_is_left
from storage.port import Store
from storage.records import Event

Chain = list[Event]


@pytest.fixture
def chain(store: Store, log: Callable) -> Chain:
    for number in range(5):
        log(store, f"Vendor {number}", request=f"press-{number}")
    return store.events()


def heads(chain: Chain) -> list[Head]:
    return [Head(event.number, event.hash) for event in chain]


def resealed(chain: Chain) -> Chain:
    """What a skilled forger does: every hash after the change is worked out anew."""
    made: Chain = []
    head = Head(0, "")
    for event in chain:
        made.append(seal(event, head, event.salt))
        head = heads(made)[-1]
    return made


def test_an_untouched_chain_holds(chain: Chain) -> None:
    assert verify(chain) is None
    assert verify(chain, heads(chain)) is None
    assert verify([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"who": "slack:U9"},
        {"what": "withdraw"},
        {"surface": "web"},
        {"request": "other"},
        {"made": ()},
        {"touched": ("C-9",)},
        {"after": {"C-3": {"vendor": "Other"}}},
        {"before": {"C-3": {"vendor": "Other"}}},
        {"salt": "00"},
        {"digest": "00"},
        {"hash": "00"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_event_is_found(chain: Chain, change: dict) -> None:
    chain[2] = replace(chain[2], **change)
    broken = verify(chain)
    assert broken and broken.number == 3
    assert "changed" in broken.why


def test_a_changed_moment_is_found(chain: Chain) -> None:
    chain[2] = replace(chain[2], when=chain[2].when.replace(year=2025))
    assert verify(chain).number == 3


def test_a_removed_event_is_found(chain: Chain) -> None:
    del chain[2]
    broken = verify(chain)
    assert broken.number == 3
    assert "removed" in broken.why


def test_a_removed_first_event_is_found(chain: Chain) -> None:
    assert verify(chain[1:]).number == 1


def test_an_inserted_event_is_found(chain: Chain) -> None:
    chain.insert(2, replace(chain[1], what="forged"))
    assert verify(chain).number == 3


def test_two_events_that_changed_places_are_found(chain: Chain) -> None:
    chain[1], chain[2] = chain[2], chain[1]
    assert verify(chain).number == 2


def test_a_chain_that_was_cut_off_is_found_by_the_published_head(chain: Chain) -> None:
    head = heads(chain)[-1]
    assert verify(chain[:3]) is None, "nothing in what is left tells of it"
    broken = verify(chain[:3], [head])
    assert broken.number == 4
    assert "event 5 was published" in broken.why


def test_a_chain_that_was_forged_to_its_end_is_found_by_the_published_head(chain: Chain) -> None:
    published = heads(chain)[3]
    forged = resealed([*chain[:2], replace(chain[2], who="slack:U9"), *chain[3:]])
    assert verify(forged) is None, "it is a good chain, but not the one people hold"
    broken = verify(forged, [published])
    assert broken.number == 4
    assert "published" in broken.why


def test_a_forgery_after_the_last_published_head_cannot_be_seen(chain: Chain) -> None:
    published = heads(chain)[1]
    forged = resealed([*chain[:2], replace(chain[2], who="slack:U9"), *chain[3:]])
    assert verify(forged, [published]) is None, "so publish the head often"


def test_an_erased_event_keeps_its_place_where_an_erasure_tells_of_it(chain: Chain, event: Callable) -> None:
    whole, gone = chain[2], {"C-3", "D-3"}
    chain[2] = redacted(whole, gone, "salt")
    assert is_empty(chain[2]) and verify(chain).number == 3
    told = replace(event("erase"), touched=("C-3", "D-3"), after=what_is_left([chain[2]]))
    chain.append(seal(told, heads(chain)[-1], "salt"))
    assert verify(chain, heads(chain)) is None
    chain[2] = whole
    assert verify(chain).number == 3, "what was erased was put back"


def test_what_an_erasure_left_of_an_event_is_held_to_it(chain: Chain, event: Callable) -> None:
    chain[2] = redacted(chain[2], {"D-3"}, "other salt")
    assert "C-3" in chain[2].after and not tells_of(chain[2], {"D-3"}) and verify(chain).number == 3
    told = replace(event("erase"), touched=("D-3",), after=what_is_left([chain[2]]))
    chain.append(seal(told, heads(chain)[-1], "salt"))
    assert verify(chain, heads(chain)) is None
    for after in ({}, {"C-3": {**chain[2].after["C-3"], "vendor": "Other"}}):
        assert verify([*chain[:2], replace(chain[2], after=after), *chain[3:]]).number == 3
    emptied = redacted(chain[2], {"C-3"}, "")
    assert verify([*chain[:2], emptied, *chain[3:]]).number == 3, "no erasure of C-3 explains it"
    silent = replace(chain[-1], after={}, salt="")
    assert verify([*chain[:2], emptied, *chain[3:-1], silent]).number == 6, "the erasure says no more what it left"


def test_the_same_words_have_another_digest_each_time(store: Store, log: Callable) -> None:
    one, other = log(store).event, log(store).event
    assert one.salt != other.salt
    assert len(one.salt) == 32
