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
from handlers.forms.typed import typed_values
from handlers.people import access, first_admin_words, names
from handlers.people import words as people_words
from handlers.people.access import Refused, admins
from handlers.people.chats import is_from_a_chat, read_id
from handlers.people.names import UnknownPerson, find_person
from handlers.people.page_people import email_of
from handlers.reminders.role_notice import keep_for_page, with_notices
from handlers.setup import commands as setup_commands
from handlers.setup import invite_words, inviting
from handlers.setup import words as setup_words
from handlers.understanding.emails import take_email
from handlers.understanding.words import or_a_question
from storage.port import Draft
from storage.records import Person, Record, Role

ROLE = r"staff|privacy(?: team| lead)?|lead|admin(?:istrator)?"
"""What people call a role."""
_BY_NAME = re.compile(rf"(?P<person>.*?)\s+(?:as\s+)?(?:the\s+)?(?P<role>{ROLE})", re.IGNORECASE)
_ROLE_FIRST = re.compile(rf"(?P<role>{ROLE})(?:\s+(?P<person>.*))?", re.IGNORECASE)
FIELD = r"(?:person|role|name|e-?mail)\s*[:=]"
"""How fields begin that are typed in one line."""
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
    here = setup_commands.place_button(message, desk)
    more = (Choice(people_words.SETUP_TITLE, "setup"), Choice(people_words.GRANT_TITLE, "grant"))
    parts = (Text(says), Text(first_admin_words.HERE_HINT if here else setup_words.NEXT))
    return Reply(title=setup_words.BEGUN_TITLE, parts=parts, choices=(*here, *more), tone="done")


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A person with their new role, and a new name or none; and whether they are to lead the privacy team."""

    person: Person
    leads: bool


def grant(rest: str, message: Message, desk: Desk) -> Reply:
    """``grant PERSON ROLE``: the person by id or by name; a name may follow the role of an id.

    Somebody new who is in no chat is named with an e-mail address.
    """
    by_chat = is_from_a_chat(f"{message.surface}:")
    fields = _fields(by_chat=by_chat)
    say, title, submit = "grant", people_words.GRANT_TITLE, people_words.GRANT
    if not rest and not message.fields:
        return replace(blank_form(say, title, submit, fields), parts=(Text(invite_words.TYPED),))
    filled = Filled(fields, names.replace_me({**_typed(rest, fields), **message.fields}, fields, message))
    role_change = _read_role_change(filled, desk, by_chat=by_chat)
    if role_change is None:
        return filled.again(say, title, submit)
    done = change("grant", message, desk, lambda draft: _role_records(role_change, message, draft, desk))
    if done.event.after and not done.again:
        keep_for_page(role_change.person.id, desk)
    return _granted(find_person(role_change.person.id, desk.store), desk, leads=role_change.leads, again=done.again)


def _granted(held: Person, desk: Desk, *, leads: bool, again: bool) -> Reply:
    """What somebody may do from now on; with the link for those who need one, made once."""
    said = [setup_words.AGAIN if again else setup_words.may(held.role), *([setup_words.LEAD_MAY] if leads else [])]
    return Reply(
        title=setup_words.led(people_words.called(held)) if leads else setup_words.granted(held),
        parts=(*map(Text, said), *(() if again else inviting.invitation(held, desk))),
        choices=inviting.invitation_choices(held),
        tone="done",
    )


def _role_records(role_change: RoleChange, message: Message, draft: Draft, desk: Desk) -> list[Record]:
    """The records to write; a lead with a higher role keeps it. Raises Sorry.

    Nobody lowers their own role with it, as they could not take that back.
    """
    old = draft.person(role_change.person.id) or Person(id=role_change.person.id)
    role = Role.highest(old.role, role_change.person.role) if role_change.leads else role_change.person.role
    new, before = replace(old, role=role, name=role_change.person.name or old.name), draft.setup()
    after = replace(before, lead=new.id) if role_change.leads else before
    if (new, after) == (old, before):
        if email_of(new.id):
            return [new]  # for another link
        raise Sorry(setup_words.leads(new) if role_change.leads else setup_words.has_it(new))
    _keep_one_admin(old, role, draft, desk)
    if old.id == message.who and not role.includes(old.role):
        raise Sorry(setup_words.has_more(old))
    changed: list[Record] = [*([new] if new != old else []), *([after] if after != before else [])]
    told = {id for id in (new.id, before.lead if after != before else "") if id}
    return with_notices(changed, told, message, draft, desk)


def _read_role_change(filled: Filled, desk: Desk, *, by_chat: bool) -> RoleChange | None:
    """Who is to have which role; None where something is wrong."""
    chosen = filled.chosen("role")
    if len(chosen) != 1:
        filled.errors.setdefault("role", setup_words.ONE_ROLE)
    if filled.text("email"):
        person = inviting.read_named(filled, desk)
    else:
        person = inviting.read_known(filled, desk, by_chat=by_chat)
    if person is None or not filled.ready:
        return None
    leads = chosen[0] == LEAD
    name = person.name if filled.text("email") else filled.text("name")
    return RoleChange(replace(person, role=Role.PRIVACY if leads else Role(chosen[0]), name=name), leads)


def _fields(*, by_chat: bool) -> tuple[Field, ...]:
    shown = setup_words.GRANT_FIELDS
    return (
        Field("person", *shown["person"], hint=setup_words.PERSON_HINT if by_chat else invite_words.PERSON_HINT),
        Field("role", *shown["role"], options=(*setup_words.GIVEN, setup_words.LEAD), required=True),
        Field("email", *shown["email"], hint=invite_words.EMAIL_HINT),
        Field("name", *shown["name"], hint=setup_words.NAME_HINT),
    )


def _typed(rest: str, fields: tuple[Field, ...]) -> dict[str, str]:
    """``slack:U042 privacy Ana Ruiz``, ``Ana Ruiz privacy team`` or ``Ana Ruiz ana@example.org privacy``, or fields.

    The last word is the role where it is none.
    """
    if re.match(FIELD, rest, re.IGNORECASE):
        return typed_values(rest, fields)
    by_id = read_id((rest.split() or [""])[0])
    email, rest = ("", rest) if by_id else take_email(rest)
    found = (_BY_ID if by_id else _BY_NAME).fullmatch(rest) or (_ROLE_FIRST.fullmatch(rest) if email else None)
    if found:
        return {"email": email, **{name: (value or "").strip(" ,") for name, value in found.groupdict().items()}}
    person, _, role = rest.rpartition(" ")
    return {"person": rest, "role": ""} if by_id else {"person": person, "role": role, "email": email}


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
        return with_notices([replace(old, role=Role.EVERYONE)], {old.id}, message, draft, desk)

    again = change("revoke", message, desk, write).again
    inviting.end_access(person, desk)
    left = invite_words.ENDED if email_of(person.id) else setup_words.revoked(person, desk.store.setup().members)
    return Reply(
        title=setup_words.revoked_title(person),
        parts=(Text(setup_words.AGAIN if again else left),),
        tone="done",
    )


def _keep_one_admin(old: Person, role: Role, draft: Draft, desk: Desk) -> None:
    """Raise Sorry for the last administrator; checked inside the write, so that two cannot revoke each other.

    The person at the bot's own machine, who needs nobody's leave, may take it from one who came by their link.
    """
    if email_of(old.id) and desk.role is Role.ADMIN:
        return
    if old.role is Role.ADMIN and role is not Role.ADMIN and len(admins(draft, desk)) == 1:
        raise Sorry(setup_words.last_admin(old))
