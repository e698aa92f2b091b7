"""Finds people by their names and ids, and says what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Field, Reply
from handlers.people import words as people_words
from handlers.people.chats import nameless, read_id, read_mention, unnamed
from handlers.people.page_people import email_of
from handlers.understanding.fuzzy import closest
from storage.port import ReadableStore
from storage.records import Person, Place

ME = "me"


class UnknownPerson(Sorry):
    """Nobody on file has that name."""


def find_person(text: str, records: ReadableStore) -> Person:
    """The person with that id, on file or not, or the only one on file with that name. Raises Sorry, Nobody."""
    said = text.strip().removeprefix("@").strip()
    if id := read_mention(text) or read_id(said):
        return records.person(id) or Person(id=id)
    people = records.people()
    called = said.casefold()
    found = [one for one in people if said and called in {one.name.casefold(), one.id.casefold(), email_of(one.id)}]
    if len(found) > 1:
        raise Sorry(people_words.several(said, [one.id for one in found]))
    if not found:
        raise UnknownPerson(people_words.unknown(said, closest(said, [one.name for one in people])))
    return found[0]


def person_on_file(who: str, records: ReadableStore) -> Person | None:
    """The person with that id, or the only one with that name."""
    said = who.strip()
    if not said:
        return None
    if found := records.person(said):
        return found
    alike = [one for one in records.people() if one.name.casefold() == said.casefold()]
    return alike[0] if len(alike) == 1 else None


def display_name(who: str, desk: Desk) -> str:
    """The name for an id, or that it is not known; a text that is no id stays as it is."""
    if desk.records is None or not read_id(who):
        return who
    person = desk.records.person(who)
    if person and (person.name or person.place):
        return person.name or unnamed(who)
    return nameless(who)


def known_people(desk: Desk) -> tuple[str, ...]:
    """What finds each person on file: their name where nobody else has it, else their e-mail address, if known."""
    people = desk.records.people() if desk.records is not None else []
    times = Counter(one.name.casefold() for one in people)
    found = {one.name if times[one.name.casefold()] == 1 else email_of(one.id) for one in people if one.name}
    return tuple(sorted(found - {""}, key=str.casefold))


def place_name(place: Place) -> str:
    """What a place is called; its id says nothing to people."""
    return place.name or people_words.UNNAMED_PLACE


def names_of_all(desk: Desk) -> Callable[[str], str]:
    """What gives the name for the id of a person or a place, and any other text as it is."""
    places = {place.id: place_name(place) for place in desk.store.places()}
    known: dict[str, str] = {}

    def name(id: str) -> str:
        if id not in known:
            known[id] = places.get(id) or display_name(id, desk)
        return known[id]

    return name


def all_names(who: str, desk: Desk) -> set[str]:
    """Every spelling under which a record may name this person, in lower case."""
    person = person_on_file(who, desk.store)
    return {one.casefold() for one in (who.strip(), *((person.id, person.name) if person else ())) if one}


def replace_me(values: Mapping[str, str], fields: Iterable[Field], message: Message) -> dict[str, str]:
    """The values, with the sender's id where a person is asked for and they type 'me'."""
    people = {field.id for field in fields if field.kind == "person"}
    who = message.who
    return {
        id: who if who and id in people and value.strip().casefold() == ME else value for id, value in values.items()
    }


def name_people_in_form(reply: Reply, desk: Desk) -> Reply:
    """The reply, with the people in its form by their id and shown by their name."""
    form = reply.form
    if form is None or desk.records is None or not any(field.kind == "person" and field.value for field in form.fields):
        return reply
    return replace(reply, form=replace(form, fields=tuple(_with_name(field, desk.records) for field in form.fields)))


def _with_name(field: Field, records: ReadableStore) -> Field:
    person = person_on_file(field.value, records) if field.kind == "person" else None
    if person is None:
        return field
    alone = person_on_file(person.name, records) == person  # else the name would not lead back to them
    return replace(field, value=person.id, shown=person.name if alone else email_of(person.id))
