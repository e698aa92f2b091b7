"""Saves the people and places that the bot meets, and keeps from people outside the district what is not for them."""

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic

from bot.chat import words
from bot.chat.replies import noted
from bot.chat.transport import C, In, Transport, Who
from handlers.dialogue.desk import Desk
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Bullets, Field, Part, Reply
from handlers.people.contacts import is_known, remember_person, remember_place
from handlers.reminders.channels import Place

log = logging.getLogger("dpa")
MOST_NAMED = 5
GRANT, TAKES_BACK = "grant", "revoke"
"""The commands that give somebody a role, and that take it back, also from a person who has left the district."""
_PLAIN = re.compile(r"[^\w .'-]+")


@dataclass(frozen=True, slots=True)
class Contacts(Generic[In, C]):
    """Saves people and places, but writes only what is new."""

    transport: Transport[In, C]

    def note(self, place: Place | None, desk: Desk) -> None:
        """Save a place, before anything is done in it. Never raises."""
        try:
            if place:
                remember_place(place, desk)
        except Exception as trouble:  # noqa: BLE001 - what was said is answered all the same
            log.warning("a place could not be noted (%s)", self.transport.why(trouble))

    async def meet(self, incoming: In, who: Who, client: C) -> None:
        """Save the person and those whom they named; of people outside the district, only the name. Never raises.

        Of those of whom the chat does not tell, the name that their mention shows.
        """
        try:
            await self.keep(who, incoming, client)
            for id in incoming.named[:MOST_NAMED]:
                person, shown = await self.transport.who(id, client), incoming.names.get(id, "")
                if person.sure:
                    await self.keep(replace(person, name=person.name or shown), None, client)
                elif shown:
                    await self.keep(Who(id=f"{incoming.surface}:{id}", name=shown), None, client)
        except Exception as trouble:  # noqa: BLE001 - what was said was answered all the same
            log.warning("a person could not be noted (%s)", self.transport.why(trouble))

    async def keep(self, who: Who, incoming: In | None, client: C) -> None:
        """Save one person. Raises what the transport raises, and StoreError."""
        known = not self.transport.chats_move and await asyncio.to_thread(lambda: is_known(who.id, client.desk()))
        if known or not who.id:
            return
        chat = None if who.outsider else await self.transport.direct_message(who, incoming, client)
        await asyncio.to_thread(lambda: remember_person(who.id, who.name, chat, client.desk()))


def own_place(desk: Desk) -> Place | None:
    """The privacy team's own place; None where there is none yet."""
    return desk.store.place(desk.store.setup().place) if desk.records is not None else None


async def strangers(incoming: In, transport: Transport[In, C], client: C) -> Mapping[str, str]:
    """The people named who are not full members of the district: by id, what to call them instead.

    Nobody on file has such a name, and it has no character with a meaning in a typed command. Empty in a chat that does
    not refuse strangers.
    """
    if not transport.refuses_strangers or incoming.parsed.name == TAKES_BACK:
        return {}
    return {
        who.id: words.outsider(" ".join(_PLAIN.sub(" ", who.name).split()))
        for who in await _outsiders(incoming.named[:MOST_NAMED], transport, client)
    }


async def told_of_strangers(
    reply: Reply, incoming: In, found: Mapping[str, str], transport: Transport[In, C], client: C
) -> Reply:
    """The reply, with a note where something is not for a stranger, or is of no use to a guest."""
    if transport.refuses_strangers:
        return _not_theirs(reply, found)
    if reply.outcome is not Outcome.DONE or incoming.parsed.name != GRANT:
        return reply
    guests = await _outsiders(incoming.named, transport, client)
    return noted(reply, words.guest(name=guests[0].name)) if guests else reply


async def _outsiders(ids: tuple[str, ...], transport: Transport[In, C], client: C) -> list[Who]:
    people = await asyncio.gather(*(transport.who(id, client) for id in ids))
    return [who for who in people if who.sure and who.outsider]


def by_name(incoming: In, strangers: Mapping[str, str]) -> In:
    """The same, with strangers by name instead of id where something would be given to them."""
    if not strangers:
        return incoming
    text = incoming.text
    for id, name in strangers.items():
        assignment = rf"((?:^grant\s|^assign\s+\S+\s|[:=])\s*\"?){id}\b"
        text = re.sub(assignment, rf"\g<1>{name}", text, flags=re.IGNORECASE)  # no name has a backslash in it
    fields = {field: strangers.get(value, value) for field, value in incoming.fields.items()}
    return incoming.saying(text, fields=fields)


def _not_theirs(reply: Reply, strangers: Mapping[str, str]) -> Reply:
    """The reply; each field of its form that has a stranger in it is emptied, and says why."""
    if reply.form is None or not strangers:
        return reply
    says = {
        field.error: words.not_theirs(whom=whom)
        for field in reply.form.fields
        if (whom := _stranger_in(field, strangers))
    }
    fields = tuple(
        replace(field, error=says[field.error], value="") if _stranger_in(field, strangers) else field
        for field in reply.form.fields
    )
    parts = tuple(_told(part, says) for part in reply.parts)
    return replace(reply, parts=parts, form=replace(reply.form, fields=fields))


def _stranger_in(field: Field, strangers: Mapping[str, str]) -> str:
    """The stranger whom the field names, or of whom its error says that nobody has that name; else empty."""
    if field.kind != "person":
        return ""
    names = strangers.values()
    return next((name for name in names if name == field.value or f"'{name:.60}'" in field.error), "")


def _told(part: Part, says: Mapping[str, str]) -> Part:
    """The part; in a list of errors, our sentence replaces the one that nobody on file has such a name."""
    if not isinstance(part, Bullets):
        return part
    return replace(part, items=tuple(_instead(item, says) for item in part.items))


def _instead(text: str, says: Mapping[str, str]) -> str:
    for old, new in says.items():
        text = text.replace(old, new) if old else text
    return text
