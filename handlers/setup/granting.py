"""The commands that give and take roles, and make the first administrator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.people import access, doers, first_admin_words, names
from handlers.people import words as people_words
from handlers.people.access import Refused, admins
from handlers.people.chats import is_from_a_chat
from handlers.people.names import UnknownPerson, find_person
from handlers.people.page_people import email_of
from handlers.reminders.notices.role_notice import keep_for_page, with_notices
from handlers.setup import invite_words, inviting
from handlers.setup import words as setup_words
from handlers.setup.checklist import checklist, next_choices, with_checklist
from handlers.setup.grant_form import LEAD, RoleChange, grant_fields, read_role_change, typed_grant
from handlers.understanding.words import or_a_question
from storage.port import Draft
from storage.records import Person, Record, Role


class HeldAlready(Sorry):
    """Somebody is to be given what they have."""


def administer(rest: str, message: Message, desk: Desk) -> Reply:
    """``administer``: makes the sender the first administrator; ``administer no``: somebody else will be."""
    if rest:
        asks = tuple(Choice(said, said) for said in first_admin_words.STAFF_ASKS)
        return Reply(title=setup_words.NOT_YET_TITLE, parts=(Text(setup_words.NOT_YET),), choices=asks)
    if access.role_of(message, desk) is Role.ADMIN:
        return _begun_reply(setup_words.ALREADY, message, desk)
    if not access.may_begin(message, desk):
        return _begun_by_another(message, desk)

    def write(draft: Draft) -> Iterable[Record]:
        if admins(draft, desk):
            raise Refused(access.whom_to_ask(Role.ADMIN, desk))
        return [replace(draft.person(message.who) or Person(id=message.who), role=Role.ADMIN)]

    change("administer", message, desk, write)
    return _begun_reply(setup_words.BEGUN, message, desk)


def _begun_by_another(message: Message, desk: Desk) -> Reply:
    """Who administers, and since when, as far as an event tells it. Raises Refused where nobody does yet."""
    held = [(one, doers.last_of("role", one.id, desk)) for one in admins(desk.store, desk)]
    found = [(one, event) for one, event in held if event and one.name]
    if not found or message.outsider:
        raise Refused(access.whom_to_ask(Role.ADMIN, desk))
    first, event = min(found, key=lambda pair: pair[1].number)
    return Reply(
        title=setup_words.administers(first),
        parts=(Text(setup_words.since(first, doers.when(event, desk))), Text(access.whom_to_ask(Role.ADMIN, desk))),
    )


def _begun_reply(says: str, message: Message, desk: Desk) -> Reply:
    more = (Choice(people_words.SETUP_TITLE, "setup"), Choice(people_words.GRANT_TITLE, "grant"))
    reply = Reply(title=setup_words.BEGUN_TITLE, parts=(Text(says),), choices=more, tone="done")
    return with_checklist(reply, checklist(message, desk))


def grant(rest: str, message: Message, desk: Desk) -> Reply:
    """``grant PERSON ROLE``: the person by id or by name; a name may follow the role of an id.

    Somebody new who is in no chat is named with an e-mail address.
    """
    by_chat = is_from_a_chat(f"{message.surface}:")
    fields = grant_fields(by_chat=by_chat)
    say, title, submit = "grant", people_words.GRANT_TITLE, people_words.GRANT
    if rest in {"", LEAD} and not message.fields:
        return blank_form(say, title, submit, fields, {"role": rest})
    filled = Filled(fields, names.replace_me({**typed_grant(rest, fields), **message.fields}, fields, message))
    role_change = read_role_change(filled, desk, by_chat=by_chat)
    if role_change is None:
        return filled.again(say, title, submit)
    try:
        done = change("grant", message, desk, lambda draft: _role_records(role_change, message, draft, desk))
    except HeldAlready as held_already:
        return _held_already(str(held_already), role_change, message, desk)
    if done.event.after and not done.again:
        keep_for_page(role_change.person.id, desk)
    held = find_person(role_change.person.id, desk.store)
    reply = _granted(held, desk, leads=role_change.leads, again=done.again)
    return replace(reply, choices=(*reply.choices, *next_choices(message, desk)))


def _held_already(said: str, asked: RoleChange, message: Message, desk: Desk) -> Reply:
    """There was nothing to give: how it is, and who gave it."""
    person = asked.person.id
    event = doers.last_of("lead", desk.store.setup().id, desk) if asked.leads else doers.last_of("role", person, desk)
    told = [setup_words.given(doers.who(event, message, desk), doers.when(event, desk))] if event else []
    held = find_person(person, desk.store)
    title = setup_words.led(people_words.called(held)) if asked.leads else setup_words.granted(held)
    return Reply(title=title, parts=(Text(" ".join((said, *told))),), tone="done")


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
