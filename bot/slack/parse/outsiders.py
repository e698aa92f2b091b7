"""To whom in Slack can nothing be given, though they are named?"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace

from bot.slack import words
from bot.slack.client import Client
from bot.slack.parse.contacts import MOST_NAMED, named
from bot.slack.parse.directory import Directory
from bot.slack.parse.incoming import SlackIncoming
from handlers.command_access import named as command
from handlers.dialogue.reply import Bullets, Field, Part, Reply

TAKES_BACK = "revoke"
"""The command by which somebody loses what they were given while they were of the district."""
_PLAIN = re.compile(r"[^\w .'-]+")


async def outsiders(incoming: SlackIncoming, known: Directory, client: Client) -> Mapping[str, str]:
    """Those who are named and are no full members of the district, by their id, as they are called instead.

    Nobody on file is called so, and no name has a sign in it that a typed line is read by.
    """
    ids = () if command(incoming.text) == TAKES_BACK else named(incoming)[:MOST_NAMED]
    people = zip(ids, await asyncio.gather(*(known.who(id, client) for id in ids)), strict=True)
    return {
        f"slack:{id}": words.outsider(" ".join(_PLAIN.sub(" ", who.name).split()))
        for id, who in people
        if who.sure and who.outsider
    }


def by_name(incoming: SlackIncoming, outsiders: Mapping[str, str]) -> SlackIncoming:
    """The same, outsiders by what they are called where something would be given to them."""
    text = incoming.text
    for id, name in outsiders.items():
        given = rf"((?:^grant\s|^assign\s+\S+\s|[:=])\s*\"?){id}\b"
        text = re.sub(given, rf"\g<1>{name}", text, flags=re.IGNORECASE)  # no name has a backslash in it
    return replace(
        incoming, text=text, fields={field: outsiders.get(value, value) for field, value in incoming.fields.items()}
    )


def not_theirs(reply: Reply, outsiders: Mapping[str, str]) -> Reply:
    """The reply, its form with a sentence at each field in which an outsider stands, and nobody chosen there."""
    if reply.form is None or not outsiders:
        return reply
    says = {field.error: words.not_theirs(field.value) for field in reply.form.fields if _is_theirs(field, outsiders)}
    fields = tuple(
        replace(field, error=says[field.error], value="") if _is_theirs(field, outsiders) else field
        for field in reply.form.fields
    )
    parts = tuple(_told(part, says) for part in reply.parts)
    return replace(reply, parts=parts, form=replace(reply.form, fields=fields))


def _is_theirs(field: Field, outsiders: Mapping[str, str]) -> bool:
    return field.kind == "person" and field.value in outsiders.values()


def _told(part: Part, says: Mapping[str, str]) -> Part:
    """A list of what is wrong, with our sentence in the place of that which nobody on file has such a name."""
    if not isinstance(part, Bullets):
        return part
    return replace(part, items=tuple(_instead(item, says) for item in part.items))


def _instead(text: str, says: Mapping[str, str]) -> str:
    for old, new in says.items():
        text = text.replace(old, new) if old else text
    return text
