"""Names people who have no chat, and makes the link by which each of them comes to the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from handlers.dialogue.desk import Desk
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Link, Part, Text
from handlers.forms import words as form_words
from handlers.forms.filled import Filled
from handlers.people.chats import read_id
from handlers.people.names import UnknownPerson, find_person
from handlers.people.page_people import email_of, page_id
from handlers.people.passes import new_pass
from handlers.setup import invite_words
from storage.records import Person

INVITATION_LASTS = timedelta(days=7)


def read_named(filled: Filled, desk: Desk) -> Person | None:
    """The person with the e-mail address that was filled in, on file or new; None where something is wrong."""
    email, said, name = filled.text("email"), filled.text("person"), filled.text("name")
    id, said_id = page_id(email), read_id(said)
    if not id:
        filled.errors.setdefault("email", invite_words.NO_EMAIL)
    elif said_id not in {"", id}:
        filled.errors["email"] = invite_words.HAS_ID
    elif desk.invites is None:
        filled.errors["email"] = invite_words.NO_ADDRESS
    if not filled.ready:
        return None
    on_file = desk.store.person(id)
    called = name or ("" if said_id or page_id(said) else said) or (on_file.name if on_file else "")
    if not called:
        filled.errors["name"] = form_words.NEEDED
    elif other := _namesake(called, id, desk):
        filled.errors["name"] = invite_words.same_name(called, email_of(other.id))
    return replace(on_file or Person(id=id), name=called) if filled.ready else None


def _namesake(name: str, id: str, desk: Desk) -> Person | None:
    """Somebody else on file who is called so."""
    return next((one for one in desk.store.people() if one.id != id and one.name.casefold() == name.casefold()), None)


def read_known(filled: Filled, desk: Desk, *, by_chat: bool) -> Person | None:
    """The person on file with the name or id that was filled in; None where there is none."""
    said = filled.text("person") or filled.text("name")
    if not said:
        filled.errors.setdefault("person", form_words.NEEDED)
        return None
    try:
        return find_person(said, desk.store)
    except UnknownPerson as unknown:
        filled.errors["person" if by_chat else "email"] = str(unknown) if by_chat else invite_words.new_here(said)
    except Sorry as sorry:
        filled.errors["person"] = str(sorry)
    return None


def invitation(person: Person, desk: Desk) -> tuple[Part, ...]:
    """The link to hand over to a person, which replaces the one before; nothing for those whom a chat knows."""
    if not email_of(person.id):
        return ()
    if desk.invites is None:
        return (Text(invite_words.NO_ADDRESS),)
    desk.store.end_tokens(person.id, "link")
    secret = new_pass("link", person.id, INVITATION_LASTS, desk)
    here = _is_here(desk.invites)
    return (
        Text(invite_words.hand_over(person.name, desk.now + INVITATION_LASTS)),
        Link(invite_words.link_of(person.name), f"{desk.invites}/{secret}", handed_on=True),
        *((Text(invite_words.ONLY_HERE),) if here else ()),
    )


def invitation_choices(person: Person) -> tuple[Choice, ...]:
    """What may be done with a link that was made."""
    if not email_of(person.id):
        return ()
    return (
        Choice(invite_words.NEW_LINK, f"grant {person.id} {person.role}"),
        Choice(invite_words.TAKE_BACK, f"revoke {person.id}"),
    )


def end_access(person: Person, desk: Desk) -> None:
    """End what lets somebody in who has no role anymore; those whom a chat knows keep their link and visits."""
    desk.store.end_tokens(person.id, "program", "calendar")
    if email_of(person.id):
        desk.store.end_tokens(person.id, "link", "visit", "notice")


def _is_here(address: str) -> bool:
    """Whether only the bot's own machine can open it."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
