"""Who may do what, and who decides that?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from handlers import names, wording
from handlers.desk import Desk, Message, Sorry
from handlers.records import forms
from handlers.records.forms import Filled
from handlers.records.keeping import change
from handlers.reply import Bullets, Choice, Facts, Field, Reply, Text
from handlers.wording import people as wording_people
from storage.port import Draft, Reading
from storage.records import Deadline, Person, Record, Role

RANKS = (Role.EVERYONE, Role.STAFF, Role.PRIVACY, Role.ADMIN)
OWNERS_MAY = "done"
"""What the owner of a deadline may say of it; putting it off or handing it on stays the team's."""
_ID = re.compile(r"slack:[UW][A-Z0-9]+|teams:\S+", re.IGNORECASE)
"""Somebody of a workspace or tenant; the name of an account at a terminal is none."""
_ENTRA = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(\|[^<>]*)?>")
"""Somebody as Slack marks them in a text."""


class Refused(Sorry):
    """This person may not do that, or not in this place."""


class Nobody(Sorry):
    """Nobody on file has that name."""


def role_of(message: Message, desk: Desk) -> Role:
    """What the person may do: the highest of what the surface, the settings, the records and the district give."""
    if message.outsider:
        return Role.EVERYONE
    return max((desk.role, *_given(message, desk)), key=RANKS.index)


def _given(message: Message, desk: Desk) -> Iterator[Role]:
    if message.who and message.who in desk.admins:
        yield Role.ADMIN
    if desk.records is None or not _ID.fullmatch(message.who):
        return
    if message.owner and not admins(desk.records, desk):
        yield Role.ADMIN  # somebody has to begin
    person = desk.records.person(message.who)
    yield person.role if person else Role.EVERYONE
    yield desk.records.setup().members


def allow(command: str, needs: Role, message: Message, desk: Desk, *, guests: bool = True) -> None:
    """Raise Refused unless this person may give this command here; for questions of law the records are not read."""
    if message.outsider and not (needs is Role.EVERYONE and guests):
        raise Refused(wording_people.OUTSIDERS)
    if needs is Role.EVERYONE:
        return
    if message.public:
        raise Refused(wording_people.TOO_PUBLIC)
    if RANKS.index(role_of(message, desk)) < RANKS.index(needed(command, needs, message, desk)):
        raise Refused(wording.not_allowed(command, wording.ROLES[needs], _whom_to_ask(needs, desk)))


def needed(command: str, needs: Role, message: Message, desk: Desk) -> Role:
    """The role that what the message says takes.

    Whoever owns a deadline closes it as one of the staff, theirs and no other: the law lays the duty on the board and
    asks nowhere who notes that it was done, the proof is asked for all the same, and its history names them.
    """
    if command != OWNERS_MAY or desk.records is None:
        return needs
    deadline = desk.records.deadline("".join(message.text.split()[1:2]).upper())
    return Role.STAFF if deadline and owns(deadline, message) else needs


def owns(deadline: Deadline, message: Message) -> bool:
    """Whether it is theirs by their id: a name can be chosen in a chat."""
    return deadline.owner == message.who and bool(_ID.fullmatch(message.who))


def _whom_to_ask(needs: Role, desk: Desk) -> str:
    team = desk.records.people(Role.PRIVACY) if desk.records and needs is not Role.ADMIN else []
    all_of_them = admins(desk.records, desk) if desk.records else []
    found = team or [one for one in all_of_them if _on_file(one, desk)]
    if all_of_them and not found:
        return wording_people.ASK_ADMIN
    return wording_people.ask([wording_people.called(one) for one in found], Role.PRIVACY if team else Role.ADMIN)


def _on_file(person: Person, desk: Desk) -> bool:
    """Whether they are of this district, as the settings name administrators for all of them."""
    return desk.records is not None and desk.records.person(person.id) is not None


def admins(records: Reading, desk: Desk) -> list[Person]:
    """The administrators: by the settings, then on file."""
    by_settings = [records.person(id) or Person(id=id) for id in desk.admins]
    return [*by_settings, *(one for one in records.people(Role.ADMIN) if one.id not in desk.admins)]


def read_id(text: str) -> str:
    """The id as the surfaces write it; empty where the text is none."""
    surface, _, own = text.strip().partition(":")
    if not _ID.fullmatch(text.strip()):
        return ""
    if surface.lower() == "slack":
        return f"slack:{own.upper()}"
    return f"teams:{own.lower() if _ENTRA.fullmatch(own) else own}"


def find(text: str, records: Reading) -> Person:
    """The person with that id, on file or not, or the only one on file with that name. Raises Sorry, Nobody."""
    mention, said = _MENTION.fullmatch(text.strip()), text.strip().removeprefix("@").strip()
    if id := f"slack:{mention[1]}" if mention else read_id(said):
        return records.person(id) or Person(id=id)
    people = records.people()
    found = [one for one in people if said and said.casefold() in {one.name.casefold(), one.id.casefold()}]
    if len(found) > 1:
        raise Sorry(wording_people.several(said, [one.id for one in found]))
    if not found:
        raise Nobody(wording_people.unknown(said, _near(said, [one.name for one in people if one.name])))
    return found[0]


def _near(said: str, names: Sequence[str]) -> list[str]:
    """The names that share a word with this one, or that are written much like it."""
    words = set(said.casefold().split())
    alike = get_close_matches(said.casefold(), [name.casefold() for name in names], 3, 0.7)
    return [name for name in names if words & set(name.casefold().split()) or name.casefold() in alike][:3]


def roles(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``roles``: who has which, and what it allows."""
    said, store = wording_people, desk.store
    known = [one for one in admins(store, desk) if one.id == message.who or _on_file(one, desk)]
    others = len(admins(store, desk)) - len(known)
    held = {
        Role.ADMIN: [
            *(f"{said.listed(one)}{f' ({said.BY_SETTINGS})' if one.id in desk.admins else ''}" for one in known),
            *([said.others(others)] if others else []),
        ],
        **{role: [said.listed(one) for one in store.people(role)] for role in (Role.PRIVACY, Role.STAFF)},
    }
    lines = tuple(said.holders(role, names) for role, names in held.items())
    rest_may = ((said.REST, said.MAY[store.setup().members]), (said.OUTSIDE, said.OUTSIDE_MAY))
    may_give = role_of(message, desk) is Role.ADMIN
    return Reply(
        title=said.ROLES_TITLE,
        parts=(Bullets(lines), Facts(rest_may), *(() if held[Role.ADMIN] else (Text(said.FIRST_ADMIN),))),
        choices=(Choice(said.GRANT_TITLE, "grant"),) if may_give else (),
    )


def grant(rest: str, message: Message, desk: Desk) -> Reply:
    """``grant PERSON ROLE``: by an id, or by the name of somebody on file; a name may follow the role of an id."""
    shape = _fields()
    say, title, submit = "grant", wording_people.GRANT_TITLE, wording_people.GRANT
    if not rest and not message.fields:
        return forms.blank(say, title, submit, shape)
    filled = Filled(shape, names.meant({**_typed(rest.split()), **message.fields}, shape, message))
    wanted = _read(filled, desk)
    if wanted is None:
        return filled.again(say, title, submit)

    def write(draft: Draft) -> Iterable[Record]:
        old = draft.person(wanted.id)
        new = replace(old, role=wanted.role, name=wanted.name or old.name) if old else wanted
        if new == old:
            raise Sorry(wording_people.has_it(new))
        if old:
            _leave_an_admin(old, new.role, draft, desk)
        return [new]

    again = change("grant", message, desk, write).again
    said = [wording_people.AGAIN if again else wording_people.may(wanted.role)]
    if wanted.role is Role.ADMIN and role_of(message, desk) is not Role.ADMIN:
        said.append(wording_people.NO_MORE_FIRST)
    held = find(wanted.id, desk.store)
    return Reply(title=wording_people.granted(held), parts=tuple(Text(line) for line in said), tone="done")


def _read(filled: Filled, desk: Desk) -> Person | None:
    """The person as they are to be, with a new name or none; None where something is wrong."""
    whom, name, chosen = filled.text("person"), filled.text("name"), filled.chosen("role")
    if len(chosen) != 1:
        filled.errors.setdefault("role", wording_people.ONE_ROLE)
    try:
        person = find(whom, desk.store) if whom else None
    except Sorry as sorry:
        filled.errors["person"] = str(sorry)
        return None
    return replace(person, role=Role(chosen[0]), name=name) if person and filled.ready else None


def _fields() -> tuple[Field, ...]:
    words = wording_people.GRANT_FIELDS
    return (
        Field("person", *words["person"], required=True, hint=wording_people.PERSON_HINT),
        Field("role", *words["role"], options=wording_people.GIVEN, required=True),
        Field("name", *words["name"], hint=wording_people.NAME_HINT),
    )


def _typed(words: Sequence[str]) -> dict[str, str]:
    """``slack:U042 privacy Ana Ruiz``, or ``Ana Ruiz privacy``."""
    if words and _ID.fullmatch(words[0]):
        return {"person": words[0], "role": "".join(words[1:2]), "name": " ".join(words[2:])}
    return {"person": " ".join(words[:-1]), "role": "".join(words[-1:])}


def revoke(rest: str, message: Message, desk: Desk) -> Reply:
    """``revoke PERSON``: no role of their own any more; never the last administrator."""
    try:
        person = find(rest, desk.store)
    except Nobody as nobody:
        raise Sorry(wording_people.or_a_question(str(nobody))) from nobody

    def write(draft: Draft) -> Iterable[Record]:
        old = draft.person(person.id) or person
        if old.id in desk.admins:
            raise Sorry(wording_people.by_settings(old))
        if old.role is Role.EVERYONE:
            raise Sorry(wording_people.has_none(old))
        _leave_an_admin(old, Role.EVERYONE, draft, desk)
        return [replace(old, role=Role.EVERYONE)]

    again = change("revoke", message, desk, write).again
    left = wording_people.revoked(person, desk.store.setup().members)
    return Reply(
        title=wording_people.revoked_title(person),
        parts=(Text(wording_people.AGAIN if again else left),),
        tone="done",
    )


def _leave_an_admin(old: Person, role: Role, draft: Draft, desk: Desk) -> None:
    """Looked at while nobody else can write, so that two cannot take each other's role at once."""
    if old.role is Role.ADMIN and role is not Role.ADMIN and len(admins(draft, desk)) == 1:
        raise Sorry(wording_people.last_admin(old))
