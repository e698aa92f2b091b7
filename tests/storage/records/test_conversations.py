"""Conversations last for half an hour, and what was said for a form that was not sent lasts a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from storage.port import Store
from storage.records import (
    DRAFT,
    Conversation,
)


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


def test_the_conversations_of_one_person_are_found_in_all_places(open_store: Callable, noon: datetime) -> None:
    store = open_store()
    here, old = Conversation(place="p", person="u", spoken=noon), Conversation(place="r", person="u", spoken=noon)
    store.remember(old), store.remember(here), store.remember(replace(here, topic=DRAFT))
    store.close()
    store, later = open_store(), noon + timedelta(minutes=20)
    there = Conversation(place="q", person="u", spoken=later)
    store.remember(there), store.remember(replace(there, person="v")), store.remember(replace(old, spoken=later))
    assert {one.place: one.spoken for one in store.conversations("u", later)} == {"p": noon, "q": later, "r": later}
    assert {one.place for one in store.conversations("u", noon + timedelta(minutes=30))} == {"q", "r"}


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


def test_a_form_that_was_not_sent_lasts_a_day_beside_what_was_spoken_of(open_store: Callable, noon: datetime) -> None:
    store = open_store()
    talk = Conversation(place="p", person="u", spoken=noon, topic="operator")
    form = replace(talk, topic=DRAFT, answers={"task": "log-contract"})
    store.remember(talk), store.remember(form)
    assert (store.conversation("p", "u", noon), store.conversation("p", "u", noon, draft=True)) == (talk, form)
    store.remember(replace(talk, person="v", spoken=noon + timedelta(hours=23)))
    store.close()
    store = open_store()
    assert store.conversation("p", "u", noon) is None, "what was spoken of was swept"
    assert store.conversation("p", "u", noon + timedelta(hours=23), draft=True) == form
    store.remember(replace(talk, person="v", spoken=noon + timedelta(hours=24)))
    store.close()
    assert open_store().conversation("p", "u", noon, draft=True) is None, "the form was swept, too"
