"""Under which name do people know somebody?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from handlers.desk import Desk, Message
from handlers.reply import Field, Reply
from storage.port import Reading
from storage.records import Person

ME = "me"


def on_file(who: str, records: Reading) -> Person | None:
    """The person with that id, or the only one with that name."""
    said = who.strip()
    if not said:
        return None
    if found := records.person(said):
        return found
    alike = [one for one in records.people() if one.name.casefold() == said.casefold()]
    return alike[0] if len(alike) == 1 else None


def called(who: str, desk: Desk) -> str:
    """The name of somebody on file by their id; whatever else it is stays as it is."""
    person = desk.records.person(who) if desk.records and ":" in who else None
    return person.name if person and person.name else who


def every(who: str, desk: Desk) -> set[str]:
    """All that may stand in a record for this person, by their id or name, with small letters."""
    person = on_file(who, desk.store)
    return {one.casefold() for one in (who.strip(), *((person.id, person.name) if person else ())) if one}


def meant(values: Mapping[str, str], fields: Iterable[Field], message: Message) -> dict[str, str]:
    """The values, whoever speaks by their id where a person is asked for and they say 'me'."""
    people = {field.id for field in fields if field.kind == "person"}
    who = message.who
    return {
        id: who if who and id in people and value.strip().casefold() == ME else value for id, value in values.items()
    }


def in_form(reply: Reply, desk: Desk) -> Reply:
    """The reply, the people in its form by their id, with the name they go by."""
    form = reply.form
    if form is None or desk.records is None or not any(field.kind == "person" and field.value for field in form.fields):
        return reply
    return replace(reply, form=replace(form, fields=tuple(_named(field, desk.records) for field in form.fields)))


def _named(field: Field, records: Reading) -> Field:
    person = on_file(field.value, records) if field.kind == "person" else None
    if person is None:
        return field
    alone = on_file(person.name, records) == person  # else the name would not lead back to them
    return replace(field, value=person.id, shown=person.name if alone else "")
