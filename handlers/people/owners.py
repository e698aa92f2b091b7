"""Whose is it, and do its reminders reach them?"""

from __future__ import annotations

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.forms.filled import Filled
from handlers.people import words as people_words
from handlers.people.names import UnknownPerson, display_name, find_person, person_on_file, read_id

FIELD = "owner"


def read_owner(filled: Filled, desk: Desk, before: str = "") -> str:
    """Whoever is named as the owner: the id of somebody on file, or an id that nobody has yet.

    A name that nobody on file has is an error at the field, as what is theirs would reach nobody. It is kept where it
    stood there ``before``, and where nobody can be written to anyway: then the team reads everything.
    """
    said = filled.text(FIELD)
    if not said:
        return ""
    try:
        return find_person(said, desk.store).id
    except Sorry as sorry:
        free = isinstance(sorry, UnknownPerson) and not _anybody(desk)
        if not free and said != before:
            filled.errors.setdefault(FIELD, str(sorry))
    return said.removeprefix("@").strip()


def default_owner(message: Message, desk: Desk) -> str:
    """The owner where nobody names one: whoever speaks, if they can be the owner; else empty."""
    who = message.who
    return who if read_id(who) or person_on_file(who, desk.store) or not _anybody(desk) else ""


def can_message(who: str, desk: Desk) -> bool:
    """Whether somebody has a chat to which we can write."""
    person = person_on_file(who, desk.store)
    return bool(person and person.place and desk.store.place(person.place))


def owner_warnings(owner: str, desk: Desk) -> tuple[str, ...]:
    """That the owner cannot be written to, and who is reminded instead; nothing where all is well."""
    if not owner or can_message(owner, desk):
        return ()
    lead = desk.store.setup().lead
    return (
        people_words.unreached(display_name(owner, desk), display_name(lead, desk) if can_message(lead, desk) else ""),
    )


def _anybody(desk: Desk) -> bool:
    """Whether anybody at all can be written to alone."""
    return any(one.place for one in desk.store.people())
