"""Answers whether the district has a contract for a product, from its own records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.contracts.ended import has_ended
from handlers.contracts.form import form as contract_form
from handlers.contracts.listing import SAY, contract_rows
from handlers.contracts.named import offer_near, records_named
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Cite, Part, Reply, Text
from handlers.dialogue.text.paging import part
from handlers.law import words as law_words
from handlers.law.product import words as product_words
from handlers.law.whom_to_ask import send_to_lead
from handlers.people import names
from handlers.people.access import role_of
from handlers.understanding.named.products import product_in
from knowledge.citation import Tag
from storage.records import Contract, Role


def reply(rest: str, message: Message, desk: Desk) -> Reply:
    """What is on record about the product or vendor that the question names; never a yes or a no."""
    name = product_in(rest)
    ids = records_named(name, desk).ids
    found = [one for one in desk.store.contracts() if one.id in ids][::-1]
    return reply_for(name, found, message, desk)


def reply_for(name: str, found: Sequence[Contract], message: Message, desk: Desk) -> Reply:
    """What is on record of these contracts, and whom to ask before it is used."""
    lead = names.display_name(desk.store.setup().lead, desk)
    test = Choice(product_words.operator_test(name), f"operator {name}")
    asks = tuple(send_to_lead(product_words.may_we(name)))
    pin = contract_form.checklist(desk).cite
    if not found:
        near, offered = offer_near(name, message, desk)
        return Reply(
            title=product_words.none_on_record(name),
            parts=(
                *((Text(near),) if near else ()),
                Text(product_words.without_one(lead)),
                Cite(law_words.pin(pin), pin.link),
            ),
            choices=(*offered, test, *_log(message, desk), Choice(law_words.SHOW_RULE, f"rule {pin}"), *asks),
            footer=law_words.footer(Tag.I, desk.today, desk.today),  # what follows from the passage is our inference
        )
    page_part = part(found, 1)
    shown = list(page_part.shown)
    return Reply(
        title=product_words.on_record(name, len(found)),
        parts=(contract_rows(shown, desk), *_ended(shown, desk), Text(product_words.no_leave(lead))),
        choices=(test, *asks),
        footer=page_part.told or wording.NOT_ADVICE,
    )


def _ended(shown: list[Contract], desk: Desk) -> Iterator[Part]:
    over = [(one.id, one.expiry) for one in shown if one.expiry and has_ended(one, desk.today)]
    if over:
        yield Text(product_words.ended(over), tuple(last for _, last in over))


def _log(message: Message, desk: Desk) -> Iterator[Choice]:
    if role_of(message, desk).includes(Role.PRIVACY):
        yield Choice(product_words.LOG, SAY)
