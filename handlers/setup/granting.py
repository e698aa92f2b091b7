"""The commands grant, revoke and administer: roles, the first administrator, and invitation links to the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Field, Link, Part, Reply, Text
from handlers.forms import words as form_words
from handlers.forms.filling import Filled, blank_form, change
from handlers.forms.values import typed_values
from handlers.people import access, names
from handlers.people import words as people_words
from handlers.people.access import Refused, admins
from handlers.people.chats import by_address, is_from_a_chat, read_id
from handlers.people.names import UnknownPerson, find_person
from handlers.people.page_people import email_of, new_pass, page_id
from handlers.reminders.personal_notices import keep_for_page, with_notices
from handlers.setup import welcome_words
from handlers.setup import words as setup_words
from handlers.setup.checklist import STAFF_QUESTIONS, with_next_step
from handlers.understanding.named import take_email
from handlers.understanding.words import or_a_question
from storage.port import Draft
from storage.records import Person, Record, Role

INVITATION_LASTS = timedelta(days=7)


def read_named(filled: Filled, desk: Desk) -> Person | None:
    """The person with the e-mail address that was filled in, on file or new; None where something is wrong."""
    email, said, name = filled.text("email"), filled.text("person"), filled.text("name")
    id, said_id = page_id(email), read_id(said)
    if not id:
        filled.errors.setdefault("email", welcome_words.NO_EMAIL)
    elif said_id not in {"", id}:
        filled.errors["email"] = welcome_words.HAS_ID
    elif desk.invites is None:
        filled.errors["email"] = welcome_words.NO_ADDRESS
    if not filled.ready:
        return None
    on_file = desk.store.person(id)
    called = name or ("" if said_id or page_id(said) else said) or (on_file.name if on_file else "")
    if not called:
        filled.errors["name"] = form_words.NEEDED
    elif namesake := _namesake(called, id, desk):
        filled.errors["name"] = welcome_words.same_name(called, email_of(namesake.id))
    return replace(on_file or Person(id=id), name=called) if filled.ready else None


def _namesake(name: str, id: str, desk: Desk) -> Person | None:
    """Somebody else on file with the same name."""
    return next((one for one in desk.store.people() if one.id != id and one.name.casefold() == name.casefold()), None)


def read_known(filled: Filled, desk: Desk, *, by_chat: bool) -> Person | None:
    """The person on file with the name or id that was filled in; None where there is none."""
    if not (typed := filled.text("person")):
        return None
    try:
        return find_person(typed, desk.store)
    except UnknownPerson as unknown:
        filled.errors["person" if by_chat else "email"] = (
            str(unknown) if by_chat else welcome_words.new_here(name=typed)
        )
    except Sorry as sorry:
        filled.errors["person"] = str(sorry)
    return None


def invitation(person: Person, message: Message, desk: Desk) -> tuple[Part, ...]:
    """A new link for a person, which ends the one before; nothing for people of a chat.

    Who asks for it hands it on, or opens it, if they are that person: at the bot's own machine nobody knows who sits.
    """
    if not email_of(person.id):
        return ()
    if desk.invites is None:
        return (Text(welcome_words.NO_ADDRESS),)
    desk.store.end_tokens(person.id, "link")
    secret = new_pass("link", person.id, INVITATION_LASTS, desk)
    here = _is_here(desk.invites)
    return (
        Text(welcome_words.hand_over(person, message.who, desk.now + INVITATION_LASTS)),
        Link(welcome_words.link_of(name=person.name), f"{desk.invites}/{secret}", handed_on=True),
        *((Text(welcome_words.ONLY_HERE),) if here else ()),
    )


def invitation_choices(person: Person, desk: Desk) -> tuple[Choice, ...]:
    """The buttons below a new link: administrator too, where nobody is yet; another link, or take the role back."""
    if not email_of(person.id):
        return ()
    too = Choice(welcome_words.administrator_too(name=person.name), f"grant {person.id} admin")
    return (
        *((too,) if _is_unled(desk) else ()),
        Choice(welcome_words.NEW_LINK, f"grant {person.id} {person.role}"),
        Choice(welcome_words.TAKE_BACK, f"revoke {person.id}"),
    )


def _is_unled(desk: Desk) -> bool:
    """Whether nobody is the administrator, and who asks needs no role, as at the bot's own machine."""
    return desk.role is Role.ADMIN and not admins(desk.store, desk)


def end_access(person: Person, desk: Desk) -> None:
    """End the access of somebody who lost their role; people of a chat keep their link and visits."""
    desk.store.end_tokens(person.id, "program", "calendar")
    if email_of(person.id):
        desk.store.end_tokens(person.id, "link", "visit", "notice")


def _is_here(address: str) -> bool:
    """Whether only the bot's own machine can open the address."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


ROLE = r"staff|privacy(?: team| lead)?|lead|admin(?:istrator)?"
"""What people call a role."""
_BY_NAME = re.compile(rf"(?P<person>.*?)\s+(?:as\s+)?(?:the\s+)?(?P<role>{ROLE})", re.IGNORECASE)
_ROLE_FIRST = re.compile(rf"(?P<role>{ROLE})(?:\s+(?P<person>.*))?", re.IGNORECASE)
FIELD = r"(?:person|role|name|e-?mail)\s*[:=]"
"""A pattern for the beginning of a field that is typed in the line."""
_BY_ID = re.compile(rf"(?P<person>\S+)\s+(?P<role>{ROLE}|\S+)(?:\s+(?P<name>.*))?", re.IGNORECASE)
LEAD = setup_words.LEAD[0]


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A person with their new role (and a new name, or an empty one), and whether they are to be the privacy lead."""

    person: Person
    leads: bool


def read_role_change(filled: Filled, desk: Desk, *, by_chat: bool) -> RoleChange | None:
    """Who is to have which role; None where something is wrong."""
    chosen = filled.chosen("role")
    if len(chosen) != 1:
        filled.errors.setdefault("role", setup_words.ONE_ROLE)
    person = read_named(filled, desk) if filled.text("email") else read_known(filled, desk, by_chat=by_chat)
    if person is None or not filled.ready:
        return None
    leads = chosen[0] == LEAD
    name = person.name if filled.text("email") else filled.text("name")
    return RoleChange(replace(person, role=Role.PRIVACY if leads else Role(chosen[0]), name=name), leads)


def grant_fields(*, by_chat: bool, emailed: bool = False, known: bool = True) -> tuple[Field, ...]:
    """The form; ``by_chat``: the person can be chosen or mentioned there.

    ``emailed``: an e-mail address names the person. A chat's form asks for none otherwise, as its list has nobody else.
    ``known``: somebody is on file, whom a name alone may mean.
    """
    shown, more = setup_words.GRANT_FIELDS, form_words.MORE if by_chat else ""
    hint = welcome_words.IN_NO_CHAT if by_chat and not emailed else welcome_words.PERSON_HINT
    email = Field(
        "email", *shown["email"], hint=welcome_words.EMAIL_HINT, required=not (by_chat or known), section=more
    )
    return (
        Field("person", *shown["person"], hint=hint, required=not emailed),
        Field("role", *shown["role"], options=(*setup_words.GIVEN, setup_words.LEAD), required=True),
        *(() if by_chat and not emailed else (email,)),
        Field("name", *shown["name"], hint=setup_words.NAME_HINT, section=more),
    )


def typed_grant(rest: str, fields: tuple[Field, ...]) -> dict[str, str]:
    """``slack:U042 privacy Ana Ruiz``, ``Ana Ruiz privacy team`` or ``Ana Ruiz ana@example.org privacy``, or fields.

    Where no role is recognized, the last word counts as the role, so that its field has the error.
    """
    if re.match(FIELD, rest, re.IGNORECASE):
        return typed_values(rest, fields)
    by_id = read_id((rest.split() or [""])[0])
    email, rest = ("", rest) if by_id else _emails(rest)
    match = (_BY_ID if by_id else _BY_NAME).fullmatch(rest) or (_ROLE_FIRST.fullmatch(rest) if email else None)
    if match:
        return {"email": email, **{name: (value or "").strip(" ,") for name, value in match.groupdict().items()}}
    person, _, role = rest.rpartition(" ")
    return {"person": rest, "role": ""} if by_id else {"person": person, "role": role, "email": email}


def _emails(rest: str) -> tuple[str, str]:
    """The e-mail address and the rest; several are joined, which is no address, so that the form asks for one."""
    addresses = list[str]()
    while (taken := take_email(rest))[0]:
        addresses.append(taken[0])
        rest = taken[1]
    return ", ".join(addresses), rest


class HeldAlready(Sorry):
    """The person already has that role."""


def administer(rest: str, message: Message, desk: Desk) -> Reply:
    """``administer``: makes the sender the first administrator; ``administer no``: somebody else will be."""
    if rest:
        return Reply(title=setup_words.NOT_YET_TITLE, parts=(Text(setup_words.NOT_YET),), choices=STAFF_QUESTIONS)
    if access.role_of(message, desk) is Role.ADMIN:
        return _begun_reply(Reply(title=setup_words.ALREADY), message, desk)
    if not access.may_begin(message, desk):
        return _begun_by_another(message, desk)

    def write(draft: Draft) -> Iterable[Record]:
        if admins(draft, desk):
            raise Refused(access.whom_to_ask(Role.ADMIN, message, desk))
        return [replace(draft.person(message.who) or Person(id=message.who), role=Role.ADMIN)]

    change("administer", message, desk, write)
    done = Reply(title=setup_words.BEGUN_TITLE, parts=(Text(setup_words.BEGUN),), tone="done")
    return _begun_reply(done, message, desk)


def _begun_by_another(message: Message, desk: Desk) -> Reply:
    """Who is the administrator, and since when. Raises Refused where no event tells that, or to an outsider."""
    held = [(one, names.last_of("role", one.id, desk)) for one in admins(desk.store, desk)]
    known = [(one, event) for one, event in held if event and one.name]
    if not known or message.outsider:
        raise Refused(access.whom_to_ask(Role.ADMIN, message, desk))
    first, event = min(known, key=lambda pair: pair[1].number)
    return Reply(
        title=setup_words.administers(first),
        parts=(
            Text(setup_words.since(first, names.when(event, desk))),
            Text(access.whom_to_ask(Role.ADMIN, message, desk)),
        ),
    )


def _begun_reply(reply: Reply, message: Message, desk: Desk) -> Reply:
    """The reply to an administrator, with what comes next."""
    return with_next_step(reply, message, desk)


def grant(rest: str, message: Message, desk: Desk) -> Reply:
    """``grant PERSON ROLE``: the person by id or by name; a name may follow the role of an id.

    Somebody new who is in no chat is named with an e-mail address.
    """
    by_chat = is_from_a_chat(f"{message.surface}:")
    known = bool(desk.store.people())
    fields = grant_fields(by_chat=by_chat, known=known)
    say, title, submit = "grant", people_words.GRANT_TITLE, people_words.GRANT
    if rest == LEAD:
        say, title, submit = f"grant {LEAD}", welcome_words.NAME_LEAD, welcome_words.NAME_LEAD
    if rest in {"", LEAD} and not message.fields:
        return blank_form(say, title, submit, _asked(fields, rest))
    values = {**typed_grant(rest, grant_fields(by_chat=False)), **message.fields}
    known = known or bool(read_id(values.get("person", "")))
    fields = grant_fields(by_chat=by_chat, emailed=bool(values.get("email")), known=known)
    values["person"] = values.get("person") or ("" if values.get("email") else values.pop("name", ""))
    filled = Filled(fields, names.replace_me(values, fields, message))
    if message.fields and filled.chosen("role") == (LEAD,) and not by_chat and not filled.text("email"):
        named = filled.text("person")
        if names.is_only_a_name(named, desk):
            return _lead_by_name(named, message, desk)
    role_change = read_role_change(filled, desk, by_chat=by_chat)
    if role_change is None:
        filled.fields = _asked(filled.fields, rest)
        return filled.again(say, title, submit)
    try:
        done = change("grant", message, desk, lambda draft: _role_records(role_change, message, draft, desk))
    except HeldAlready as held_already:
        return _held_already(str(held_already), role_change, message, desk)
    if done.event.after and not done.again:
        keep_for_page(role_change.person.id, desk)
    held = find_person(role_change.person.id, desk.store)
    return _granted(held, message, desk, leads=role_change.leads, again=done.again)


def invite(rest: str, message: Message, desk: Desk) -> Reply:
    """``invite PERSON``: gives them a role as ``grant`` does; where the line names none, the form asks for it."""
    email, name = _emails(rest)
    if not name or read_id(name.split()[0]) or _BY_NAME.fullmatch(name) or message.fields:
        return grant(rest, message, desk)
    every = grant_fields(by_chat=is_from_a_chat(f"{message.surface}:"), emailed=bool(email))
    fields = tuple(one for one in every if one.id != "name")
    values = {"person": name.strip(" ,"), "email": email}
    return blank_form("grant", welcome_words.INVITE_SOMEBODY, people_words.GRANT, fields, values)


def _asked(fields: tuple[Field, ...], rest: str) -> tuple[Field, ...]:
    """The fields to fill in: for the privacy lead, neither the role, which is clear, nor another name.

    The lead needs no e-mail address, as the page shows all to who uses it.
    """
    if rest != LEAD:
        return fields
    return tuple(replace(one, required=one.id == "person") for one in fields if one.id in {"person", "email"})


def _lead_by_name(name: str, message: Message, desk: Desk) -> Reply:
    """Somebody without an e-mail address is the privacy lead: their name stands, and no link is made."""
    again = desk.store.setup().lead == name
    if not again:
        again = change("grant", message, desk, lambda draft: [replace(draft.setup(), lead=name)]).again
    said = setup_words.AGAIN if again else welcome_words.ONLY_NAMED
    return Reply(title=setup_words.led(name=name), parts=(Text(said),), tone="done")


def _held_already(said: str, asked: RoleChange, message: Message, desk: Desk) -> Reply:
    """The reply where the person already has the role: how it is, and who gave it."""
    person = asked.person.id
    event = names.last_of("lead", desk.store.setup().id, desk) if asked.leads else names.last_of("role", person, desk)
    told = [setup_words.given(names.who(event, message, desk), names.when(event, desk))] if event else []
    held = find_person(person, desk.store)
    title = setup_words.led(name=people_words.called(held)) if asked.leads else setup_words.granted(held)
    return Reply(title=title, parts=(Text(" ".join((said, *told))),), tone="done")


def _granted(held: Person, message: Message, desk: Desk, *, leads: bool, again: bool) -> Reply:
    """What the person may do from now on; with a link for those who need one, unless this is a repeat."""
    sentences = [setup_words.AGAIN if again else setup_words.may(held.role), *([setup_words.LEAD_MAY] if leads else [])]
    if email_of(held.id) and _is_unled(desk):
        sentences.append(welcome_words.NOBODY_ADMINISTERS)
    in_chat = by_address(message.surface) if email_of(held.id) else ""
    return Reply(
        title=setup_words.led(name=people_words.called(held)) if leads else setup_words.granted(held),
        parts=(*map(Text, filter(None, (*sentences, in_chat))), *(() if again else invitation(held, message, desk))),
        choices=invitation_choices(held, desk),
        tone="done",
    )


def _role_records(role_change: RoleChange, message: Message, draft: Draft, desk: Desk) -> list[Record]:
    """The records to write; a lead with a higher role keeps it. Raises Sorry.

    Nobody lowers their own role with it, as they could not take that back.
    """
    old = draft.person(role_change.person.id) or Person(id=role_change.person.id)
    role = Role.highest(old.role, role_change.person.role) if role_change.leads else role_change.person.role
    new, before = replace(old, role=role, name=role_change.person.name or old.name), draft.setup()
    leads = role_change.leads or (before.lead and before.lead == new.name)  # until now by name alone
    after = replace(before, lead=new.id) if leads else before
    if (new, after) == (old, before):
        if email_of(new.id):
            return [new]  # for another link
        raise HeldAlready(setup_words.leads(new) if role_change.leads else setup_words.has_it(new))
    _keep_one_admin(old, role, draft, desk)
    if old.id == message.who and not role.includes(old.role):
        raise Sorry(setup_words.has_more(old))
    changed: list[Record] = [*([new] if new != old else []), *([after] if after != before else [])]
    told = {id for id in (new.id, before.lead if after != before else "") if id}
    return with_notices(changed, told, message, draft, desk)


def revoke(rest: str, message: Message, desk: Desk) -> Reply:
    """``revoke PERSON``: takes their role away; never the last administrator's."""
    try:
        person = find_person(rest, desk.store)
    except UnknownPerson as nobody:
        raise Sorry(or_a_question(says=str(nobody))) from nobody

    def write(draft: Draft) -> Iterable[Record]:
        old = draft.person(person.id) or person
        if old.id in desk.admins:
            raise Sorry(setup_words.by_settings(old))
        if old.role is Role.EVERYONE:
            raise Sorry(setup_words.has_none(old))
        _keep_one_admin(old, Role.EVERYONE, draft, desk)
        return with_notices([replace(old, role=Role.EVERYONE)], {old.id}, message, draft, desk)

    again = change("revoke", message, desk, write).again
    end_access(person, desk)
    left = welcome_words.ENDED if email_of(person.id) else setup_words.revoked(person, desk.store.setup().members)
    return Reply(
        title=setup_words.revoked_title(person),
        parts=(Text(setup_words.AGAIN if again else left),),
        tone="done",
    )


def _keep_one_admin(old: Person, role: Role, draft: Draft, desk: Desk) -> None:
    """Raise Sorry for the last administrator; checked inside the write, so that two cannot revoke each other.

    The person at the bot's own machine, who needs no permission, may take it from an administrator who came by a link.
    """
    if email_of(old.id) and desk.role is Role.ADMIN:
        return
    if old.role is Role.ADMIN and role is not Role.ADMIN and len(admins(draft, desk)) == 1:
        raise Sorry(setup_words.last_admin(old))
