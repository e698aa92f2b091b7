"""Finds people by name or id, says what they are called and who did what, and warns where an owner gets no messages."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, Reply
from handlers.dialogue.words import moment
from handlers.forms.filling import Filled
from handlers.people import words as people_words
from handlers.people.chats import nameless, read_id, read_mention, replace_ids, unnamed
from handlers.people.page_people import email_of, mailbox
from handlers.understanding.fuzzy import closest
from storage.port import ReadableStore
from storage.records import Event, Person, Place, Role

ME = "me"


class UnknownPerson(Sorry):
    """Nobody on file has that name; ``near`` are the names on file that are like it."""

    def __init__(self, said: str, near: Sequence[str]) -> None:
        super().__init__(people_words.unknown(said, near))
        self.near = tuple(near)


def find_person(text: str, records: ReadableStore) -> Person:
    """The person with that id, on file or not, or the only one on file with that name. Raises Sorry, UnknownPerson."""
    said = text.strip().removeprefix("@").strip()
    if id := read_mention(text) or read_id(said):
        return records.person(id) or Person(id=id)
    people = records.people()
    called = said.casefold()
    matches = [one for one in people if said and called in {one.name.casefold(), one.id.casefold(), email_of(one.id)}]
    if len(matches) > 1:
        raise Sorry(people_words.several(said, [one.id for one in matches]))
    if not matches:
        raise UnknownPerson(said, closest(said, [one.name for one in people]))
    return matches[0]


def person_on_file(who: str, records: ReadableStore) -> Person | None:
    """The person with that id, or the only one with that name."""
    said = who.strip()
    if not said:
        return None
    if by_id := records.person(said):
        return by_id
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


def with_names(text: str, desk: Desk) -> str:
    """The text with the names of people on file for their ids, where a name leads to nobody else."""
    return replace_ids(text, lambda one: _own_name(one, desk) or one)


def _own_name(id: str, desk: Desk) -> str:
    person = desk.store.person(id)
    return person.name if person and person_on_file(person.name, desk.store) == person else ""


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


def with_ids(values: Mapping[str, str], fields: Iterable[Field], desk: Desk) -> dict[str, str]:
    """The values, with the id of a person on file where one is asked for and a name or an address leads to them."""
    people = {field.id for field in fields if field.kind == "person"}
    return {id: id_of(value, desk) if id in people and value else value for id, value in values.items()}


def id_of(said: str, desk: Desk) -> str:
    """The id of the person on file to whom a name or an address leads; else what was said."""
    try:
        return find_person(said, desk.store).id
    except Sorry:
        return said


def name_people_in_form(reply: Reply, desk: Desk) -> Reply:
    """The reply, with the people in its form by their id and shown by their name."""
    form = reply.form
    if form is None or desk.records is None or not any(field.kind == "person" and field.value for field in form.fields):
        return reply
    return replace(reply, form=replace(form, fields=tuple(_with_name(field, desk.records) for field in form.fields)))


def _with_name(field: Field, records: ReadableStore) -> Field:
    if field.kind == "person" and field.value.casefold() in NOBODY:
        return replace(field, value="")
    person = person_on_file(field.value, records) if field.kind == "person" else None
    if person is None:
        return field
    alone = person_on_file(person.name, records) == person  # else the name would not lead back to them
    return replace(field, value=person.id, shown=person.name if alone else email_of(person.id))


def last_of(field: str, id: str, desk: Desk, after: int = 0) -> Event | None:
    """The last change of a record's field, of those with a higher number than ``after``. Raises StoreError."""
    events = (one for one in reversed(desk.store.history(id)) if one.number > after)
    return next((one for one in events if field in one.after.get(id, {})), None)


def by(command: str, id: str, reader: Message, desk: Desk) -> tuple[str, ...]:
    """Who gave that command last for a record, and when; nothing where no event tells it. Raises StoreError."""
    event = next((one for one in reversed(desk.store.history(id)) if one.what == command), None)
    return (who(event, reader, desk), when(event, desk)) if event else ()


def who(event: Event, reader: Message, desk: Desk) -> str:
    """The name of the person who did it, or that it was the reader."""
    return people_words.YOU if event.who == reader.who else display_name(event.who, desk)


def when(event: Event, desk: Desk) -> str:
    """When it was done: the time if that was today, else the day."""
    return moment(event.when.astimezone(desk.zone), desk.now.astimezone(desk.zone))


FIELD = "owner"
NO_OWNER = "nobody"
NOBODY = frozenset({NO_OWNER, "no one", "no-one", "none"})
"""What people type where something is to have no owner."""


def read_owner(filled: Filled, desk: Desk, before: str = "") -> str:
    """The owner that was filled in: the id of a person on file, or an id that nobody has yet.

    A name that nobody on file has is an error at the field, as their reminders would reach nobody. It is kept where it
    stood there ``before``, and where nobody can be written to anyway: then the team reads everything.
    """
    typed = filled.text(FIELD)
    if not typed or typed.casefold() in NOBODY:
        return ""
    if typed != before and (problem := owner_problem(typed, desk)):
        filled.errors.setdefault(FIELD, problem)
    return id_of(typed, desk).removeprefix("@").strip()


def owner_problem(said: str, desk: Desk) -> str:
    """Why the person of that name or id cannot be an owner; empty where they can."""
    try:
        find_person(said, desk.store)
    except Sorry as sorry:
        return "" if is_only_a_name(said, desk) else str(sorry)
    return ""


def is_only_a_name(said: str, desk: Desk) -> bool:
    """Whether a name may stand that nobody on file has: nobody can be written to, so all is read on the page."""
    if not said or _anyone_has_chat(desk):
        return False
    try:
        find_person(said, desk.store)
    except Sorry as sorry:
        return isinstance(sorry, UnknownPerson)
    return False


def default_owner(message: Message, desk: Desk) -> str:
    """The owner where none is named: the sender, if they can own something; else empty."""
    who = message.who
    return who if read_id(who) or person_on_file(who, desk.store) or not _anyone_has_chat(desk) else ""


def can_message(who: str, desk: Desk) -> bool:
    """Whether we can write to somebody in a direct chat, or by e-mail where that is set up."""
    person = person_on_file(who, desk.store)
    if person and person.place:
        return desk.store.place(person.place) is not None
    return bool(desk.mail and person and mailbox(person))


def owner_warnings(owner: str, desk: Desk, called: str = "") -> tuple[str, ...]:
    """A warning that the owner, by name or ``called`` so, cannot be messaged, and who is reminded instead, if so."""
    if not owner or can_message(owner, desk) or _reads_page(owner, desk):
        return ()
    lead = desk.store.setup().lead
    told = display_name(lead, desk) if can_message(lead, desk) else ""
    return (people_words.unreached(called or display_name(owner, desk), told),)


def _reads_page(owner: str, desk: Desk) -> bool:
    """Whether the owner uses the page by a link, where reminders are shown too."""
    person = person_on_file(owner, desk.store)
    return bool(person and email_of(person.id) and person.role.includes(Role.STAFF))


def reminder_warnings(owner: str, desk: Desk) -> tuple[str, ...]:
    """Warnings for somebody who logs a record: that its owner, or the team, has no place for reminders."""
    setup = desk.store.setup()
    if setup.place and desk.store.place(setup.place):
        return owner_warnings(owner, desk)
    lead = display_name(setup.lead, desk) if can_message(setup.lead, desk) else ""
    return (*owner_warnings(owner, desk), people_words.no_place(lead))


def short_reminder_warning(owner: str, desk: Desk) -> str:
    """The most important of these warnings, in one line; empty where reminders arrive as they should."""
    setup = desk.store.setup()
    if warnings := owner_warnings(owner, desk):
        return warnings[0]
    if setup.place and desk.store.place(setup.place):
        return ""
    return people_words.no_channel(display_name(setup.lead, desk) if can_message(setup.lead, desk) else "")


def _anyone_has_chat(desk: Desk) -> bool:
    """Whether anybody at all has a direct chat with us."""
    return any(one.place for one in desk.store.people())
