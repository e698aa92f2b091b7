"""Reads the owner of a record, and tells whether reminders reach them."""

from __future__ import annotations

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.forms.filled import Filled
from handlers.people import words as people_words
from handlers.people.chats import read_id
from handlers.people.names import UnknownPerson, display_name, find_person, person_on_file
from handlers.people.page_people import email_of, mailbox
from storage.records import Role

FIELD = "owner"


def read_owner(filled: Filled, desk: Desk, before: str = "") -> str:
    """The owner that was filled in: the id of a person on file, or an id that nobody has yet.

    A name that nobody on file has is an error at the field, as what is theirs would reach nobody. It is kept where it
    stood there ``before``, and where nobody can be written to anyway: then the team reads everything.
    """
    said = filled.text(FIELD)
    if not said:
        return ""
    try:
        return find_person(said, desk.store).id
    except Sorry as sorry:
        free = isinstance(sorry, UnknownPerson) and not _anyone_has_chat(desk)
        if not free and said != before:
            filled.errors.setdefault(FIELD, str(sorry))
    return said.removeprefix("@").strip()


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


def owner_warnings(owner: str, desk: Desk) -> tuple[str, ...]:
    """A warning that the owner cannot be messaged, and who is reminded instead; empty where they can."""
    if not owner or can_message(owner, desk) or _reads_page(owner, desk):
        return ()
    lead = desk.store.setup().lead
    return (
        people_words.unreached(display_name(owner, desk), display_name(lead, desk) if can_message(lead, desk) else ""),
    )


def _reads_page(owner: str, desk: Desk) -> bool:
    """Whether the owner comes by a link to the page, where reminders stand too."""
    person = person_on_file(owner, desk.store)
    return bool(person and email_of(person.id) and person.role.includes(Role.STAFF))


def reminder_warnings(owner: str, desk: Desk) -> tuple[str, ...]:
    """What somebody who logs a record must know of its reminders: that the owner, or the team, has no place."""
    setup = desk.store.setup()
    if setup.place and desk.store.place(setup.place):
        return owner_warnings(owner, desk)
    told = display_name(setup.lead, desk) if can_message(setup.lead, desk) else ""
    return (*owner_warnings(owner, desk), people_words.no_place(told))


def short_reminder_warning(owner: str, desk: Desk) -> str:
    """The most important of them, in a line; empty where reminders go where they should."""
    setup = desk.store.setup()
    if warnings := owner_warnings(owner, desk):
        return warnings[0]
    if setup.place and desk.store.place(setup.place):
        return ""
    return people_words.no_channel(display_name(setup.lead, desk) if can_message(setup.lead, desk) else "")


def _anyone_has_chat(desk: Desk) -> bool:
    """Whether anybody at all has a direct chat with us."""
    return any(one.place for one in desk.store.people())
