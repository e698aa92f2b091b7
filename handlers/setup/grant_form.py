"""Reads who is to have which role: typed in a line, by fields, or filled into the form."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Field
from handlers.forms import words as form_words
from handlers.forms.filled import Filled
from handlers.forms.values.typed import typed_values
from handlers.people.chats import read_id
from handlers.setup import invite_words, inviting
from handlers.setup import words as setup_words
from handlers.understanding.named.emails import take_email
from storage.records import Person, Role

ROLE = r"staff|privacy(?: team| lead)?|lead|admin(?:istrator)?"
"""What people call a role."""
_BY_NAME = re.compile(rf"(?P<person>.*?)\s+(?:as\s+)?(?:the\s+)?(?P<role>{ROLE})", re.IGNORECASE)
_ROLE_FIRST = re.compile(rf"(?P<role>{ROLE})(?:\s+(?P<person>.*))?", re.IGNORECASE)
FIELD = r"(?:person|role|name|e-?mail)\s*[:=]"
"""How fields begin that are typed in one line."""
_BY_ID = re.compile(rf"(?P<person>\S+)\s+(?P<role>{ROLE}|\S+)(?:\s+(?P<name>.*))?", re.IGNORECASE)
LEAD = setup_words.LEAD[0]


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A person with their new role, and a new name or none; and whether they are to lead the privacy team."""

    person: Person
    leads: bool


def read_role_change(filled: Filled, desk: Desk, *, by_chat: bool) -> RoleChange | None:
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


def grant_fields(*, by_chat: bool) -> tuple[Field, ...]:
    """The form; ``by_chat``: the person can be chosen or mentioned there."""
    shown, more = setup_words.GRANT_FIELDS, form_words.MORE if by_chat else ""
    return (
        Field("person", *shown["person"], hint="" if by_chat else invite_words.PERSON_HINT),
        Field("role", *shown["role"], options=(*setup_words.GIVEN, setup_words.LEAD), required=True),
        Field("email", *shown["email"], hint=invite_words.EMAIL_HINT, section=more),
        Field("name", *shown["name"], hint=setup_words.NAME_HINT, section=more),
    )


def typed_grant(rest: str, fields: tuple[Field, ...]) -> dict[str, str]:
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
