"""Answers that an app is in use for which no contract is on record: what the law asks, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Cite, Part, Reply, Text
from handlers.dialogue.text.shorten import short
from handlers.law import words as law_words
from handlers.law.product import words as product_words
from handlers.people import names
from handlers.people.access import role_of
from handlers.records.acts.logs import words
from handlers.records.acts.which import meant_records
from handlers.understanding.requests.request import Request
from knowledge.citation import Tag
from knowledge.names import NO_CONTRACT
from storage.records import Contract, Role


def no_contract(request: Request, message: Message, desk: Desk) -> Reply:
    """What follows from the law of the day; a contract that is on record after all is shown first."""
    slots = request.slots
    name = slots.product or slots.vendor
    there = [one for one in meant_records(slots, desk, "C") if isinstance(one, Contract)]
    answer = desk.law.on(desk.today).answer(NO_CONTRACT)
    cites = answer.cites if answer else ()
    lead = names.display_name(desk.store.setup().lead, desk)
    parts: list[Part] = [Text(words.contract_there(one.id, one.vendor)) for one in there]
    parts += [Text(product_words.without_one(lead))]
    parts += [Cite(law_words.pin(cite), cite.link) for cite in cites[:1]]
    return Reply(
        title=short(words.no_contract_title(name)),
        parts=tuple(parts),
        choices=tuple(_choices(name, there, message, desk)),
        asks=True,
        footer=law_words.footer(Tag.I, desk.today, desk.today),  # what follows from the passage is our inference
    )


def _choices(name: str, there: list[Contract], message: Message, desk: Desk) -> Iterator[Choice]:
    for one in there[:3]:
        yield Choice(words.show_button(one.id), f"contract {one.id}")
    if role_of(message, desk).includes(Role.PRIVACY):
        yield Choice(words.LOG_IT, "log-contract")
    yield Choice(short(words.OPERATOR, 75), f"operator {name}")
