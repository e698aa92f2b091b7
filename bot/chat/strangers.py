"""What happens where people outside the district are named in a command that gives them something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.chat import words
from bot.chat.contacts import MOST_NAMED
from bot.chat.errors import noted
from bot.chat.transport import In, Who
from handlers.dialogue.reply import Bullets, Field, Part, Reply

TAKES_BACK = "revoke"
"""The command by which somebody loses what they were given while they were of the district."""
_PLAIN = re.compile(r"[^\w .'-]+")


def to_look_up(incoming: In) -> tuple[str, ...]:
    """The ids of those of whom it matters whether they belong to the district."""
    return () if incoming.parsed.name == TAKES_BACK else incoming.named[:MOST_NAMED]


def strangers(found: list[Who]) -> Mapping[str, str]:
    """Those who are no full members of the district, by their id, as they are called instead.

    Nobody on file is called so, and no name has a sign in it that a typed line is read by.
    """
    return {
        who.id: words.outsider(" ".join(_PLAIN.sub(" ", who.name).split()))
        for who in found
        if who.sure and who.outsider
    }


def by_name(incoming: In, strangers: Mapping[str, str]) -> In:
    """The same, strangers by what they are called where something would be given to them."""
    if not strangers:
        return incoming
    text = incoming.text
    for id, name in strangers.items():
        given = rf"((?:^grant\s|^assign\s+\S+\s|[:=])\s*\"?){id}\b"
        text = re.sub(given, rf"\g<1>{name}", text, flags=re.IGNORECASE)  # no name has a backslash in it
    fields = {field: strangers.get(value, value) for field, value in incoming.fields.items()}
    return incoming.saying(text, fields=fields)


def not_theirs(reply: Reply, strangers: Mapping[str, str]) -> Reply:
    """The reply, its form with a sentence at each field in which a stranger stands, and nobody chosen there."""
    if reply.form is None or not strangers:
        return reply
    says = {field.error: words.not_theirs(field.value) for field in reply.form.fields if _is_theirs(field, strangers)}
    fields = tuple(
        replace(field, error=says[field.error], value="") if _is_theirs(field, strangers) else field
        for field in reply.form.fields
    )
    parts = tuple(_told(part, says) for part in reply.parts)
    return replace(reply, parts=parts, form=replace(reply.form, fields=fields))


def of_guests(reply: Reply, found: list[Who]) -> Reply:
    """The reply to a role that was given, which says that it is of no use to a guest."""
    guests = [who.name for who in found if who.sure and who.outsider]
    return noted(reply, words.guest(guests[0])) if guests else reply


def _is_theirs(field: Field, strangers: Mapping[str, str]) -> bool:
    return field.kind == "person" and field.value in strangers.values()


def _told(part: Part, says: Mapping[str, str]) -> Part:
    """A list of what is wrong, with our sentence in the place of that which nobody on file has such a name."""
    if not isinstance(part, Bullets):
        return part
    return replace(part, items=tuple(_instead(item, says) for item in part.items))


def _instead(text: str, says: Mapping[str, str]) -> str:
    for old, new in says.items():
        text = text.replace(old, new) if old else text
    return text
