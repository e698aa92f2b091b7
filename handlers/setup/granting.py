"""The commands that give and take roles, and make the first administrator."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Field, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.people import access, first_admin_words, names
from handlers.people import words as people_words
from handlers.people.access import Refused, admins
from handlers.people.chats import read_id
from handlers.people.names import UnknownPerson, find_person
from handlers.setup import words as setup_words
from handlers.setup.checklist import checklist, next_choices, with_checklist
from handlers.understanding.words import or_a_question
from storage.port import Draft
from storage.records import Person, Record, Role

ROLE = r"staff|privacy(?: team| lead)?|lead|admin(?:istrator)?"
"""What people call a role."""
_BY_NAME = re.compile(rf"(?P<person>.*?)\s+(?:as\s+)?(?:the\s+)?(?P<role>{ROLE})", re.IGNORECASE)
_BY_ID = re.compile(rf"(?P<person>\S+)\s+(?P<role>{ROLE}|\S+)(?:\s+(?P<name>.*))?", re.IGNORECASE)
LEAD = setup_words.LEAD[0]


def administer(rest: str, message: Message, desk: Desk) -> Reply:
    """``administer``: makes the sender the first administrator; ``administer no``: somebody else will be."""
    if rest:
        asks = tuple(Choice(said, said) for said in first_admin_words.STAFF_ASKS)
        return Reply(title=setup_words.NOT_YET_TITLE, parts=(Text(setup_words.NOT_YET),), choices=asks)
    if access.role_of(message, desk) is Role.ADMIN:
        return _begun_reply(setup_words.ALREADY, message, desk)
    if not access.may_begin(message, desk):
        raise Refused(access.whom_to_ask(Role.ADMIN, desk))

    def write(draft: Draft) -> Iterable[Record]:
        if admins(draft, desk):
            raise Refused(access.whom_to_ask(Role.ADMIN, desk))
        return [replace(draft.person(message.who) or Person(id=message.who), role=Role.ADMIN)]

    change("administer", message, desk, write)
    return _begun_reply(setup_words.BEGUN, message, desk)


def _begun_reply(says: str, message: Message, desk: Desk) -> Reply:
    more = (Choice(people_words.SETUP_TITLE, "setup"), Choice(people_words.GRANT_TITLE, "grant"))
    reply = Reply(title=setup_words.BEGUN_TITLE, parts=(Text(says),), choices=more, tone="done")
    return with_checklist(reply, checklist(message, desk))


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A person with their new role, and a new name or none; and whether they are to lead the privacy team."""

    person: Person
    leads: bool


def grant(rest: str, message: Message, desk: Desk) -> Reply:
    """``grant PERSON ROLE``: the person by id or by name; a name may follow the role of an id."""
    fields = _fields()
    say, title, submit = "grant", people_words.GRANT_TITLE, people_words.GRANT
    if rest in {"", LEAD} and not message.fields:
        return blank_form(say, title, submit, fields, {"role": rest})
    filled = Filled(fields, names.replace_me({**_typed(rest), **message.fields}, fields, message))
    role_change = _read_role_change(filled, desk)
    if role_change is None:
        return filled.again(say, title, submit)
    again = change("grant", message, desk, lambda draft: _role_records(role_change, message, draft, desk)).again
    held = find_person(role_change.person.id, desk.store)
    said = [
        setup_words.AGAIN if again else setup_words.may(held.role),
        *([setup_words.LEAD_MAY] if role_change.leads else []),
    ]
    title = setup_words.led(people_words.called(held)) if role_change.leads else setup_words.granted(held)
    parts, more = tuple(Text(line) for line in said), next_choices(message, desk)
    return Reply(title=title, parts=parts, choices=more, tone="done")


def _role_records(role_change: RoleChange, message: Message, draft: Draft, desk: Desk) -> list[Record]:
    """The records to write; a lead with a higher role keeps it. Raises Sorry.

    Nobody lowers their own role with it, as they could not take that back.
    """
    old = draft.person(role_change.person.id) or Person(id=role_change.person.id)
    role = Role.highest(old.role, role_change.person.role) if role_change.leads else role_change.person.role
    new, before = replace(old, role=role, name=role_change.person.name or old.name), draft.setup()
    after = replace(before, lead=new.id) if role_change.leads else before
    if (new, after) == (old, before):
        raise Sorry(setup_words.leads(new) if role_change.leads else setup_words.has_it(new))
    _keep_one_admin(old, role, draft, desk)
    if old.id == message.who and not role.includes(old.role):
        raise Sorry(setup_words.has_more(old))
    return [*([new] if new != old else []), *([after] if after != before else [])]


def _read_role_change(filled: Filled, desk: Desk) -> RoleChange | None:
    """Who is to have which role; None where something is wrong."""
    person_typed, name, chosen = filled.text("person"), filled.text("name"), filled.chosen("role")
    if len(chosen) != 1:
        filled.errors.setdefault("role", setup_words.ONE_ROLE)
    try:
        person = find_person(person_typed, desk.store) if person_typed else None
    except Sorry as sorry:
        filled.errors["person"] = str(sorry)
        return None
    if person is None or not filled.ready:
        return None
    leads = chosen[0] == LEAD
    return RoleChange(replace(person, role=Role.PRIVACY if leads else Role(chosen[0]), name=name), leads)


def _fields() -> tuple[Field, ...]:
    shown = setup_words.GRANT_FIELDS
    return (
        Field("person", *shown["person"], required=True, hint=setup_words.PERSON_HINT),
        Field("role", *shown["role"], options=(*setup_words.GIVEN, setup_words.LEAD), required=True),
        Field("name", *shown["name"], hint=setup_words.NAME_HINT),
    )


def _typed(rest: str) -> dict[str, str]:
    """``slack:U042 privacy Ana Ruiz``, or ``Ana Ruiz privacy team``; the last word is the role where it is none."""
    by_id = read_id((rest.split() or [""])[0])
    found = (_BY_ID if by_id else _BY_NAME).fullmatch(rest)
    if found:
        return {name: value or "" for name, value in found.groupdict().items()}
    person, _, role = rest.rpartition(" ")
    return {"person": rest, "role": ""} if by_id else {"person": person, "role": role}


def revoke(rest: str, message: Message, desk: Desk) -> Reply:
    """``revoke PERSON``: takes their role away; never the last administrator's."""
    try:
        person = find_person(rest, desk.store)
    except UnknownPerson as nobody:
        raise Sorry(or_a_question(str(nobody))) from nobody

    def write(draft: Draft) -> Iterable[Record]:
        old = draft.person(person.id) or person
        if old.id in desk.admins:
            raise Sorry(setup_words.by_settings(old))
        if old.role is Role.EVERYONE:
            raise Sorry(setup_words.has_none(old))
        _keep_one_admin(old, Role.EVERYONE, draft, desk)
        return [replace(old, role=Role.EVERYONE)]

    again = change("revoke", message, desk, write).again
    left = setup_words.revoked(person, desk.store.setup().members)
    return Reply(
        title=setup_words.revoked_title(person),
        parts=(Text(setup_words.AGAIN if again else left),),
        tone="done",
    )


def _keep_one_admin(old: Person, role: Role, draft: Draft, desk: Desk) -> None:
    """Raise Sorry for the last administrator; checked inside the write, so that two cannot revoke each other."""
    if old.role is Role.ADMIN and role is not Role.ADMIN and len(admins(draft, desk)) == 1:
        raise Sorry(setup_words.last_admin(old))
