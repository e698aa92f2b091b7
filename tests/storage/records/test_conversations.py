"""Conversations last for half an hour."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from storage.port import Store
from storage.records import (
    Conversation,
)


def test_a_conversation_lasts_a_day_for_one_person_in_one_place(open_store: Callable, noon: datetime) -> None:
    talk = Conversation(place="slack:C1", person="slack:U1", spoken=noon, topic="operator", answers={"website": "yes"})
    first = open_store()
    first.remember(talk)
    assert first.conversation("slack:C1", "slack:U1", noon) == talk
    first.close()
    store, nearly = open_store(), noon + timedelta(hours=23, minutes=59)
    assert store.conversation("slack:C1", "slack:U1", nearly) == talk
    assert store.conversation("slack:C1", "slack:U1", noon + timedelta(hours=24)) is None
    assert store.conversation("slack:C1", "slack:U2", noon) is None
    assert store.conversation("slack:C2", "slack:U1", noon) is None


def test_a_conversation_goes_on_where_it_was(store: Store, noon: datetime) -> None:
    talk = Conversation(place="p", person="u", spoken=noon, topic="operator")
    other = replace(talk, person="v")
    store.remember(talk), store.remember(other)
    store.remember(replace(talk, spoken=noon + timedelta(hours=16), answers={"website": "no"}))
    assert store.conversation("p", "u", noon + timedelta(hours=32)).answers == {"website": "no"}
    store.remember(replace(talk, spoken=noon + timedelta(hours=36)))
    assert store.conversation("p", "v", noon) is None, "the one that ran out was swept"


def test_what_was_spoken_of_is_swept_from_the_disk_too(open_store: Callable, noon: datetime) -> None:
    talk = Conversation(place="p", person="u", spoken=noon, topic="operator")
    for spoken, person in ((noon, "u"), (noon + timedelta(hours=36), "v")):
        store = open_store()
        store.remember(replace(talk, spoken=spoken, person=person))
        store.close()
    assert open_store().conversation("p", "u", noon) is None
    assert open_store().conversation("p", "v", noon + timedelta(hours=40))


def test_conversations_are_no_part_of_the_audit(store: Store, noon: datetime) -> None:
    store.remember(Conversation(place="p", person="u", spoken=noon))
    assert store.events() == []
