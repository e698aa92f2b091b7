"""Does a store for readers answer every question, and refuse every verb that writes?"""

from datetime import datetime, timedelta

import pytest

from storage.port import ReadableStore, Store
from storage.records import Event, Person
from storage.stores import ALSO, READS, WriteRefusedError, read_only
from storage.transient import AccessToken


def test_it_answers_what_the_records_hold(store: Store, noon: datetime) -> None:
    store.change(
        Event(who="Dana", what="grant", when=noon, surface="page"), lambda _: [Person(id="slack:U1", name="Ana")]
    )
    reader = read_only(store)
    assert reader.person("slack:U1") == store.person("slack:U1")
    assert reader.head() == store.head() and reader.dump() == store.dump()


@pytest.mark.parametrize("verb", sorted(name for name in vars(Store) if not name.startswith("_")))
def test_a_verb_that_writes_is_refused(verb: str, store: Store) -> None:
    if verb in ALSO:
        assert callable(getattr(read_only(store), verb))
        return
    with pytest.raises(WriteRefusedError):
        getattr(read_only(store), verb)


def test_every_question_of_the_port_passes(store: Store) -> None:
    asked = {name for name in vars(ReadableStore) if not name.startswith("_")}
    assert asked <= READS and not {"change", "erase", "add_token", "take_slot", "remember", "count", "close"} & READS
    assert all(callable(getattr(read_only(store), name)) for name in asked)


def test_a_refused_write_leaves_nothing(store: Store, noon: datetime) -> None:
    before = store.head()
    with pytest.raises(WriteRefusedError):
        read_only(store).add_token(
            AccessToken(id="a" * 64, person="slack:U1", until=noon + timedelta(days=1), kind="program"), noon
        )
    assert store.head() == before and store.tokens("program", noon) == []
