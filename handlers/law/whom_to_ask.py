"""Whom somebody asks where the book does not answer: the privacy lead by name, and the button that sends it there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Choice, Reply, Text
from handlers.law import words
from handlers.people.names import display_name
from storage.port import StoreError

LONGEST_SENT = 1500
"""A button carries at most 2,000 characters."""
SENDS = "send-gap"


def knowing_lead(message: Message, desk: Desk) -> Desk:
    """The desk from which the answer names the lead: to the district's own people, where nobody else reads along."""
    return replace(desk, records=None) if message.outsider or message.public else desk


def lead_of(desk: Desk) -> str:
    """The privacy lead's name; empty where none is on record, or the records cannot be read."""
    try:
        lead = desk.records.setup().lead if desk.records else ""
        return display_name(lead, desk) if lead else ""
    except StoreError:  # the law is answered all the same
        return ""


def whom_to_ask(desk: Desk) -> Text:
    """Whom to ask, in one sentence."""
    return Text(words.whom_to_ask(lead_of(desk)))


def send_to_lead(question: str) -> Iterator[Choice]:
    """The button that sends a question to the lead. Only this press keeps it."""
    if 0 < len(question) <= LONGEST_SENT:
        yield Choice(words.SEND_TO_LEAD, f"{SENDS} {question}")


def with_send(reply: Reply, question: str) -> Reply:
    """The reply with that button where it says whom to ask."""
    asks = any(isinstance(part, Text) and part.says.endswith(words.OR_OTHERS) for part in reply.parts)
    if not asks or any(one.say.startswith(SENDS) for one in reply.choices):
        return reply
    return replace(reply, choices=(*reply.choices[: MOST_CHOICES - 1], *send_to_lead(question)))
