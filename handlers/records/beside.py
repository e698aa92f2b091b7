"""Shows records beneath an answer on the law, where they may be what was asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Reply, Rows, Text
from handlers.records import words
from handlers.records.found import Asked, record_button, row_of
from handlers.understanding.requests.request import Request, Slots
from storage.records import Breach, Contract

MOST = 5


def with_records(reply: Reply, ids: Sequence[str], message: Message, desk: Desk) -> Reply:
    """The reply with these records and a button for each; as it is where there are none. Raises StoreError."""
    if not ids or reply.law is None:
        return reply
    asked = Asked(Request("contracts", slots=Slots(ids=tuple(ids))), message, desk)
    breaches = [one for one in asked.breaches if one.id in ids]
    found: list[Contract | Breach] = list(asked.contracts)
    found += breaches
    if not found:
        return reply
    return replace(
        reply,
        parts=(*reply.parts, Text(words.ON_RECORD, heads=True), Rows(tuple(row_of(one, desk) for one in found[:MOST]))),
        choices=(*(record_button(one) for one in found[:MOST]), *reply.choices)[:MOST_CHOICES],
    )
